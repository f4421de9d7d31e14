"""Frequency lines: the length of a piece taken apart, and the several streams that one item may hold."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from scheduler.plans.drafts import Draft
from scheduler.plans.labelled import tidy, tidy_title
from scheduler.plans.patterns import pattern
from scheduler.plans.timed import rhythm_start

_LENGTH = pattern("frequency", "length")
_MINUTES = pattern("frequency", "minutes")


@dataclass(frozen=True, slots=True)
class Stream:
    """One of several things that an item makes, with its own rhythm."""

    name: str
    frequency: str


def with_duration_apart(draft: Draft) -> Draft:
    """«1 số/tuần, thời lượng 05 phút» as frequency «1 số/tuần» and duration «05 phút»; minutes in brackets stay as written."""
    if draft.frequency is None:
        return draft
    if found := _LENGTH.search(draft.frequency):
        rest = draft.frequency[: found.start()] + draft.frequency[found.end() :]
        return replace(draft, frequency=tidy(rest) or None, duration=draft.duration or tidy(found["length"]))
    minutes = _MINUTES.search(draft.frequency)
    return replace(draft, duration=draft.duration or (minutes["length"].strip() if minutes else None))


def stream_of(line: str, under: str | None) -> Stream | None:
    """The stream that a line describes ("Trên kênh phát thanh: 1 số/tuần"), below the heading `under`; None without a rhythm."""
    at = rhythm_start(line)
    if at is None:
        return None
    name = tidy_title(line[:at])
    whole = ": ".join(n for n in (tidy_title(under) if under else "", name) if n)
    return Stream(whole, tidy(line[len(line[:at].rstrip(" :–-")) :].lstrip(" :–-"))) if whole else None


def streams_in_line(text: str) -> tuple[Stream, ...]:
    """The streams of one frequency line ("Trên phát thanh 01 số/tuần; trên truyền hình 01 số/tháng"); () unless all have names."""
    pieces = [p for p in text.split(";") if p.strip()]
    found = [stream_of(p.strip(), None) for p in pieces]
    named = [s for s in found if s is not None and len(s.name.split()) > 1]
    return tuple(named) if len(named) > 1 and len(named) == len(pieces) else ()


def split_streams(draft: Draft, streams: Sequence[Stream]) -> Iterable[Draft]:
    """One draft a stream, numbered within the item; a lone stream is the item itself."""
    for place, stream in enumerate(streams, 1):
        number = f"{draft.no}.{place}" if len(streams) > 1 else draft.no
        yield with_duration_apart(
            replace(draft, no=number, stream=stream.name, frequency=stream.frequency, duration=None)
        )
