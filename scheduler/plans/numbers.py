"""Numbers of tasks as they are printed, with section and sub-letters: "III" > "12" > "c" → "III.12.c"."""

from collections.abc import Iterable


def composed(numbers: Iterable[str]) -> str:
    """The numbers from the outside in as one; a number that repeats the ones before it ("II" > "1" > "1.2") is not doubled."""
    whole = ""
    for number in (n for n in numbers if n):
        whole = _joined(whole, number)
    return whole


def _joined(whole: str, number: str) -> str:
    """The longest tail of `whole` that the dotted `number` begins with is not said twice."""
    parts = whole.split(".") if whole else []
    own = number.split(".")
    for length in range(min(len(parts), len(own) - 1), 0, -1):
        if parts[-length:] == own[:length]:
            return ".".join([*parts[:-length], *own])
    return ".".join([*parts, *own])
