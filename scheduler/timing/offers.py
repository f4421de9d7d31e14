"""What may be written as the answer to an open question: sentences that are read back as the one timing they say."""

from scheduler.timing.explain import sentence
from scheduler.timing.grammar import parse
from scheduler.timing.ir import Ambiguous, NoTiming, PeriodRule, Several, Timing

_ANY_YEAR = 2024


def understands(phrase: str) -> bool:
    """Whether a phrase has one sure timing, in whatever year: what config takes as an answer."""
    timing = parse(phrase, _ANY_YEAR).timing
    return timing is not None and not isinstance(timing, Ambiguous | NoTiming | PeriodRule)


def readings_of(timing: Timing | None) -> tuple[Timing, ...]:
    """Between which readings a question is; the first question's of several timings."""
    if isinstance(timing, Several):
        return next((found for item in timing.items if (found := readings_of(item))), ())
    return timing.readings if isinstance(timing, Ambiguous) else ()


def offers(timing: Timing | None, year: int) -> tuple[str, ...]:
    """The readings of a question that config takes as an answer, as sentences; none where each would be asked about again."""
    said = (sentence(reading, year) for reading in (timing.readings if isinstance(timing, Ambiguous) else ()))
    return tuple(text for text in dict.fromkeys(said) if understands(text) and _sure(text, year))


def _sure(text: str, year: int) -> bool:
    return not isinstance(parse(text, year).timing, Ambiguous | NoTiming | PeriodRule | None)
