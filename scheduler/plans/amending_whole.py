"""A line of an amendment read by what stands in it, in any order: items, units and their part, a time, a verb; whole or not at all.

Each reading takes its span out of the line. What is left may only be words that carry no content of their own («giao», «sang»,
«thời gian thực hiện»); one other word, and the line is not read at all.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from scheduler.diagnostics import Location
from scheduler.model import Change, ChangeKind, Task
from scheduler.plans.amending_facts import clauses, places, without_asides
from scheduler.plans.amending_handed import handed_all
from scheduler.plans.amending_later import Later, day_apart, may_begin
from scheduler.plans.amending_moved import counted_anew, moved_by
from scheduler.plans.amending_spans import is_timed, spans_of
from scheduler.plans.amending_text import is_broad, quoted_title
from scheduler.plans.amending_words import worded
from scheduler.plans.annexes import annex_named, without_annex
from scheduler.plans.drafts import Draft, with_part
from scheduler.plans.labelled import Part, tidy_title
from scheduler.plans.patterns import pattern
from scheduler.plans.quotes import unquoted
from scheduler.plans.time_at_end import in_two, is_time
from scheduler.plans.unit_names import are_units, begins_unit
from scheduler.plans.vocabulary import Role, label_role

_ADD, _CLOSE, _CHANGE = (pattern("amending", key) for key in ("add", "close", "change"))
_QUOTED = pattern("amending", "quoted")
_OLD, _NEW_BESIDE, _BESIDE, _LEADS = (pattern("whole", key) for key in ("old", "joined", "beside", "leads"))
_UNIT_EXCHANGED, _LEADS_TOO = pattern("whole", "unit_exchanged"), pattern("whole", "leads_too")
_LED, _FROM_WHEN = pattern("account", "leads"), pattern("whole", "from_when")
_SPAN_FIRST = pattern("later", "span_first")
_WAS_TIME, _KEPT = pattern("whole", "was_time"), pattern("whole", "kept")
_JOINT, _POSTPONED = pattern("whole", "joint"), pattern("whole", "postponed")
_EXCHANGE, _WORDS_SAID = pattern("whole", "exchange"), pattern("whole", "words_said")
_CALLS_ITEM, _CALLED_THING = pattern("whole", "calls_item"), pattern("whole", "called_thing")
_PLACE, _LISTED, _UPTO = (pattern("amending", key) for key in ("place", "listed", "upto"))
_FORMAL = pattern("amending", "formal")
_BARE = pattern("account", "bare_place")
_NO_NAME = pattern("account", "no_name")
_REGROUPS, _NOW = pattern("whole", "regroups"), pattern("whole", "now")
_FEWEST_IN_TITLE = 3


@dataclass(frozen=True, slots=True)
class _Said:
    """What a line says of its items, all of it understood. name: how it calls them without quotes, None where it does not."""

    changes: tuple[tuple[ChangeKind, Task | None], ...]
    name: str | None = None


def of_named(text: str, location: Location) -> tuple[Change, ...]:
    """The changes that a line makes of items that it names by number or in quotes; nothing unless all of it is understood.

    It may be one clause, or several that each name their own.
    """
    if (later := day_apart(text)) is not None and (begun := _begun(later, text, location)):
        return begun
    if exchanged := _of_exchange(text, location):
        return exchanged
    if (handed := handed_all(text, location)) is not None:
        return (handed,)
    named, title, rest = _items(text)
    if (named or title) and (change := _of_length(text, rest) or _of_two_units(text, rest)) is not None:
        return tuple(replace(change, no=no, title=title, location=location) for no in named or (None,))
    whole = _changes(text, rest, named, title, location) if named or title else _of_annex(text, rest, location)
    said = clauses(text)
    if whole or len(said) < 2:
        return whole or _one_by_one(text, location)
    each = [of_named(clause, location) for clause in said]
    return tuple(replace(c, text=text) for one in each for c in one) if all(each) else _one_by_one(text, location)


def _of_length(text: str, rest: str) -> Change | None:
    """Its items lie later or sooner, or have more or fewer of what they count, where a line says that and nothing else."""
    if (moved := moved_by(unquoted(rest))) is not None:
        return Change(ChangeKind.MOVE, text, moved=moved)
    counted = counted_anew(_without_places(_QUOTED.sub(" ", text)))
    return Change(ChangeKind.SWAP, text, words=(counted.was, counted.now)) if counted is not None else None


def _begun(later: Later, text: str, location: Location) -> tuple[Change, ...]:
    """The changes of a line without the day from which it holds: ends, units, rhythms; a time alone may be the one of the work."""
    found = of_named(later.rest, location) or _of_renamed(later.rest, location)
    if not found or any(c.from_when is not None or not may_begin(c) for c in found):
        return ()
    return tuple(replace(c, text=text, from_when=later.day) for c in found)


def _of_renamed(text: str, location: Location) -> tuple[Change, ...]:
    """A line that gives a unit another name, or exchanges words of all the plan, and says nothing else."""
    said = worded(text, location) if len(clauses(text)) == 1 else None
    renames = said is not None and said.kind is ChangeKind.SWAP and said.everywhere and not places(text)
    return (Change(ChangeKind.SWAP, text, None, None, None, location, words=said.words),) if said and renames else ()


def of_titled(text: str, location: Location) -> tuple[Change, ...]:
    """The changes that a line makes of the item whose title stands before its colon; nothing unless all of it is understood."""
    head, colon, behind = text.partition(":")
    if not colon or len(head.split()) < _FEWEST_IN_TITLE or _starts_otherwise(head) or places(head):
        return ()
    named, _, rest = _items(behind)
    return _changes(text, rest, (), tidy_title(_CALLED_THING.sub("", head)), location) if not named else ()


def of_called(text: str, location: Location) -> tuple[Change, ...]:
    """The changes that a line makes of an item that it calls by its title without quotes, with a verb of change beside that.

    What is left of the line beside verb, unit and time is the name: the plan decides whether there is work of that name.
    """
    alters = _CHANGE.search(text) or _CLOSE.search(text) or _NOW.search(text)
    if alters is None or _ADD.search(text) or _FORMAL.search(text) or _QUOTED.search(text) or ":" in text:
        return ()
    named, _, rest = _items(text)
    said = _said(rest, text, location) if not named else None
    if said is None or said.name is None:
        return ()
    return tuple(Change(kind, text, None, said.name, task, location) for kind, task in said.changes)


def of_cell(title: str, text: str, location: Location) -> tuple[Change, ...]:
    """The changes that one cell makes of the item in another; nothing unless all of it is understood."""
    named, _, rest = _items(text)
    return _changes(text, rest, named, title, location)


def of_cell_apart(no: str | None, title: str | None, text: str, location: Location) -> Change | None:
    """What a cell says of an item from a day of its own on, or by a length or a count; None where it says nothing of these."""
    later = day_apart(text)
    said = later.rest if later is not None else text
    _, _, rest = _items(said)
    measured = _of_length(said, rest)
    found = (measured,) if measured is not None else _changes(said, rest, (), title, location) if later else ()
    if len(found) != 1 or (later is not None and not may_begin(found[0])):
        return None
    return replace(
        found[0], text=text, no=no, title=title, location=location, from_when=later.day if later is not None else None
    )


def _of_annex(text: str, rest: str, location: Location) -> tuple[Change, ...]:
    """«Bãi bỏ Phụ lục II»: the end of all that stands there."""
    said = _said(rest, text, location) if annex_named(text) is not None else None
    closes = said is not None and said.name is None and said.changes == ((ChangeKind.CLOSE, None),)
    return (Change(ChangeKind.CLOSE, text, None, None, None, location, annex=annex_named(text)),) if closes else ()


def _changes(text: str, rest: str, named: Sequence[str], title: str | None, location: Location) -> tuple[Change, ...]:
    said = _said(rest, text, location)
    if said is None or (said.name is not None and title is not None):
        return ()
    calls = title or said.name
    return tuple(
        Change(kind, text, no, calls, task, location) for no in named or (None,) for kind, task in said.changes
    )


def _one_by_one(text: str, location: Location) -> tuple[Change, ...]:
    """«Nhiệm vụ 4 và 5 thay đổi tần suất như sau: lớp A …; lớp B …»: for each number a clause that calls its item."""
    head, _, listed = text.partition(":")
    named, title, before = _items(head)
    pieces = [piece for piece in re.split(r";\s+", listed.strip(" .")) if piece]
    if len(named) < 2 or len(named) != len(pieces) or title or not spans_of(before).is_empty():
        return ()
    each = [_said(_items(piece)[2], piece, location) if not places(piece) else None for piece in pieces]
    if not all(said is not None and said.name for said in each):
        return ()
    told = ((no, said) for no, said in zip(named, each, strict=True) if said is not None)
    return tuple(Change(kind, text, no, said.name, task, location) for no, said in told for kind, task in said.changes)


def _of_exchange(text: str, location: Location) -> tuple[Change, ...]:
    """«“A” thành “B”» of the items that the line names by number, or whose title A is; nothing where it says anything else.

    Two times, and two units whose part is named, are no exchange of words: what is new holds, however the old was written.
    """
    found = _EXCHANGE.search(text)
    if found is None:
        return ()
    was, now = found["was"].strip(), found["now"].strip()
    literal = _WORDS_SAID.search(text) is not None
    before = text[: found.start()]
    by_title = _CALLS_ITEM.search(before) is not None
    named, quoted, rest = _items(f"{before} {text[found.end() :]}")
    timed = is_timed(was) or is_timed(now)
    of_part = are_units(now) and label_role(_last_words(before)) is not None
    plain = spans_of(unquoted(rest)).is_empty()
    if (
        label_role(was) is not None
        or quoted
        or not plain
        or ((timed or of_part) and not literal)
        or not (named or by_title)
    ):
        return ()
    title = None if named else tidy_title(was)
    return tuple(Change(ChangeKind.SWAP, text, no, title, None, location, words=(was, now)) for no in named or (None,))


def _of_two_units(text: str, rest: str) -> Change | None:
    """«thay Sở A bằng Sở B» where the line says nothing else, and so not what part they have; None for any other line."""
    left = spans_of(unquoted(rest))
    units = left.take(_UNIT_EXCHANGED)
    plain = len(units) == 2 and left.is_empty() and not left.holds(_LED)
    return Change(ChangeKind.SWAP, text, words=(units[0], units[1])) if plain else None


def _last_words(text: str) -> str:
    return " ".join(unquoted(text).split()[-3:])


def _starts_otherwise(head: str) -> bool:
    """Whether what stands before a colon says something itself, and is no title."""
    says = ";" in head or begins_unit(head) or is_time(head) or label_role(head) is not None
    return says or _ADD.search(head) is not None


def _said(rest: str, text: str, location: Location) -> _Said | None:
    """What is said in a line from which its items were taken; None unless all of it is understood, a name of its item apart."""
    if _REGROUPS.search(text) or _WORDS_SAID.search(text):
        return None
    left = spans_of(_KEPT.sub(" ", unquoted(rest)))
    left.take(_WAS_TIME)
    left.take(_OLD)
    too, joined, beside, lead = (left.take(form) for form in (_LEADS_TOO, _NEW_BESIDE, _BESIDE, _LEADS))
    timed = [in_two(time) for time in left.take_times()]
    timings, rhythms = [t for t, _ in timed if t], [r for _, r in timed if r]
    closes = _CLOSE.search(left.text) is not None
    if closes and not (too or joined or beside or lead or timed or is_broad(text, ChangeKind.CLOSE)):
        left.text = _CLOSE.sub(" \x00 ", left.text)
        found: tuple[tuple[ChangeKind, Task | None], ...] = ((ChangeKind.CLOSE, None),)
    elif (lead or too or joined) and (any(map(_FROM_WHEN.match, timings)) or _SPAN_FIRST.match(text)):
        return None  # from a day of its own: no time of the work
    elif closes or max(len(set(lead)), len(timings), len(rhythms)) > 1 or (beside and not lead):
        return None
    else:
        found = tuple(_told(lead, beside, timings, rhythms, location))
        who = _of_roles(((Role.LEAD, too), (Role.COORDINATING, joined)), location)
        found += ((ChangeKind.JOIN, who),) if too or joined else ()
    name = None if left.is_empty() else left.name()
    if not found or _POSTPONED.search(text) or not (left.is_empty() or name):
        return None
    return _Said(found, name)


def _told(
    lead: list[str], beside: list[str], timings: list[str], rhythms: list[str], location: Location
) -> Iterator[tuple[ChangeKind, Task | None]]:
    if lead or timings or rhythms:
        who = _of_roles(((Role.LEAD, lead), (Role.COORDINATING, beside)), location)
        yield ChangeKind.REPLACE, replace(who, timing=next(iter(timings), None), frequency=next(iter(rhythms), None))


def _of_roles(said: Sequence[tuple[Role, list[str]]], location: Location) -> Task:
    draft = Draft()
    for role, named in said:
        for units in dict.fromkeys(named):
            draft = with_part(draft, Part(role, "", units))
    return replace(draft.task(location.file or ""), location=location)


def _items(text: str) -> tuple[tuple[str, ...], str | None, str]:
    """The numbers of the items that a line names, the title that it quotes, and the line without them."""
    bare = without_annex(without_asides(_QUOTED.sub(_unquoted, text)))
    title = quoted_title(bare)
    named = places(_QUOTED.sub(" ", bare).replace(":", " "))
    return named, title, _JOINT.sub(" ", _without_places(_QUOTED.sub(" ", bare))).replace("\x01", " ")


def _without_places(text: str) -> str:
    """The line with a mark for each item that it names, or several in a row: «các nhiệm vụ số 2, 5 và 7»."""
    made, at = "", 0
    for found in _PLACE.finditer(text):
        if found.start() >= at:
            more = _UPTO.match(text, found.end()) or _LISTED.match(text, found.end())
            made += text[at : found.start()] + "\x01"
            at = more.end() if more else found.end()
    return _BARE.sub("\x01", made + text[at:])


def _unquoted(found: re.Match[str]) -> str:
    """A time, a unit or the title of a column without its quotes; a title with them."""
    said = found["text"].strip()
    plain = is_timed(said) or (are_units(said) and not _NO_NAME.match(said)) or label_role(said) is not None
    return f" {said} " if plain else found.group()
