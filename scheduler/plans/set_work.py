"""Work that lines below headings set, each line a task: of a unit, of a month, or saying themselves who or by when."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from scheduler.plans.drafts import Draft
from scheduler.plans.frequencies import Stream, stream_of
from scheduler.plans.labelled import tidy_title
from scheduler.plans.outline_lines import Item, Node
from scheduler.plans.outline_streams import is_short_rhythm
from scheduler.plans.parties import Parties
from scheduler.plans.patterns import pattern
from scheduler.plans.prose import Told, begun_with_others, beside_in, timed_first, told_in_prose, with_others_at_end
from scheduler.plans.section_says import TIMING_OF_SECTION, is_time, units_of
from scheduler.plans.subjects import VERB, after_subject, clauses, says_share, sentences, subject_of, up_to_verb
from scheduler.plans.time_at_end import counts, goes_on_at_end, in_two, is_event, rhythm_in
from scheduler.plans.timed import has_day, says_only_when, starts_timed, time_behind_colon
from scheduler.plans.unit_names import names_unit
from scheduler.plans.vocabulary import Subject
from scheduler.text import capitalised

_OTHER_TIME = pattern("prose", "other_time")
_JOINT = pattern("prose", "joint_at_end")
_GATHERS = pattern("prose", "gathers")
_PART_OF_MONTH = pattern("prose", "part_of_month")
_MONTH_OR_QUARTER = pattern("prose", "month_or_quarter")
_STEADY = pattern("prose", "steady")
_FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Said:
    """What headings above lines say for them: whose work they are, when it falls, what the section is about.

    made: how many tasks without a number the same list has had before.
    """

    unit: tuple[str, ...] = ()
    time: str | None = None
    about: Subject | None = None
    made: int = 0


def each_led(node: Node, fewest: int = 2) -> bool:
    """Whether every bullet below a node says whose work it is: then they are tasks of several units, not parts of one.

    fewest: bullets of which that is so; one alone may describe its heading, unless headings beside it stand over tasks.
    """
    bullets = [child for child in node.below if child.item.label is not None]
    if len(bullets) == 1 and says_share(bullets[0].item.text):
        return False
    return len(bullets) >= fewest and all(told_in_prose(child.item.text).lead for child in bullets)


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
        kept = [(at, told, line) for at, line in enumerate(lines, 1) for told in dated(line.text, line.said.unit)]
    else:
        of_duties = own.about is not Subject.TASKS
        told_all = [
            (n, _told(line), line) for n, line in enumerate(lines, 1) if not (of_duties and _reports(line.text))
        ]
        kept = told_all if _sets_work(own, [(t, line) for _, t, line in told_all]) else []
    return tuple(_draft(f"{number}.{at + said.made}".strip("."), t, line, section) for at, t, line in kept)


def dated(text: str, unit: tuple[str, ...] = ()) -> Iterator[Told]:
    """What the sentences of a paragraph order to be done by a day, month or quarter; reports are duties of another kind.

    unit: who does it where a sentence names nobody. What names nobody at all is nobody's task.
    """
    for sentence in sentences(text):
        unit = subject_of(sentence) or unit
        for clause in _with_ends_joined(_with_names_joined(clauses(sentence))):
            told = _with_rhythm(_with_beside(told_in_prose(_without_report(clause))))
            lead = told.lead or subject_of(clause) or unit
            title = capitalised(tidy_title(after_subject(told.title)))
            is_work = _is_work(title) if VERB.search(clause) else len(title.split()) >= _FEWEST_WORDS
            if (
                told.timing
                and (has_day(told.timing) or counts(told.timing))
                and lead
                and is_work
                and not _OTHER_TIME.search(title)
            ):
                whole = Told(title, () if lead == unit else lead, told.coordinating, told.timing)
                yield replace(begun_with_others(whole), lead=lead)


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


@dataclass(frozen=True, slots=True)
class _Line:
    item: Item
    text: str
    said: Said


def _rhythm(text: str) -> Stream | None:
    """Of «Bản tin trên báo in: 01 số/tuần» what and how often."""
    return stream_of(text, None) if is_short_rhythm(text) else None


def _lines(node: Node, said: Said) -> Iterator[_Line]:
    """The bullets below a node, each with all below it; a bullet that only names a unit or a time heads those below it.

    Below a unit, plain lines that each say by when are as good as bullets.
    """
    of_work = said.about in (Subject.TASKS, Subject.ASSIGNMENT)
    plain = bool(said.unit) and of_work and all(c.item.label is None and _says_when(c.item.text) for c in node.below)
    for child in node.below:
        if child.item.label is None and not plain:
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
    told, units = told_in_prose(work), subject_of(work)
    lead = told.lead or (units if all(map(names_unit, units)) else ())
    return replace(told, lead=lead, timing=within(told.timing, time))


def _with_subject(told: Told, line: _Line) -> Told:
    """«Công an phường lập danh sách …»: who stands first in a line leads, whatever it does, where the line names no other."""
    units = () if told.lead or line.said.unit else subject_of(told.title)
    if not units or not all(map(names_unit, units)) or up_to_verb(told.title) == told.title:
        return told
    return replace(told, lead=units, coordinating=told.coordinating or beside_in(told.title))


def within(timing: str | None, of_heading: str | None) -> str | None:
    """The time of a line below a heading that is a time: «tuần 3» below «Tháng 9» is of that month."""
    if timing is None or of_heading is None:
        return timing or of_heading
    if is_event(timing):
        return of_heading
    part = _PART_OF_MONTH.search(timing) and not _MONTH_OR_QUARTER.search(timing)
    return f"{timing} {of_heading[:1].lower()}{of_heading[1:]}" if part else timing


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


def _reports(text: str) -> bool:
    """Whether a line is about reporting and nothing besides."""
    return VERB.search(text) is not None and not _is_work(tidy_title(_without_report(text)))


def _without_report(clause: str) -> str:
    """A clause up to the verb of reporting."""
    found = VERB.search(clause)
    return _JOINT.sub("", clause[: found.start()]) if found else clause


def _is_work(title: str) -> bool:
    """Whether a title says work of its own; to gather what is reported is part of the report."""
    return len(title.split()) >= _FEWEST_WORDS and not (_GATHERS.match(title) or starts_timed(title))


def _heading(node: Node) -> str:
    return node.item.text.rstrip(":. ")


def _time(node: Node) -> str | None:
    return _heading(node) if is_time(_heading(node)) else None


def _texts(node: Node) -> Iterator[str]:
    yield node.item.text
    for child in node.below:
        yield from _texts(child)


def running_text(node: Node, items: Sequence[Item]) -> str:
    """The running text of an item, without the heading where that only names a unit."""
    is_heading = units_of(_heading(node)) or node.is_section
    head = [] if is_heading else [_heading(node) + "."]
    return " ".join([*head, *(i.text for i in items if i.label is None)])
