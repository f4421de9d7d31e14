"""Work that the sentences of a paragraph set: by a day, all the time, or each for a unit of its own."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from scheduler.plans.labelled import tidy_title
from scheduler.plans.patterns import pattern
from scheduler.plans.prose import Told, begins_work, begun_with_others, beside_in, told_in_prose, with_others_at_end
from scheduler.plans.subjects import VERB, after_subject, clauses, names_only, sentences, subject_of, up_to_verb
from scheduler.plans.time_at_end import counts, rhythm_at_end, rhythm_in
from scheduler.plans.timed import has_day, has_slot, says_only_when, starts_timed
from scheduler.plans.unit_names import begins_unit, names_unit, split_units
from scheduler.text import capitalised

_OTHER_TIME = pattern("prose", "other_time")
_JOINT = pattern("prose", "joint_at_end")
_GATHERS = pattern("prose", "gathers")
_SHARE = pattern("prose", "share_of_another")
_STEADY = pattern("prose", "steady")
_WORK_BEHIND_COMMA = pattern("prose", "work_behind_comma")
_SHARED_BY, _BETWEEN = pattern("prose", "shared_by"), pattern("prose", "between_names")
_FEWEST_WORDS = 3


def dated(text: str, unit: tuple[str, ...] = ()) -> Iterator[Told]:
    """What the sentences of a paragraph order to be done by a day, month or quarter; reports are duties of another kind.

    unit: who does it where a sentence names nobody. What names nobody at all is nobody's task. A clause with a bare rhythm
    («cập nhật phần mềm hằng tuần») is work as well where another one of the paragraph is dated.
    """
    found = tuple(_set(text, unit))
    if any(is_dated for is_dated, _ in found):
        yield from (told for _, told in found)


def _is_dated(timing: str | None) -> bool:
    return bool(timing) and (has_day(timing or "") or counts(timing or "") or has_slot(timing or ""))


def _set(text: str, unit: tuple[str, ...]) -> Iterator[tuple[bool, Told]]:
    """What the clauses of a paragraph order to be done by a day, with True, or at a bare rhythm."""
    for sentence in sentences(text):
        unit = subject_of(sentence) or unit
        for clause in _joined_clauses(sentence):
            told = _with_rhythm(_with_beside(told_in_prose(_without_report(clause))))
            is_dated = _is_dated(told.timing)
            told = told if is_dated or VERB.search(clause) else _with_any_rhythm(told)
            lead = told.lead or subject_of(clause) or unit
            title = capitalised(tidy_title(after_subject(told.title)))
            is_work = _is_work(title) if VERB.search(clause) else len(title.split()) >= _FEWEST_WORDS
            if told.timing and lead and is_work and not _OTHER_TIME.search(title):
                whole = Told(title, () if lead == unit else lead, told.coordinating, told.timing)
                yield is_dated, replace(begun_with_others(whole), lead=lead)


def _with_rhythm(told: Told) -> Told:
    """«Phát bản tin 02 lần/ngày»: what it counts in its title is its time, where it gives no other; it stays part of the work."""
    rhythm = None if told.timing else rhythm_in(told.title)
    return replace(told, timing=rhythm) if rhythm and counts(rhythm) else told


def steady(text: str, unit: tuple[str, ...] = ()) -> tuple[Told, ...]:
    """The one thing that a paragraph has a unit do all the time or at a rhythm: «Phòng A: Trực đường dây nóng hằng ngày»."""
    bare = text.strip(" .;,")
    found = _STEADY.search(bare)
    if found is None or len(sentences(bare)) > 1 or VERB.search(bare):
        return ()
    apart = found["mark"] or found["does"]
    told = _with_beside(told_in_prose(bare[: found.start()] if apart else bare))
    lead = told.lead or subject_of(told.title) or unit
    title = capitalised(tidy_title(after_subject(told.title) if subject_of(told.title) else told.title))
    is_work = all(map(names_unit, lead)) and len(title.split()) >= _FEWEST_WORDS
    return (Told(title, lead, told.coordinating, found["time"]),) if lead and is_work else ()


def _with_beside(told: Told) -> Told:
    """«Hạt Kiểm lâm phối hợp với UBND xã A chọn …»: with whom, apart from what is done."""
    beside = beside_in(told.title) if subject_of(told.title) else ()
    if not beside or told.coordinating or not all(map(names_unit, beside)):
        return told
    after = told.title.partition(beside[-1])[2]
    return replace(told, lead=told.lead or subject_of(told.title), title=after, coordinating=beside) if after else told


def _with_ends_joined(parts: Iterable[str]) -> Iterator[str]:
    """Clauses, one that only says when («xong trong ngày 03/2») or with whom («Phòng B phối hợp») put to the one before it."""
    held = ""
    for part in parts:
        if held and (says_only_when(part) or with_others_at_end(f"{held}; {part}") == part.rstrip(" .")):
            held += f"; {part}"
            continue
        if held:
            yield held
        held = part
    if held:
        yield held


def _with_names_joined(parts: Sequence[str]) -> Iterator[str]:
    """Clauses, one that is but the name of a unit together with the next: «Các sở, ban, ngành; UBND các xã: …»."""
    names = ""
    for part in parts:
        if names_unit(part):
            names += f"{part}; "
            continue
        yield names + part
        names = ""
    if names:
        yield names


def _without_report(clause: str) -> str:
    """A clause up to the verb of reporting."""
    found = VERB.search(clause)
    return _JOINT.sub("", clause[: found.start()]) if found else clause


def _is_work(title: str) -> bool:
    """Whether a title says work of its own; to gather what is reported is part of the report."""
    return len(title.split()) >= _FEWEST_WORDS and not (_GATHERS.match(title) or starts_timed(title))


def only_reports(text: str) -> bool:
    """Whether a line is about reporting and nothing besides."""
    return VERB.search(text) is not None and not _is_work(tidy_title(_without_report(text)))


def each_of_its_unit(text: str, unit: tuple[str, ...] = ()) -> tuple[Told, ...]:
    """The tasks of «Phòng A kiểm tra … trước 05/5. Hợp tác xã nạo vét … xong trước 15/5.»; () where it is not two units' work.

    The time of one sentence is never another's. A unit whose name has no end that we know leads nothing: that is asked.
    unit: whose work it is before a sentence names somebody.
    """
    parts = [part for sentence in sentences(_without_topic(text)) for part in _joined_clauses(sentence)]
    told = [_with_any_rhythm(_with_rhythm(_with_beside(told_in_prose(part)))) for part in parts]
    if any(one.timing and names_only(one.title) for one in told):
        return ()  # «Xã A, xã B trong tháng 6; các xã còn lại trong tháng 9»: times of one work
    at_work = [_worker(part, one) for part, one in zip(parts, told, strict=True) if one.timing or _is_own_work(part)]
    timed = [_worker(part, one) for part, one in zip(parts, told, strict=True) if one.timing]
    several = len({*at_work} - {()}) > 1 and any(who and who != at_work[0] for who in timed)
    return tuple(_one_by_one(parts, told, unit)) if several else ()


def _is_own_work(part: str) -> bool:
    """Whether a part without a time is a unit's own work, and no share in that of another: «Tổ A đánh giá kết quả; Tổ B …»."""
    return begins_unit(part) and _SHARE.match(after_subject(part)) is None and after_subject(part) != part


