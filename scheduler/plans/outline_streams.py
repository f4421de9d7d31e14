"""The streams of an outline item: what its frequency lines and the lines that only tell a rhythm come to."""

from scheduler.plans.frequencies import Stream, stream_of, streams_in_line
from scheduler.plans.labelled import tidy_title
from scheduler.plans.outline_entries import DetailLine, RoleLine, Segment
from scheduler.plans.vocabulary import Role


def streams_of(below: Segment, has_frequency: bool) -> tuple[tuple[Stream, ...], str | None]:
    """The streams of an item, and its frequency where a line without a label gives the only one."""
    found: list[Stream | None] = []
    heading: str | None = None
    for line in below.lines:
        if isinstance(line, DetailLine):
            heading = line.text
        elif any(p.role is Role.FREQUENCY for p in line.parts):
            found += _streams_of_label(line, heading)
            heading = None
    named = tuple(s for s in found if s is not None)
    if found:
        return (
            (named, None) if named and len(named) == len(found) and (len(named) > 1 or _governs(below)) else ((), None)
        )
    described = tuple(
        s for d in below.details if is_short_rhythm(d.text) and (s := stream_of(d.text, None)) is not None
    )
    if has_frequency or not described:
        return (), None
    return (described, None) if len(described) > 1 else ((), described[0].frequency)


def _streams_of_label(line: RoleLine, heading: str | None) -> list[Stream | None]:
    """The streams below one frequency label; [None] where it gives a frequency without a name."""
    value = next(p.value for p in line.parts if p.role is Role.FREQUENCY)
    if not value:
        return [stream_of(text, heading) for text in line.lines] or [None]
    several = streams_in_line(value)
    if several:
        return list(several)
    return [Stream(tidy_title(heading), value)] if heading and len(heading.split()) < 25 else [None]


def _governs(below: Segment) -> bool:
    return any(
        p.role is Role.FREQUENCY and not p.value and len(line.lines) == 1 for line in below.roles for p in line.parts
    )


def is_short_rhythm(text: str) -> bool:
    """«Trên loa truyền thanh: 02 chuyên mục/tuần» and not a sentence that speaks of one in passing."""
    return ":" in text and len(text.split(":")[0].split()) < 15
