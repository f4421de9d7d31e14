"""Work that lines below headings set, each line a task: of a unit, of a month, or saying themselves who or by when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from scheduler.plans.drafts import Draft
from scheduler.plans.frequencies import Stream, stream_of
from scheduler.plans.labelled import tidy_title
from scheduler.plans.outline_entries import is_role_line
from scheduler.plans.outline_lines import Item, Node
from scheduler.plans.outline_streams import is_short_rhythm
from scheduler.plans.parties import Parties
from scheduler.plans.patterns import pattern
from scheduler.plans.prose import Told, begun_with_others, beside_in, told_in_prose
from scheduler.plans.section_says import TIMING_OF_SECTION, is_stage, is_time, time_of, units_of
from scheduler.plans.sentences_set import dated, each_clause_timed, each_of_its_unit, only_reports, subject_at_work
from scheduler.plans.subjects import begins_known, says_share
from scheduler.plans.time_at_end import goes_on_at_end, in_two, is_event, rhythm_in
from scheduler.plans.time_before import timed_first
from scheduler.plans.timed import has_day, starts_timed, time_behind_colon, without_done
from scheduler.plans.vocabulary import Subject
from scheduler.text import capitalised

_PART_OF_MONTH = pattern("prose", "part_of_month")
_MONTH_OR_QUARTER = pattern("prose", "month_or_quarter")
_WHOLE_OF_HEADING = pattern("prose", "whole_of_heading")


@dataclass(frozen=True, slots=True)
class Said:
    """What headings above lines say for them: whose work they are, when it falls, what the section is about.

    made: how many tasks without a number the same list has had before.
    """

    unit: tuple[str, ...] = ()
    time: str | None = None
    about: Subject | None = None
    made: int = 0


@dataclass(frozen=True, slots=True)
class _Line:
    item: Item
    text: str
    said: Said


def each_led(node: Node, fewest: int = 2) -> bool:
    """Whether every bullet below a node says whose work it is: then they are tasks of several units, not parts of one.

    fewest: bullets of which that is so; one alone may describe its heading, unless headings beside it stand over tasks.
    Roles («- Chủ trì: Phòng A») say whose work the item above them is.
    """
    bullets = [child for child in node.below if child.item.label is not None]
    if any(is_role_line(child.item.text) for child in bullets):
        return False
    if len(bullets) == 1 and says_share(bullets[0].item.text):
        return False
    return len(bullets) >= fewest and all(told_in_prose(child.item.text).lead for child in bullets)


def is_stage_of_units(node: Node) -> bool:
    """Whether a node gives a time behind a colon, and every bullet below begins with units at work: «- Các thôn gửi giấy …»."""
    bullets = [child for child in node.below if child.item.label is not None]
    texts = [b.item.text for b in bullets]
    at_work = all((begins_known(text) or subject_at_work(text)) and not says_share(text) for text in texts)
    return bool(bullets) and at_work and _time_of_stage(_heading(node)) is not None


def _time_of_stage(heading: str) -> str | None:
    """«Sơ tuyển: hoàn thành trước ngày 15/11»: the time behind the colon of a heading."""
    behind = heading.partition(": ")[2]
    return without_done(behind) if starts_timed(behind) and has_day(behind) else None


def below_heading(node: Node, number: str, section: str | None, said: Said) -> tuple[Draft, ...]:
    """The tasks that the bullets below a heading are; () where they only describe it.

    Below a month all are; below a unit all where one says by when; else those that say who or when, if half of them do.
    In a section on organising the work only those with a day are: the rest of what units do in general is no task.
    """
    if any(child.numbered for child in node.below):
        return ()
    own = replace(said, unit=units_of(_heading(node)) or said.unit, time=_time(node) or said.time)
    lines = tuple(_lines(node, own))
    if own.about is Subject.ORGANISATION:
        kept = [
            (no, told, line)
            for at, line in _counted(lines, own)
            for no, told in _numbered(at, tuple(dated(line.text, line.said.unit)))
        ]
    else:
        told = [(no, one, line) for at, line in _counted(lines, own) for no, one in _all_told(at, line)]
        kept = told if _sets_work(own, [(t, line) for _, t, line in told]) else []
    return tuple(_draft(f"{number}.{no}".strip("."), t, line, section) for no, t, line in kept)


def _counted(lines: Sequence[_Line], said: Said) -> Iterator[tuple[int, _Line]]:
    """Lines with their places in the list; those of duties that only report are no work."""
    for at, line in enumerate(lines, 1 + said.made):
        if said.about in (Subject.TASKS, Subject.ORGANISATION) or not only_reports(line.text):
            yield at, line


def _all_told(at: int, line: _Line) -> Iterator[tuple[str, Told]]:
    """What a line says, one by one where its sentences are work of several units."""
    several = each_of_its_unit(line.text, line.said.unit) or each_clause_timed(line.text, line.said.unit)
    yield from _numbered(at, several or (_told(line),))


def _numbered(at: int, told: Sequence[Told]) -> Iterator[tuple[str, Told]]:
    """Each with the place of its line; several of one line count on below it."""
    yield from ((str(at) if len(told) == 1 else f"{at}.{n}", one) for n, one in enumerate(told, 1))


def _rhythm(text: str) -> Stream | None:
    """Of «Bản tin trên báo in: 01 số/tuần» what and how often."""
    return stream_of(text, None) if is_short_rhythm(text) else None


def _lines(node: Node, said: Said) -> Iterator[_Line]:
    """The bullets below a node, each with all below it; a bullet that only names a unit or a time heads those below it.

    Below a unit, plain lines that each say by when are as good as bullets, and anywhere those that each begin with their time.
    """
    of_work = said.about in (Subject.TASKS, Subject.ASSIGNMENT)
    bare = bool(node.below) and all(c.item.label is None for c in node.below)
    plain = bare and bool(said.unit) and of_work and all(_says_when(c.item.text) for c in node.below)
    plain = plain or (bare and len(node.below) > 1 and all(timed_first(c.item.text) for c in node.below))
    for child in node.below:
        if (child.item.label is None and not plain) or is_role_line(child.item.text):
            continue
        units, time = units_of(_heading(child)), _time(child)
        if child.below and (units or time):
            yield from _lines(child, replace(said, unit=units or said.unit, time=time or said.time))
        else:
            yield _Line(child.item, " ".join(_texts(child)), said)


def _says_when(text: str) -> bool:
    return bool(told_in_prose(text).timing or time_behind_colon(text))


def _sets_work(said: Said, told: Sequence[tuple[Told, _Line]]) -> bool:
    if not told:
        return False
    if said.time or all(line.said.time for _, line in told):
        return True
    if len(told) > 1 and all(timed_first(line.text) for _, line in told):
        return True
    if said.unit or all(line.said.unit for _, line in told):
        return any(t.timing or _rhythm(t.title) for t, _ in told)
    said_more = sum(bool(t.lead or (t.timing and has_day(t.timing))) for t, _ in told)
    return said.about is Subject.TASKS and said_more * 2 >= len(told)


def _told(line: _Line) -> Told:
    """What a line says, with a time that stands before it («Tháng 3: …»)."""
    first = timed_first(line.text)
    if first is None:
        behind = None if line.item.label else time_behind_colon(line.text)
        return (
            Told(tidy_title(behind[0]), timing=behind[1]) if behind else _with_subject(told_in_prose(line.text), line)
        )
    time, work = first
    told = told_in_prose(work)
    lead = told.lead or subject_at_work(told.title)
    return replace(told, lead=lead, timing=within(told.timing, time))


def _with_subject(told: Told, line: _Line) -> Told:
    """«Công an phường lập danh sách …»: who stands first in a line leads, whatever it does, where the line names no other."""
    units = () if told.lead or line.said.unit else subject_at_work(told.title)
    if not units:
        return told
    return replace(told, lead=units, coordinating=told.coordinating or beside_in(told.title))


def within(timing: str | None, of_heading: str | None) -> str | None:
    """The time of a line below a heading that is a time: «tuần 3» below «Tháng 9» is of that month."""
    if timing is None or of_heading is None:
        return timing or of_heading
    if is_event(timing):
        return of_heading
    if _WHOLE_OF_HEADING.fullmatch(timing):
        return of_heading
    kind, _, which = of_heading.partition(" ")
    part = _PART_OF_MONTH.search(timing) and not _MONTH_OR_QUARTER.search(timing)
    return f"{timing} {kind.lower()} {which}".rstrip() if part else timing


def _draft(number: str, told: Told, line: _Line, section: str | None) -> Draft:
    told = begun_with_others(told) if line.said.unit else told
    who = Parties(told.lead or line.said.unit, told.coordinating)
    timing = within(told.timing, line.said.time)
    rhythm = _rhythm(told.title) if told.timing is None else None
    title = capitalised(tidy_title(rhythm.name if rhythm else told.title))
    timing, counted = in_two(timing or goes_on_at_end(title))
    frequency = counted or (rhythm.frequency if rhythm else None if told.timing else rhythm_in(title))
    taken = (TIMING_OF_SECTION,) if timing and not told.timing else ()
    return Draft(number, title, section, who, timing, frequency, place=line.item.place, taken=taken)


def _heading(node: Node) -> str:
    return node.item.text.rstrip(":. ")


def _time(node: Node) -> str | None:
    heading = _heading(node)
    if is_time(heading) or is_stage(heading):
        return time_of(heading)
    return _time_of_stage(heading) if is_stage_of_units(node) else None


def _texts(node: Node) -> Iterator[str]:
    yield node.item.text
    for child in node.below:
        yield from _texts(child)


def running_text(node: Node, items: Sequence[Item]) -> str:
    """The running text of an item, without the heading where that only names a unit."""
    is_heading = units_of(_heading(node)) or node.is_section
    head = [] if is_heading else [_heading(node) + "."]
    return " ".join([*head, *(i.text for i in items if i.label is None)])
