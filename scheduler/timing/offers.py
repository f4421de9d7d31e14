"""What may be written as the answer to an open question: sentences that are read back as the one timing they say."""

from collections.abc import Iterator

from scheduler.timing.alternatives import alternatives
from scheduler.timing.explain import sentence
from scheduler.timing.grammar import Reading, parse
from scheduler.timing.ir import Ambiguous, NoTiming, PeriodRule, Several, Timing

_ANY_YEAR = 2024


def understands(phrase: str) -> bool:
    """Whether a phrase has one sure timing, in whatever year: what config takes as an answer."""
    return _sure(phrase, _ANY_YEAR)


def readings_of(timing: Timing | None) -> tuple[Timing, ...]:
    """Between which readings a question is; the first question's of several timings."""
    if isinstance(timing, Several):
        return next((found for item in timing.items if (found := readings_of(item))), ())
    return timing.readings if isinstance(timing, Ambiguous) else ()


def asks(timing: Timing | None) -> bool:
    """Whether a timing, or one of several, is a question."""
    return isinstance(timing, Ambiguous) or (isinstance(timing, Several) and any(map(asks, timing.items)))


_LEAST = 2


def offers(reading: Reading) -> tuple[str, ...]:
    """What may be written for a phrase in question: its readings as sentences, and where these are fewer than two, what else it
    may say. Config takes each as it stands; no two say the same.
    """
    found: dict[Timing, str] = {}
    for text in _candidates(reading, found):
        timing = parse(text, reading.year).timing
        if timing is not None and understands(text) and _sure(text, reading.year):
            found.setdefault(timing, text)
    return tuple(found.values())


def _candidates(reading: Reading, found: dict[Timing, str]) -> Iterator[str]:
    """The readings, as sentences; then, as long as fewer than two were found, what else the phrase may say."""
    timing = reading.timing
    yield from (sentence(one, reading.year) for one in (timing.readings if isinstance(timing, Ambiguous) else ()))
    for text in alternatives(reading.phrase, reading.year) if asks(timing) else ():
        if len(found) >= _LEAST:
            return
        yield " ".join(text.split())


def _sure(text: str, year: int) -> bool:
    timing = parse(text, year).timing
    return not (timing is None or isinstance(timing, NoTiming | PeriodRule) or asks(timing))
