"""Rules for named occasions with their days ("dịp 30/4 - 1/5", "Ngày Pháp luật 9/11"): tokens → Occasion."""

from scheduler.timing.events import HARD, PERIODS, Event, figures, names_part, of_document, starts_timing
from scheduler.timing.lexicon import sense
from scheduler.timing.points import Grain, Link, Points
from scheduler.timing.records import NamedTuple
from scheduler.timing.spans import points
from scheduler.timing.tokens import Tokens
from scheduler.timing.years import as_int, pair

_NEW_YEAR = sense("new_year")
_SHUT = frozenset({"END", ",", ";", ")", ".", "AND"})


class Occasion(NamedTuple):
    """A named occasion ("dịp kỷ niệm …") with its day or days where the words give them."""

    event: Event
    days: Points | None = None


def occasion(t: Tokens, i: int) -> tuple[Occasion, int] | None:
    """dịp 30/4 - 1/5; kỷ niệm ngày … (10/10); Ngày Pháp luật 9/11: an occasion with the days that its name carries."""
    j = i
    while t.kinds[j] in {"AT", "WITHIN", "PLURAL"}:
        j += 1
    if t.kinds[j] != "DIP" and not (t.kinds[j] == "DAY" and t.kinds[j + 1] in {"WORD", "ACT"}):
        return None
    at = j + 1
    while (
        t.kinds[at] in {"WORD", "ITEM", "ACT", "DAY", "ROMAN", "DIP"}
        or (t.kinds[at] == "YEARW" and t.kinds[at + 1] == "WORD")
        or (t.kinds[at] in {",", "AND", "NOT", "-", "/"} and t.kinds[at + 1] == "WORD")
        or (t.kinds[at] == "NUM" and t.kinds[at + 1] == "YEARW" and t.kinds[j] == "DIP")
        or (t.kinds[at] == "YEARW" and t.kinds[at - 1] == "NUM")
    ):
        if t.kinds[at] == "DAY" and t.kinds[at + 1] in {"DM", "DMY"}:
            break
        at += 1
    return _with_days(t, i, at) or _without_days(t, i, j)


def named_day(t: Tokens, i: int) -> tuple[Occasion, int] | None:
    """A name of plain words, and right behind it its day."""
    at = i
    while t.kinds[at] in {"WORD", "ITEM", "ACT"}:
        at += 1
    return _with_days(t, i, at)


def new_year(t: Tokens, i: int) -> tuple[Occasion, int] | None:
    """Tết Nguyên đán 2026, Tết Trung thu: a feast by its name alone, which is all that is said."""
    at = i
    while t.kinds[at] in {"WORD", "YEAR", "YEARW"}:
        at += 1
    closed = t.kinds[at] in _SHUT and t.values[i] in _NEW_YEAR and at > i + 1
    return (Occasion(Event(t.words(i, at))), at) if closed else None


def _with_days(t: Tokens, i: int, at: int) -> tuple[Occasion, int] | None:
    inner = at + 1 if t.kinds[at] == "(" else at
    if t.kinds[inner] == "FROM":
        return _dated_stretch(t, i, inner)
    if t.kinds[inner] not in {"DM", "DMY", "DAY", "MUNG", "FULLMOON", "NUM"}:
        return None
    found = _anniversary(t, inner) if inner > at else None
    found = found or (points(t, inner) if t.kinds[inner] != "NUM" else None)
    if found is None or any(part.grain is not Grain.DAY or part.n == 0 for part in found[0].parts):
        return None
    end = found[1]
    if inner > at:
        if t.kinds[end] != ")":
            return None
        end += 1
    named = t.kinds[end + 1 : end + 3] == ["DAY", "WORD"] or t.values[end + 1] in _NEW_YEAR
    if t.kinds[end] == "AND" and not named and not starts_timing(t, end + 1):
        return None
    return Occasion(Event(t.words(i, end)), found[0]), end


def _anniversary(t: Tokens, i: int) -> tuple[Points, int] | None:
    """(19/5/1890 - 19/5/2026): the day that is remembered, and the day on which it is."""
    at = i + 5 if t.kinds[i : i + 5] == _LONG_AGO else i + 1
    last = t.values[at + 1]
    if t.kinds[at] != "-" or t.kinds[at + 1] != "DMY" or not isinstance(last, tuple):
        return None
    first = [as_int(t, j) for j in (i, i + 2, i + 4)] if at > i + 1 else [*pair(t, i)]
    same = len(first) == len(last) and first[:2] == [*last[:2]] and last[2] - first[2] >= _YEARS_BETWEEN
    return points(t, at + 1) if same else None


_YEARS_BETWEEN = 5
"""At least: a programme may as well run from a day to the same one of a later year."""
_LONG_AGO = ["NUM", "/", "NUM", "/", "NUM"]


def _dated_stretch(t: Tokens, i: int, at: int) -> tuple[Occasion, int] | None:
    """đợt cao điểm từ 15/11 đến 15/12/2026: with its year it is one stretch; without, the campaign is not every year's."""
    found = points(t, at + 1)
    if found is None or found[0].links != (Link.RANGE,) or not found[0].are_days() or not found[0].are_placed():
        return None
    if found[0].parts[0].year is None or t.kinds[at - 1] == "(":
        return None
    return Occasion(Event(t.words(i, found[1])), found[0]), found[1]


def _without_days(t: Tokens, i: int, j: int) -> tuple[Occasion, int] | None:
    if t.kinds[j] != "DIP" and t.kinds[j] != "DAY":
        return None
    start, end, dated = j + 1, j + 1, False
    while t.kinds[end] not in {"END", ";", ")"}:
        dated = (
            dated
            or (t.kinds[end] in HARD and t.kinds[end + 1] != "AND")
            or (t.kinds[end] in {"LASTW", "FIRST", "MID", "NUM"} and t.kinds[end + 1] in PERIODS)
            or (names_part(t, end) and not of_document(t, i, end))
        )
        if t.kinds[end] in {",", "AND", "OR"} and starts_timing(t, end + 1) and t.kinds[end + 1] not in HARD:
            break
        if t.kinds[end] in {"BY", "BEFORE", "EACH", "("}:
            break
        end += 1
    while end > start and t.kinds[end - 1] in {".", ",", "-", ":"}:
        end -= 1
    if end == start:
        return None
    return Occasion(Event(t.words(i, end), dated or (t.kinds[j] != "DIP" and figures(t, i, end)))), end
