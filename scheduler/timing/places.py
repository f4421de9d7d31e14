"""What could stand where a reading stopped, by the word before the place: quarters behind «Quý», days behind «Trước ngày»."""

from scheduler.timing.tokens import Span, tokenise
from scheduler.timing.whens import MARKS

_BEHIND = {
    "QUARTER": "quarters",
    "MONTH": "months",
    "DAY": "days",
    "YEARW": "years",
    "WEEK": "weeks",
    "EACH": "periods",
    "ORDW": "weekdays",
    "THEO": "events",
    "KHI": "events",
    "PER": "periods",
    "/": "periods",
}


def place_of(phrase: str, span: Span) -> str | None:
    """A code of words/timing.toml, table [expected]; None where the words before the place do not tell."""
    tokens = tokenise(phrase)
    before = [n for n in range(len(tokens.kinds) - 3) if tokens.span(n, n + 1)[1] <= span[0]]
    if not before:
        return None
    kind = tokens.kinds[before[-1]]
    return _BEHIND.get(kind) or ("points" if kind in MARKS else None)
