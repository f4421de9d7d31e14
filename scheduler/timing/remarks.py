"""Rules for what may stand beside a time without being one: labels, activities, places; each passed over by name."""

from scheduler.timing.events import starts_timing
from scheduler.timing.points import Grain, Points
from scheduler.timing.spans import points
from scheduler.timing.tokens import Tokens

_LABEL_WORDS = frozenset({"ACT", "DONE", "REPORT", "WORD", "PLANNED", "ITEM", "FINISH", "THIS"})
_ROUNDS = frozenset(("đợt", "lần", "kỳ", "vòng", "giai đoạn", "bước", "đòan"))
_ACTIVITY = frozenset({"ACT", "REPORT", "DONE"})
_RUN = frozenset({"ACT", "REPORT", "DONE", "WORD", "ITEM", "OF", "FINISH", "THIS"})
_NAMES_PERIOD = frozenset({"QUARTER", "MONTH", "YEARW", "NUM", "SCHOOL", "WEEK", "YEAR"})


def remark(t: Tokens, i: int) -> tuple[str, int] | None:
    """The name of the remark at token i and where it ends."""
    kind = t.kinds[i]
    if kind == "REMARK":
        return f"remark-{t.values[i]}".replace("_", "-"), i + 1
    if kind in ("LABEL", "TERMOF"):
        return _label(t, i)
    if kind == "PURPOSE":
        return _tail(t, i, "purpose")
    if kind == "PLACE":
        return _tail(t, i, "place")
    if kind == "EXCEPT":
        return _except(t, i)
    if kind in ("ITEM", "TERM", "PERIOD"):
        return _round(t, i)
    if kind == "THENAMED":
        return "namely", i + 1
    return None


def _label(t: Tokens, i: int) -> tuple[str, int] | None:
    """Thời gian thực hiện: …; Thời hạn hoàn thành …"""
    j = i + 1
    while t.kinds[j] in _LABEL_WORDS and j < i + 6:
        j += 1
    if t.kinds[j] == ":" or t.values[j] == "là":
        return "label", j + 1
    return ("label", j) if starts_timing(t, j) and t.kinds[i] == "LABEL" else None


def _round(t: Tokens, i: int) -> tuple[str, int] | None:
    """Đợt 1: …, lần 2 …: the number of a round before its time."""
    if t.values[i] not in _ROUNDS or t.kinds[i + 1] not in ("NUM", "ROMAN", "NUMW", "FIRST", "ORDW"):
        return None
    j = i + 3 if t.kinds[i + 1] == "ORDW" else i + 2
    if t.kinds[j] == ":":
        return "round", j + 1
    if t.kinds[j] in ("(", ",") or starts_timing(t, j):
        return "round", j
    return None


def _tail(t: Tokens, i: int, name: str) -> tuple[str, int] | None:
    """Free words to the next mark; none of them may be about time."""
    j = i + 1
    while t.kinds[j] not in ("END", ";", ")", "("):
        if starts_timing(t, j) or t.kinds[j] in ("DM", "DMY", "MY", "CLOCK", "YEAR"):
            if t.kinds[j - 1] in (",", "AND") and j > i + 2:
                return name, j - 1
            return None
        j += 1
    return (name, j) if j > i + 1 else None


def _except(t: Tokens, i: int) -> tuple[str, int] | None:
    """trừ trường hợp đột xuất."""
    j = i + 1
    while t.kinds[j] in ("KHI", "ADHOC", "WORD") and j < i + 6:
        j += 1
    return ("exception", j) if j > i + 1 else None


def activity(t: Tokens, i: int) -> tuple[Points | None, int] | None:
    """What is done, before its time: "giao ban hằng quý", "Báo cáo công tác quý I chậm nhất …". First: the period reported on."""
    if t.kinds[i] not in _ACTIVITY and t.values[i] != "thực hiện":
        return None
    j = i + 1
    while t.kinds[j] in _RUN and j < i + 16:
        j += 1
    if t.kinds[j] in (",", "AND") and t.kinds[j + 1] in _RUN and not starts_timing(t, j + 1) and _run_end(t, j + 1):
        j = _run_end(t, j + 1)
    reported = _reported(t, i, j)
    if reported is not None:
        return reported
    if t.kinds[j] in _NAMES_PERIOD and "kế hoạch" in t.values[i:j]:
        return None  # "xây dựng kế hoạch quý II": the quarter names the plan
    if t.kinds[j] in ("END", ")"):
        return None
    return None, j + 1 if t.kinds[j] == ":" else j


def _run_end(t: Tokens, i: int) -> int:
    """Where a second activity, after «và» or a comma, ends, if a time follows it; else 0."""
    j = i
    while t.kinds[j] in _RUN and j < i + 12:
        j += 1
    return j if t.kinds[j] not in ("END", ")", ",", "AND", ";") else 0


def _reported(t: Tokens, i: int, j: int) -> tuple[Points, int] | None:
    """The period that a report is about ("Báo cáo quý I", "báo cáo 06 tháng đầu năm"), known by the due day behind it."""
    if "REPORT" not in t.kinds[i:j]:
        return None
    found = points(t, j)
    if found is None or any(part.grain < Grain.MONTH for part in found[0].parts):
        return None
    end = found[1]
    at = end + 1 if t.kinds[end] in ("(", ",", ":") else end
    at = at + 1 if t.kinds[at] in ("ACT", "REPORT") else at
    due = t.kinds[at] in ("BY", "BEFORE", "DAY", "DM", "DMY", "DONE", "AT", "UNTIL", "END", ")")
    return (found[0], end + 1 if t.kinds[end] == ":" else end) if due else None
