"""The tasks of an outline item that labelled lines tell of («Chủ trì: …», «Thời gian: …»), with what its text adds to them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from scheduler.plans.drafts import Draft, with_part
from scheduler.plans.frequencies import split_streams, with_duration_apart
from scheduler.plans.labelled import Part, tidy, tidy_title
from scheduler.plans.outline_entries import DetailLine, RoleLine, Segment, is_role_line
from scheduler.plans.outline_lines import Node
from scheduler.plans.outline_streams import streams_of
from scheduler.plans.parties import Parties
from scheduler.plans.prose import Told, begins_work, beside_in, told_in_prose, who_in_prose
from scheduler.plans.section_says import is_stage, is_time, units_of
from scheduler.plans.subjects import after_subject, begins_known, subject_of
from scheduler.plans.time_at_end import goes_on_at_end, in_two, rhythm_in, rhythms_in, time_at_end
from scheduler.plans.timed import has_day, is_round, time_behind_colon, timing_in_prose
from scheduler.plans.unit_names import are_units, names_unit
from scheduler.plans.vocabulary import WHEN, WHO, Role, Subject, subject


def holds_several(node: Node, found: Sequence[Segment], parts: Sequence[Part]) -> bool:
    """Whether the lines below hold tasks of their own instead of describing this item."""
    if parts or not any(s.roles for s in found):
        return False
    titled_lines = [line for s in found for line in s.roles if line.title]
    if len(titled_lines) > 1 or any(line.bullet or node.is_section for line in titled_lines):
        return True
    of_tasks = node.is_section and subject(node.item.text) is Subject.TASKS
    of_tasks = of_tasks or (len(found[0].details) == 1 and _only_heads(node))
    return len(found) > 1 or (of_tasks and isinstance(found[0].lines[0], DetailLine))


def _only_heads(node: Node) -> bool:
    """Whether an item is no work but what the one line below it falls under: a month, a stage, a unit, a field of work."""
    heading = node.item.text.rstrip(":. ")
    if is_time(heading) or is_stage(heading) or units_of(heading):
        return True
    bullets = [child for child in node.below if child.item.label is not None]
    held = len(bullets) == 1 and any(is_role_line(below.item.text) for below in bullets[0].below)
    if not held or begins_work(heading):
        return False
    text = bullets[0].item.text
    return begins_work(text) or (told_in_prose(text).timing is not None and told_in_prose(heading).timing is None)


def of_segments(found: Sequence[Segment], number: str, section: str | None) -> tuple[Draft, ...]:
    """The tasks of segments, each with its description or its own title."""
    drafts: list[Draft] = []
    for segment in found:
        first = segment.lines[0]
        title = first.text if isinstance(first, DetailLine) else first.title
        for line in segment.details if not segment.roles else ():
            drafts += _in_words(line, f"{number}.{len({d.no for d in drafts}) + 1}", section)
        if segment.roles and title:
            place = len({d.no for d in drafts}) + 1
            draft = Draft(f"{number}.{place}", tidy_title(title), section, place=first.place)
            rest = Segment(segment.lines[1:] if isinstance(first, DetailLine) else segment.lines)
            drafts += of_one(draft, (), rest)
    return _led_by_last(drafts) if _all_titled(found) else tuple(drafts)


def _in_words(line: DetailLine, number: str, section: str | None) -> Iterator[Draft]:
    """A bullet that says who or when in words, beside others that say it behind labels."""
    told = told_in_prose(line.text)
    if line.bullet and (told.lead or told.timing):
        timing, frequency = in_two(told.timing)
        who = Parties(told.lead, told.coordinating)
        yield Draft(number, tidy_title(told.title), section, who, timing, frequency, place=line.place)


def _all_titled(found: Sequence[Segment]) -> bool:
    """Whether each segment begins with work that says its own time, and who does it stands on a line below the last."""
    firsts = [s.lines[0] for s in found]
    timed = all(isinstance(x, RoleLine) and x.title and {p.role for p in x.parts} <= set(WHEN) for x in firsts)
    return timed and len(found[-1].lines) > 1


def each_timed(found: Sequence[Segment], number: str, section: str | None) -> tuple[Draft, ...]:
    """The bullets of an item, where each says when it is done and the lines below say only who does them all; else ()."""
    lines = [line for segment in found for line in segment.lines]
    details = [line for line in lines if isinstance(line, DetailLine) and line.bullet]
    roles = [part.role for line in lines if isinstance(line, RoleLine) for part in line.parts]
    if len(details) < 2 or Role.LEAD not in roles or not set(roles) <= WHO or len(details) + len(roles) < len(lines):
        return ()
    told = [_told(line.text) for line in details]
    if any(is_round(line.text) for line in details) or any(
        t.lead or not (t.timing or rhythm_in(line.text)) for t, line in zip(told, details, strict=True)
    ):
        return ()
    drafts = []
    for at, (t, line) in enumerate(zip(told, details, strict=True), 1):
        draft = Draft(f"{number}.{at}", tidy_title(t.title), section, place=line.place)
        for part in _valued([line for line in lines if isinstance(line, RoleLine)]):
            draft = with_part(draft, part)
        timing, frequency = in_two(t.timing)
        drafts.append(replace(draft, timing=timing, frequency=frequency or (None if timing else rhythm_in(t.title))))
    return tuple(drafts)


def _told(text: str) -> Told:
    """What a bullet says; «Chấm giải: Quý III» gives its time behind a colon."""
    told, behind = told_in_prose(text), time_behind_colon(text)
    return Told(tidy_title(behind[0]), timing=tidy(behind[1])) if behind and not (told.lead or told.timing) else told


def _led_by_last(drafts: list[Draft]) -> tuple[Draft, ...]:
    """Bullets of which none says who, and one line below the last: it speaks for all."""
    if len(drafts) < 2 or not drafts[-1].led or any(d.led for d in drafts[:-1]):
        return tuple(drafts)
    return tuple(replace(d, parties=drafts[-1].parties) for d in drafts)


def of_one(draft: Draft, parts: Sequence[Part], below: Segment) -> Iterator[Draft]:
    """The task of an item with these lines; one for each of its streams."""
    streams, frequency = streams_of(below, any(p.role is Role.FREQUENCY for p in parts))
    for part in (*parts, *_valued(below.roles)):
        if part.role is not Role.FREQUENCY or not streams:
            draft = with_part(draft, part)
    if draft.led and not draft.timed and not streams and not frequency:
        draft = _timed_in_prose(draft, below)
    elif draft.timed and not draft.led:
        draft = _led_in_prose(draft, below)
    if draft.led and not draft.timed and not streams and not frequency:
        frequency = rhythm_in(draft.title) or _rhythm_of(below)
    if frequency and not draft.frequency:
        draft = replace(draft, frequency=frequency)
    yield from split_streams(draft, streams) if streams else (with_duration_apart(draft),)


def _timed_in_prose(draft: Draft, below: Segment) -> Draft:
    """A draft whose title or description gives the time that no label gives."""
    if rounds := [line.text for line in below.details if is_round(line.text)]:
        return replace(draft, timing="; ".join(map(tidy, rounds)))
    if behind := time_behind_colon(draft.title):
        return replace(draft, title=tidy_title(behind[0]), timing=tidy(behind[1]))
    if ended := time_at_end(draft.title):
        timing, frequency = in_two(ended[1])
        apart = (
            ";" in draft.title[len(ended[0]) :]
        )  # «…; thời gian hoàn thành trước ngày 15/4»: a label without its colon
        return replace(draft, title=ended[0] if apart else draft.title, timing=timing, frequency=frequency)
    if going_on := goes_on_at_end(draft.title):
        return replace(draft, timing=going_on)
    of_title = timing_in_prose(draft.title)
    if of_title:
        bracketed = draft.title.rstrip(" .;").endswith(")")
        return replace(draft, timing=tidy(of_title[0]), title=tidy_title(of_title[1]) if bracketed else draft.title)
    texts = (line.text if isinstance(line, DetailLine) else line.title for line in below.lines)
    found = next((t for text in texts if (t := _time_of(text))), None)
    return replace(draft, timing=tidy(found)) if found else draft


def _time_of(text: str) -> str | None:
    """The time that a description gives: «… hoàn thành trước ngày 30/6», «Phát động tháng vệ sinh: tháng 3, tháng 8/2025»."""
    if told := timing_in_prose(text):
        return told[0]
    behind = time_behind_colon(text) or time_at_end(text)
    return behind[1] if behind and has_day(behind[1]) else None


def _rhythm_of(below: Segment) -> str | None:
    """The one rhythm that counts something in the lines below an item: «Phát ít nhất 03 buổi/tuần, mỗi buổi 10 phút»."""
    found = [rhythm for line in below.details for rhythm in rhythms_in(line.text)]
    return found[0] if len(found) == 1 else None


def _led_in_prose(draft: Draft, below: Segment) -> Draft:
    """A draft whose description says who leads, where no label does."""
    texts = (line.text if isinstance(line, DetailLine) else line.title for line in below.lines)
    told = next((t for text in texts if (t := who_in_prose(text)) is not None), None)
    if told is None:
        who = next((p for line in below.lines if (p := _subject_at(line)).lead), None)
        return replace(draft, parties=draft.parties + who) if who else draft
    return replace(draft, parties=draft.parties + Parties(told.lead, told.coordinating))


def _subject_at(line: RoleLine | DetailLine) -> Parties:
    """The units whose work a description says: «Ban Nông nghiệp xã lấy mẫu …»; none where it says nothing but a name."""
    text = line.text if isinstance(line, DetailLine) else line.title
    units = subject_of(text)
    is_work = units and all(map(names_unit, units)) and not are_units(text)
    is_work = is_work and (not begins_known(text) or begins_work(after_subject(text)))
    return Parties(units, beside_in(text)) if is_work else Parties()


def _valued(roles: Sequence[RoleLine]) -> Iterator[Part]:
    """The parts of role lines, each with the lines that it governs as its value."""
    for line in roles:
        yield from line.parts[:-1]
        last = line.parts[-1]
        joint = "\n" if last.role not in (Role.TIMING, Role.FREQUENCY) else "; "
        more = [text.rstrip(" ;.") if joint == "; " else text for text in line.lines]
        yield Part(last.role, last.label, joint.join([*([last.value] if last.value else []), *more]))
