"""Where a plan names its units: labels, headings, addressees, tables, the one who issues it, and the text around its verbs."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from scheduler.plans.drafts import Draft
from scheduler.plans.known_names import KnownNames, forms
from scheduler.plans.labelled import labelled_parts
from scheduler.plans.numbering import Label, Rank, read_label
from scheduler.plans.parties import Parties, parties
from scheduler.plans.patterns import pattern
from scheduler.plans.prose import work_of_unit
from scheduler.plans.section_says import units_of
from scheduler.plans.subjects import begins_known, of_own_work, subject_of, up_to_verb
from scheduler.plans.timed import has_point
from scheduler.plans.unit_names import begins_unit, names_unit, split_units
from scheduler.plans.vocabulary import WHO, words
from scheduler.text import folded

_DASH = re.compile(r"\s*[-–—]\s*")
_LONGEST_HEADING = 16
_LONGEST = 10
_FEWEST_OF_START = 3
_AT_WORK = pattern("known", "at_work")
_IN_WORK, _BY_WHOM = pattern("known", "in_work"), pattern("known", "by_whom")
_OF_PLACE = pattern("known", "of_place")
_CLAUSE = pattern("known", "clause")
_AMONG_UNITS = pattern("known", "among_units")
_ENDS_WITH_WORK = pattern("known", "ends_with_work")
_FIRST = pattern("known", "first")
_LEVEL = pattern("known", "level")


def names_of(
    texts: Sequence[str], tabled: Iterable[Draft], named: Iterable[str], given: Iterable[str] = ()
) -> KnownNames:
    """The units that a document names. texts: its paragraphs; named: addressees and who issues it; given: those of config."""
    sure = {*named, *_that_stand_in(texts, given), *(unit for draft in tabled for unit in _of(draft.parties))}
    items = [read_label(text) for text in texts]
    sure |= {unit for label, text in items for unit in _said_apart(label, text)}
    bare = [text for _, text in items]
    likely = {unit for text in bare for unit in _in_sentences(text)} | set(_common_starts(bare))
    known = sure | set(_no_longer(likely - sure, sure | likely))
    guessed = {unit for text in bare for unit in _before_verbs(text)} - known
    return KnownNames.of(known, _no_part(_no_longer(guessed, known | guessed), known))


def _that_stand_in(texts: Iterable[str], names: Iterable[str]) -> Iterator[str]:
    """Those of many names, of which a plan has few, that stand somewhere: a search for each at each word would be dear."""
    whole = _plain("\n".join(texts))
    return (name for name in names if any(_plain(form) in whole for form in forms(name)))


def _plain(text: str) -> str:
    return folded(_DASH.sub(" - ", text))


def _of(who: Parties) -> tuple[str, ...]:
    return (*who.lead, *who.coordinating, *who.directing)


def _said_apart(label: Label | None, text: str) -> Iterator[str]:
    """Units that stand apart from all else: behind the label of a role, as a heading, before a colon."""
    for part in labelled_parts(text)[1]:
        if part.role in WHO:
            yield from filter(names_unit, _of(parties(part.role, part.value)))
    is_heading = text.endswith(":") or (label is not None and label.rank is not Rank.BULLET and text[-1:] not in ".;,")
    if is_heading and len(text.split()) <= _LONGEST_HEADING:
        yield from units_of(text.rstrip(":. "))
    if of_unit := work_of_unit(text):
        yield from of_unit[0]


def _in_sentences(text: str) -> Iterator[str]:
    """Units between what can stand before and behind a name: «gửi Phòng A trước …», «(Phòng A chủ trì», «…: Phòng A, Phòng B»."""
    for form in (_AT_WORK, _IN_WORK, _BY_WHOM):
        for found in form.finditer(text):
            yield from filter(_is_short_name, split_units(found["units"]))
    places = (unit for found in _OF_PLACE.finditer(text) for unit in split_units(found["units"]))
    yield from (unit for unit in places if _is_short_name(unit) and not _is_cut_short(unit))
    listed = text.rpartition(": ")[2].rstrip(". ") if ": " in text else ""
    if begins_unit(listed):
        yield from filter(_is_short_name, split_units(listed))


def _before_verbs(text: str) -> Iterator[str]:
    """What a clause begins with up to a verb of the lists, where nothing else tells where the name ends."""
    for found in _CLAUSE.finditer(text):
        name = up_to_verb(found["clause"])
        if len(name) < len(found["clause"].strip()):
            yield from filter(_is_short_name, split_units(name))


def _is_short_name(unit: str) -> bool:
    return len(unit.split()) <= _LONGEST and names_unit(unit) and not has_point(unit) and not _holds_work(unit)


def _holds_work(unit: str) -> bool:
    """Whether what was taken for a name holds or ends with a verb of work: «Tỉnh đoàn tổ chức»."""
    return _ENDS_WITH_WORK.search(unit) is not None or up_to_verb(unit) != unit


def _is_cut_short(unit: str) -> bool:
    """Whether a name ends with the first word of another: «Các Ban Công» of «Các Ban Công tác Mặt trận»."""
    last = unit.split()[-1]
    return last[0].isupper() and not last.isupper() and folded(last) in _first_words()


@cache
def _first_words() -> frozenset[str]:
    return frozenset(head.split()[0] for head in words("units", "heads") if " " in head)


def _common_starts(texts: Iterable[str]) -> Iterator[str]:
    """What two sentences with different work begin with: «Tổ Tư vấn khảo sát …», «Tổ Tư vấn gặp gỡ …»."""
    starts = sorted(" ".join(found.group().split()) for text in texts for found in _FIRST.finditer(text))
    for one, other in pairwise(starts):
        same = _same_words(one.split(), other.split())
        name = " ".join(one.split()[:same])
        goes_on = [text.split()[same : same + 1] for text in (one, other)]
        ends = all(more and more[0].islower() for more in goes_on) and goes_on[0] != goes_on[1]
        if same >= _FEWEST_OF_START and ends and _is_short_name(name):
            yield name


def _same_words(one: Sequence[str], other: Sequence[str]) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _no_longer(likely: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    """Names without those that begin with another and go on in small letters: work was taken for a part of them."""
    starts: dict[str, list[str]] = defaultdict(list)
    for form in (form for name in known for form in forms(name)):
        if len(form.split()) > 1:
            starts[" ".join(folded(form).split()[:2])].append(folded(form))
    for name in likely:
        plain = folded(name)
        shorter = (s for s in starts[" ".join(plain.split()[:2])] if plain.startswith(s + " "))
        if not any(_is_work(name.split()[len(s.split())]) for s in shorter):
            yield name


def _no_part(guessed: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    """Names without those that a known one begins with: a verb inside it was taken for its end."""
    starts = tuple(map(folded, known))
    return (name for name in guessed if not any(start.startswith(f"{folded(name)} ") for start in starts))


def _is_work(word: str) -> bool:
    return word[:1].islower() and _LEVEL.fullmatch(word) is None


def _of_sentence(draft: Draft) -> Iterator[str]:
    """Units that only this sentence names, at its beginning: no sign stands for them, and they are not one word («Văn phòng»)."""
    for unit in draft.parties.lead:
        if len(unit.split()) >= _FEWEST_OF_START and folded(draft.title).startswith(folded(unit)):
            yield unit


def _at_work_too(draft: Draft) -> Iterator[str]:
    """Units that have work of their own in the title of a task of another: «Tham mưu kế hoạch, Phòng B chuẩn bị hội trường»."""
    parts = of_own_work(draft.title)
    if parts and draft.parties.lead and not (begins_known(parts[0]) or _AMONG_UNITS.search(parts[0])):
        yield from (unit for part in parts[1:] for unit in subject_of(part) if unit not in draft.parties.lead)


def shown(draft: Draft, names: KnownNames) -> Draft:
    """A draft of hidden text as printed."""
    text = names.shown
    lead, beside, above = (
        tuple(map(names.unit, units))
        for units in (draft.parties.lead, draft.parties.coordinating, draft.parties.directing)
    )
    hidden = (*draft.parties.lead, *draft.parties.coordinating)
    unsure = (*filter(names.is_guessed, hidden), *_of_sentence(draft), *filter(names.goes_on, hidden))
    return replace(
        draft,
        title=text(draft.title),
        section=draft.section and text(draft.section),
        parties=replace(draft.parties, lead=lead, coordinating=beside, directing=above),
        timing=draft.timing and text(draft.timing),
        frequency=draft.frequency and text(draft.frequency),
        duration=draft.duration and text(draft.duration),
        stream=draft.stream and text(draft.stream),
        at_work_too=tuple(map(names.unit, _at_work_too(draft))),
        guessed=tuple(dict.fromkeys(map(names.unit, unsure))),
    )
