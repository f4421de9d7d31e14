"""What is done, before or behind its time, and who does it: passed over by name, but for the period of a report."""

from scheduler.timing.events import starts_timing
from scheduler.timing.folding import is_slip, strip_marks
from scheduler.timing.lexicon import sense
from scheduler.timing.points import Grain, Part, Points
from scheduler.timing.remarks import calls_off, holds_broken_word
from scheduler.timing.spans import points
from scheduler.timing.tokens import Tokens

_REPORT, _PLAN, _REGARDING, _CARRIED_OUT = sense("report"), sense("plan"), sense("regarding"), sense("carried_out")
_ALL_YEAR, _DATA, _ROUNDS = sense("all_year"), sense("data"), sense("round")
_ACTIVITY = frozenset({"ACT", "REPORT", "DONE"})
_RUN = frozenset({"ACT", "REPORT", "DONE", "WORD", "ITEM", "OF", "FINISH", "THIS", "PLACE"})
_NAMES_PERIOD = frozenset({"QUARTER", "MONTH", "YEARW", "NUM", "SCHOOL", "WEEK", "YEAR"})


def activity(t: Tokens, i: int) -> tuple[Points | None, int] | None:
    """What is done, before its time: "giao ban hằng quý", "Báo cáo công tác quý I chậm nhất …". First: the period reported on."""
    j = i + 1
    if t.kinds[i] not in _ACTIVITY and t.values[i] not in _CARRIED_OUT:
        if t.kinds[i] != "FINISH" or t.kinds[j] not in {"SCHOOL", "SCHOOLTERM"}:
            return None
        j = _past_school(t, j)
    while (t.kinds[j] in _RUN or _hyphen(t, j)) and j < i + 20:
        j += 1
    if t.kinds[j] in {",", "AND"} and t.kinds[j + 1] in _RUN and not starts_timing(t, j + 1) and _run_end(t, j + 1):
        j = _run_end(t, j + 1)
    if t.kinds[j] in {"NUM", "ROMAN"} and t.values[j - 1] in _ROUNDS and j - 1 > i:
        j -= 1  # "nộp lần 1 trước ngày 15/3": the round is told by itself
    if holds_broken_word(t, i, j):
        return None
    if t.kinds[j] in {"FROM", "UNTIL"} and not _DATA.isdisjoint(map(str, t.values[i:j])):
        return None  # from when to when the data are counted
    reported = _reported(t, i, j)
    if reported is not None:
        return reported
    if t.kinds[j] in _NAMES_PERIOD and not _PLAN.isdisjoint(map(str, t.values[i:j])):
        return None  # "xây dựng kế hoạch quý II": the quarter names the plan
    if t.kinds[j] in {"END", ")"}:
        return None
    return None, j + 1 if t.kinds[j] == ":" else j


def _past_school(t: Tokens, i: int) -> int:
    """(kết thúc) năm học, học kỳ I: a school year or a term of it that ends, named by no years."""
    if t.kinds[i] == "SCHOOLTERM" and t.kinds[i + 1] in {"NUM", "ROMAN"}:
        return i + 2
    return i + 1


def subject(t: Tokens, i: int) -> int | None:
    """Các đơn vị gửi báo cáo …, Phòng Văn hóa tổng hợp …: where what is done begins, behind the unit that does it."""
    j = i + 1 if t.kinds[i] == "PLURAL" else i
    if t.values[j] not in _DOERS or (i and t.kinds[i - 1] not in _BEHIND):
        return None
    while t.kinds[j] in _UNIT_WORDS and j < i + 16:
        j += 1
    known = (
        (
            t.kinds[j] in _ACTIVITY
            or t.values[j] in _CARRIED_OUT
            or (starts_timing(t, j) if t.kinds[j] in _OUTRIGHT else t.kinds[j] == ":" and starts_timing(t, j + 1))
        )
        and not holds_broken_word(t, i, j)
        and not calls_off(t, i, j)
    )
    return j if known else None


_DOERS = sense("doer")
_OUTRIGHT = frozenset({"BEFORE", "BY", "DONE", "WITHIN", "FROM"})
_BEHIND = frozenset({";", ".", ":", ","})
_UNIT_WORDS = frozenset({"WORD", "ITEM", "PLURAL", ",", "AND", "-", "/", "OF"})