def each_clause_timed(text: str, unit: tuple[str, ...]) -> tuple[Told, ...]:
    """The tasks of a unit whose clauses each begin with work and say its time: «ban hành … trước 20/1; tổ chức … hằng tháng».

    unit: whose work it is where the text names nobody at its beginning.
    """
    if own := subject_at_work(text):
        unit, text = own, after_subject(text)
    told = [told_in_prose(part) for clause in clauses(text) for part in _by_time(clause)]
    each = all(one.timing and len(one.title.split()) > 1 and not begins_unit(one.title) for one in told)
    if not (unit and each) or len(told) < 2 or not begins_work(told[0].title):
        return ()
    return tuple(replace(one, title=capitalised(one.title), lead=one.lead or unit) for one in told)


def shares(heading: str, text: str) -> tuple[Told, ...]:
    """The tasks of «Xã A, xã B trong tháng 6; các xã còn lại trong tháng 9»: the heading's work for each, by a time of its own."""
    told = [told_in_prose(part) for sentence in sentences(text) for part in clauses(sentence)]
    names = [_SHARED_BY.sub("", one.title) for one in told]
    apart = all(t.timing and not t.lead for t in told) and all(names_only(n) or names_unit(n) for n in names)
    if len(told) < 2 or not apart:
        return ()
    return tuple(Told(heading, _listed(name), timing=t.timing) for t, name in zip(told, names, strict=True))


def _listed(names: str) -> tuple[str, ...]:
    return tuple(map(capitalised, _BETWEEN.split(names) if names_only(names) else split_units(names)))


def _with_any_rhythm(told: Told) -> Told:
    """«Tổ Bếp lưu mẫu thức ăn hằng ngày»: a rhythm at the end is a time as well; it stays part of the work."""
    return told if told.timing else replace(told, timing=rhythm_at_end(told.title))


def _without_topic(text: str) -> str:
    """«Thủy lợi: Phòng Kinh tế kiểm tra …» without what it is about."""
    topic, _, work = text.partition(": ")
    return work if begins_unit(work) and not begins_unit(topic) else text


def _worker(part: str, told: Told) -> tuple[str, ...]:
    """Who does it, were it only by the first words of a name."""
    return (
        told.lead or subject_at_work(told.title) or (tuple(part.split()[:_FEWEST_WORDS]) if begins_unit(part) else ())
    )


def _one_by_one(parts: Sequence[str], told: Sequence[Told], unit: tuple[str, ...]) -> Iterator[Told]:
    for part, one in zip(parts, told, strict=True):
        subject = subject_at_work(one.title)
        unit = one.lead or subject or (() if begins_unit(part) else unit)
        if (one.timing or _is_own_work(part)) and not only_reports(part):
            title = capitalised(tidy_title(after_subject(one.title) if subject else one.title))
            yield replace(one, title=title, lead=unit, coordinating=one.coordinating or beside_in(part))


def subject_at_work(title: str) -> tuple[str, ...]:
    """The units that work begins with, where a verb that we know ends their names: else all of it were one."""
    units = subject_of(title)
    return units if up_to_verb(title) != title and all(map(names_unit, units)) else ()


def _joined_clauses(sentence: str) -> Iterator[str]:
    for clause in _with_ends_joined(_with_names_joined(clauses(sentence))):
        yield from _by_time(clause)


def _by_time(clause: str) -> list[str]:
    """«khảo sát … trước ngày 28/02, lựa chọn … trước ngày 31/3» as two: behind the comma is other work with a day of its own."""
    for comma in _WORK_BEHIND_COMMA.finditer(clause):
        before, after = clause[: comma.start()], clause[comma.end() :]
        one, other = told_in_prose(before), told_in_prose(_by_time(after)[0])
        if all(t.timing and has_day(t.timing) and len(t.title.split()) > 1 for t in (one, other)):
            return [before, *_by_time(after)]
    return [clause]
