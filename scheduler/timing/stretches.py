"""Rules for stretches without a name of their own: weeks and thirds of a month, its first days, the first months of a year."""

from scheduler.timing.days import day_figures
from scheduler.timing.lexicon import sense
from scheduler.timing.months import ORDINALS, month, quarter, year
from scheduler.timing.points import Edge, Grain, Part
from scheduler.timing.tokens import Tokens
from scheduler.timing.years import NUMBERS, Found, as_int, year_tail

_EDGES = {"FIRST": Edge.FIRST, "MID": Edge.MIDDLE, "LASTW": Edge.LAST}


def months_of_year(t: Tokens, i: int) -> Found:
    """6 tháng đầu năm 2024, 9 tháng (đầu năm), nửa đầu năm: the first or last months of a year."""
    if t.kinds[i] == "HALFW":
        if (half := _half_month(t, i + 1)) is not None:
            return half
        count, j = 6, i + 1
    elif t.kinds[i] in {"NUM", "NUMW"} and t.kinds[i + 1] == "MONTH" and 2 <= as_int(t, i) <= 11:
        count, j = as_int(t, i), i + 2
    elif t.kinds[i] in {"NUM", "NUMW"} and t.kinds[i + 1] == "QUARTER" and as_int(t, i) in (2, 3):
        count, j = 3 * as_int(t, i), i + 2
    else:
        return None
    if t.kinds[j] not in {"FIRST", "LASTW"}:
        return None
    sign = 1 if t.kinds[j] == "FIRST" else -1
    at = j + 2 if t.kinds[j + 1] == "OF" else j + 1
    if t.kinds[at] != "YEARW":
        return None
    part, end = year_tail(t, Part(Grain.MONTHS, sign * count), at)
    return (part, end) if end > at else (part, at + 1)


def _half_month(t: Tokens, i: int) -> Found:
    """nửa đầu | nửa cuối (của) tháng 6: days 1-15, and the 16th to the last."""
    if t.kinds[i] not in {"FIRST", "LASTW"}:
        return None
    inner = month(t, i + 2 if t.kinds[i + 1] == "OF" else i + 1)
    if inner is None or inner[0].grain is not Grain.MONTH:
        return None
    if t.kinds[i] == "FIRST":
        return inner[0]._replace(grain=Grain.DAYS, day=15), inner[1]
    return inner[0]._replace(grain=Grain.TEN, day=16), inner[1]


def week_number(t: Tokens, i: int) -> tuple[int, int]:
    """tuần 1 | tuần thứ hai | tuần đầu tiên | tuần cuối: its number (0: none, -1: the last) and where it ends."""
    j = i + 2 if t.kinds[i + 1] == "ORDW" else i + 1
    if t.kinds[j] in NUMBERS:
        number = as_int(t, j)
    elif t.kinds[j] == "WEEKDAY":
        number = ORDINALS.get(str(t.values[j]), 0)
    else:
        number = {"FIRST": 1, "LASTW": -1}.get(t.kinds[j], 0)
    return (number if number in (-1, 1, 2, 3, 4, 5) else 0), j + 1


def stretch_of_month(t: Tokens, i: int) -> tuple[int, int, int] | None:
    """First and last day (-1: the month's last) of a week, a third or some days of any month, and where its words end."""
    kinds = t.kinds
    if kinds[i] == "DEKAD":
        first = _THIRDS[str(t.values[i])]
        return {1: (1, 10), 11: (11, 20), 21: (21, -1)}[first] + (i + 1,)
    if kinds[i] == "WEEK":
        number, j = week_number(t, i)
        if number == -1:
            return -7, -1, j
        return (7 * number - 6, 7 * number, j) if 1 <= number <= 4 else None
    days = as_int(t, i)
    if kinds[i + 1] == "DAY" and kinds[i + 2] == "LASTW" and 2 <= days <= 20:
        return -days, -1, i + 3
    if kinds[i + 1] == "DAY" and kinds[i + 2] == "FIRST" and 2 <= days <= 20:
        return 1, days, i + 3
    return None


def week_of_month(t: Tokens, i: int) -> Found:
    """tuần 1 | tuần thứ hai | tuần đầu tiên | tuần cuối (của) tháng 6/2024."""
    number, end = week_number(t, i)
    if not number:
        return None
    j = end - 1
    inner = month(t, j + 2 if t.kinds[j + 1] == "OF" else j + 1)
    if inner is None or inner[0].grain is not Grain.MONTH:
        return None
    return inner[0]._replace(grain=Grain.WEEK, day=number), inner[1]


_THIRDS = {
    word: day for name, day in (("upper_third", 1), ("middle_third", 11), ("lower_third", 21)) for word in sense(name)
}


def third(t: Tokens, i: int) -> Found:
    """thượng, trung, hạ tuần tháng 6 (days 1-10, 11-20, 21-end)."""
    inner = month(t, i + 2 if t.kinds[i + 1] == "OF" else i + 1)
    if inner is None:
        return None
    return inner[0]._replace(grain=Grain.TEN, day=_THIRDS[str(t.values[i])]), inner[1]


def some_days(t: Tokens, i: int) -> Found:
    """10 ngày đầu (của) tháng 6, 5 ngày cuối tháng 12/2024, 02 tuần cuối tháng 11."""
    if (
        t.kinds[i] not in {"NUM", "NUMW"}
        or t.kinds[i + 1] not in {"DAY", "WEEK"}
        or t.kinds[i + 2] not in {"FIRST", "LASTW"}
    ):
        return None
    inner = month(t, i + 4 if t.kinds[i + 3] == "OF" else i + 3)
    count = as_int(t, i) * (7 if t.kinds[i + 1] == "WEEK" else 1)
    if inner is None or not 1 <= count <= 21:
        return None
    return inner[0]._replace(grain=Grain.DAYS, day=count if t.kinds[i + 2] == "FIRST" else -count), inner[1]


def edge(t: Tokens, i: int) -> Found:
    """đầu, giữa, cuối + tháng 6 | quý II | năm (2024): vague, asked about later."""
    edge = _EDGES[t.kinds[i]]
    j = i + 2 if t.kinds[i + 1] == "OF" else i + 1
    if edge is Edge.LAST and t.kinds[j] == "DAY" and t.kinds[j + 1] in {"DM", "DMY"} and t.kinds[i - 1] != "BEFORE":
        return day_figures(t, j + 1)  # "cuối ngày 15/6": that day
    inner = month(t, j) or quarter(t, j) or year(t, j)
    if inner is not None:
        return inner[0]._replace(edge=edge), inner[1]
    if t.kinds[j] == "YEARW" and t.kinds[j + 1] not in {"SCHOOL", "WORD"}:
        part, end = year_tail(t, Part(Grain.YEAR, edge=edge), j)
        return part, max(end, j + 1)
    return None