def other_work(t: Tokens, i: int) -> int | None:
    """Sơn sửa trụ sở trước ngày 30/6: words that nobody knows, before all else, where a bound or a rhythm follows outright.

    None of them may call the work off, or right before the time be a slip of a word that says when: two at least, since one alone
    may be such a slip.
    """
    j = i
    while t.kinds[j] in _OTHER_WORK and j < i + 16:
        j += 1
    words = [str(t.values[at]) for at in range(i, j) if t.kinds[at] == "WORD"]
    if i or len(words) < 2 or t.kinds[j] not in _OPENLY or t.kinds[j - 1] != "WORD" or not starts_timing(t, j):
        return None
    if holds_broken_word(t, i, j) or calls_off(t, i, j) or _may_say_when(words):
        return None
    return j if all(len(word) > 1 for word in words) else None


def _may_say_when(words: list[str]) -> bool:
    bare = [strip_marks(word) for word in words]
    return any(is_slip(word, _TIMES) for word in bare[-2:]) or any(
        len(word) > 3 and is_slip(word, _NEGATIONS) for word in bare
    )


_OTHER_WORK = frozenset({"WORD", "ITEM", ",", "AND", "OF"})
_OPENLY = frozenset({"BEFORE", "BY", "EACH", "WITHIN"})
_NEGATIONS = frozenset(strip_marks(word) for word in sense("negation"))
_TIMES = frozenset(strip_marks(word) for word in sense("says_when"))


def _hyphen(t: Tokens, i: int) -> bool:
    """Văn hóa - Xã hội: a dash within the name of a unit."""
    return t.kinds[i] == "-" and t.kinds[i - 1] in _NAMES and t.kinds[i + 1] in _NAMES


_NAMES = frozenset({"WORD", "ITEM"})


def trailing(t: Tokens, i: int) -> int | None:
    """Where the work ends that is named behind its time: "trước ngày 31/10 gửi về Sở Nội vụ", "… hoàn thành"."""
    j = i
    while t.kinds[j] in _RUN or (t.kinds[j] in {",", "AND"} and t.kinds[j + 1] in _RUN) or _hyphen(t, j):
        j += 1
    closed = t.kinds[j] in {"END", ")", ";"} or (t.kinds[j] == "." and t.kinds[j + 1] == "END")
    off = holds_broken_word(t, i, j) or calls_off(t, i, j)
    return j if closed and not off else None


def _run_end(t: Tokens, i: int) -> int:
    """Where a second activity, after «và» or a comma, ends, if a time follows it; else 0."""
    j = i
    while t.kinds[j] in _RUN and j < i + 12:
        j += 1
    return j if t.kinds[j] not in {"END", ")", ",", "AND", ";"} else 0


def _reported(t: Tokens, i: int, j: int) -> tuple[Points, int] | None:
    """The period that a report is about ("Báo cáo quý I", "báo cáo 06 tháng đầu năm"), known by the due day behind it."""
    if "REPORT" not in t.kinds[i:j]:
        return None
    found = (Points((Part(Grain.YEAR),)), j + 1) if t.values[j] in _ALL_YEAR else points(t, j)
    if found is None or any(part.grain < Grain.MONTH for part in found[0].parts):
        return None
    end = found[1]
    at = end + 1 if t.kinds[end] in {"(", ",", ":"} else end
    at = at + 1 if t.kinds[at] in {"ACT", "REPORT"} else at
    due = t.kinds[at] in _DUE or (_ends(t, at) and _names_report(t, i))
    due = due or (t.kinds[at] in _LISTING and t.values[i] in _REGARDING)
    return (found[0], end + 1 if t.kinds[end] == ":" else end) if due else None


_DUE = frozenset({"BY", "BEFORE", "DAY", "DM", "DMY", "DONE", "AT", "UNTIL", "LABEL", "TERMOF"})
_LISTING = frozenset({",", "AND", ";"})


def _ends(t: Tokens, i: int) -> bool:
    return t.kinds[i] in {"END", ")"} or (t.kinds[i] == "." and t.kinds[i + 1] == "END")


def _names_report(t: Tokens, i: int) -> bool:
    """Behind its day: "… đối với báo cáo quý I", "…, báo cáo quý I"; "…; tổng kết tháng 12" is other work with its own time."""
    if t.values[i] in _REGARDING:
        return True
    return t.kinds[i - 1] not in {";", ".", "AND", ","} or (t.kinds[i - 1] == "," and t.values[i] in _REPORT)
