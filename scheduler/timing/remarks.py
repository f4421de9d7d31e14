"""Rules for what may stand beside a time without being one: labels, activities, places; each passed over by name."""

from scheduler.timing.beats import beat
from scheduler.timing.events import names_part, starts_timing
from scheduler.timing.folding import is_slip, strip_marks
from scheduler.timing.lexicon import sense
from scheduler.timing.points import Grain, Link
from scheduler.timing.spans import points
from scheduler.timing.tokens import Tokens

_NAMES = frozenset({"WORD", "ITEM"})
_LABEL_WORDS = frozenset({"ACT", "DONE", "REPORT", "WORD", "PLANNED", "ITEM", "FINISH", "THIS"})
_PEAK, _OTHER_WORDS = sense("peak"), sense("other_words")
_ROUNDS, _CALLED_OFF, _CAMPAIGN = sense("round"), sense("called_off"), sense("campaign")
_NAMELY, _RECKONED = sense("namely"), sense("reckoned")
_PROVISO, _MEETS, _TORN = sense("proviso"), sense("meets"), sense("torn")
_TORN_END, _UNITS = sense("torn_end"), sense("period")
_BARE_BOUNDS = frozenset(strip_marks(word) for word in sense("bound"))
_RECURS = sense("coming_round")


def remark(t: Tokens, i: int) -> tuple[str, int] | None:
    """The name of the remark at token i and where it ends."""
    kind = t.kinds[i]
    if kind == "REMARK":
        return f"remark-{t.values[i]}".replace("_", "-"), i + 1
    if kind in {"LABEL", "TERMOF"}:
        return _label(t, i)
    if kind == "PURPOSE":
        return _tail(t, i, "purpose")
    if kind == "PLACE":
        return _tail(t, i, "place")
    if kind == "EXCEPT":
        return _except(t, i)
    if kind in {"ITEM", "TERM", "PERIOD"}:
        return _round(t, i)
    if kind == "THENAMED":
        return "namely", i + 1
    return None


_FREE = frozenset(
    {
        "WORD",
        "ITEM",
        "ACT",
        "REPORT",
        "OF",
        "AND",
        ",",
        "-",
        "/",
        "PLACE",
        "PURPOSE",
        "THIS",
        "PERIOD",
        "PLURAL",
        "PLANNED",
        "DIP",
        "SCHOOL",
    }
)
_NAMING = frozenset({"DAY", "MONTH", "WEEK", "YEARW"})


def aside(t: Tokens, i: int) -> tuple[str, int] | None:
    """Words in brackets behind a time that say nothing of the time: "(bản mềm)", "(hưởng ứng Ngày Pháp luật)", "(đợt 1)"."""
    kinds = t.kinds[i + 1 :]
    if ")" not in kinds:
        return None
    kinds = kinds[: kinds.index(")")]
    if not kinds or "(" in kinds:
        return None
    end = i + 1 + len(kinds)
    if "DATACUT" in kinds or not _RECKONED.isdisjoint(t.values[i + 1 : end]):
        return "data-period-in-brackets", end + 1
    if len(kinds) == 2 and t.values[i + 1] in _ROUNDS and kinds[1] in {"NUM", "ROMAN"}:
        return "round", end + 1
    if kinds[0] == "NUM" and (size := _size(t, i + 1, kinds)):
        return size, end + 1
    for j, kind in enumerate(kinds, i + 2):
        if kind not in _FREE and not (kind in _NAMING and t.kinds[j] in {"WORD", "ACT", "DIP"}):
            return None
    if holds_broken_word(t, i + 1, end) or calls_off(t, i + 1, end):
        return None
    return "words-in-brackets", end + 1


def _size(t: Tokens, i: int, kinds: list[str]) -> str:
    """ "(05 ngày)", "(01 hội nghị)" behind a stretch of the calendar: how long it lasts, or that it is done once."""
    if kinds == ["NUM", "DAY"] and t.values[i] == 1 and t.kinds[i - 2] in {"DM", "DMY"}:
        return "size-of-one"
    if kinds == ["NUM", "DAY"] and t.kinds[i - 2] in {"DM", "DMY"} and not _SPAN.isdisjoint(t.kinds[max(i - 5, 0) : i]):
        return "size-of-one"
    if t.kinds[i - 2] not in _PLACED or kinds[1:] == [] or (t.kinds[i - 2] == "NUM" and t.kinds[i - 3] not in _LONG):
        return ""
    if kinds == ["NUM", "DAY"]:
        return "size-of-one"
    return "once" if t.values[i] == 1 and kinds[1] == "ITEM" and set(kinds[2:]) <= _NAMES else ""


_SPAN = frozenset({"UNTIL", "-"})
_PLACED, _LONG = frozenset({"NUM", "ROMAN", "MY", "YEAR"}), frozenset({"MONTH", "QUARTER"})


def holds_broken_word(t: Tokens, i: int, end: int) -> bool:
    """Whether a word is «trước» with another mark (at the end: with any slip), or a half of «chậm nhất», «thường xuyên» torn apart:
    what stands beside it must not be read without it."""
    words = [str(t.values[j]) for j in range(i, end) if t.kinds[j] == "WORD"]
    if any(word in _TORN or strip_marks(word) in _BARE_BOUNDS for word in words):
        return True
    if not words or t.kinds[end - 1] != "WORD":
        return False
    if t.kinds[end - 2] == "REPORT" and is_slip(words[-1], _UNITS):
        return True  # "tổng kết ăm"
    if t.kinds[end] == "," and is_slip(words[-1], _UNITS):
        return True  # the first of a list of periods
    return words[-1] in _TORN_END or is_slip(strip_marks(words[-1]), _BARE_BOUNDS)


def calls_off(t: Tokens, i: int, end: int) -> bool:
    """Whether a word calls the work off or moves it, and is no part of another one («quốc gia», «chuyển đổi»)."""
    for at in range(i, end):
        if t.values[at] in _CALLED_OFF:
            pairs = {t.words(at - 1, at + 1).lower(), t.words(at, at + 2).lower()}
            if pairs.isdisjoint(_OTHER_WORDS):
                return True
    return False


def shift(t: Tokens, i: int) -> tuple[str, int] | None:
    """nếu trùng ngày nghỉ thì …: how a day off is met, which the settings of planning decide."""
    if t.values[i] not in _PROVISO or _MEETS.isdisjoint(map(str, t.values[i : i + 6])):
        return None
    j = i + 1
    while t.kinds[j] not in {"END", ")", "DM", "DMY", "MY", "YEAR", "NUM"}:
        j += 1
    return ("shift-off-holidays", j) if t.kinds[j] in {"END", ")"} else None


def each_one(t: Tokens, i: int) -> tuple[str, int] | None:
    """Who makes so many ("mỗi xã 01 lần/năm"), of what ("phát thanh 02 lần/ngày"), or how large one piece is ("mỗi số 4 trang")."""
    j = i + 1
    while (t.kinds[j] in _WHO and j < i + 9) or (t.kinds[j] in {",", "AND"} and t.kinds[j + 1] in _NAMES and j < i + 9):
        j += 1
    at = j + 1 if t.kinds[j] == "ATLEAST" else j
    if t.kinds[at] != "NUM" or (t.kinds[i] == "EACH" and (j == i + 1 or t.values[i] in _RECURS)):
        return None
    if beat(t, j) is not None or t.kinds[j + 1 : j + 3] == ["MINUTE", "/"]:
        return "who-each", j
    if t.kinds[i] != "EACH" or at > j:
        return None
    end = j + 1
    while t.kinds[end] in {"WORD", "ITEM"} and end < j + 4:
        end += 1
    return ("size-of-one", end) if end > j + 1 and t.kinds[end] in {"END", ",", ";", ")", "."} else None


_WHO = frozenset({"ITEM", "WORD", "REPORT", "ACT"})


def named(t: Tokens, i: int) -> int | None:
    """Where the name of a stretch ends whose days stand in brackets behind it: "Tháng hành động … (từ 15/4 - 15/5)"."""
    j = i + 1 if t.kinds[i] in {"WITHIN", "AT"} else i
    if t.kinds[j] == "DIP" and t.kinds[j + 1] in {"MONTH", "WEEK"}:
        j += 1  # "hưởng ứng Tuần lễ … (15-22/5)"
    named = t.kinds[j + 1] in _NAME or t.kinds[j] == "DIP" or t.values[j + 1] in _PEAK
    if t.kinds[j] not in {"MONTH", "WEEK", "DIP"} or not named:
        return None
    at = j + 1
    while t.kinds[at] in _NAME_ON or (t.kinds[at] == "NOT" and t.kinds[at + 1] == "WORD"):
        at += 1
    if t.kinds[at] != "(" or holds_broken_word(t, j, at) or calls_off(t, i, at):
        return None
    inner = t.kinds[at + 1]
    stretch = inner in _STRETCHES or (inner in _ENDS and not _RANGE.isdisjoint(t.kinds[at + 2 : at + 5]))
    return at if stretch else None


def campaign(t: Tokens, i: int) -> int | None:
    """Đợt cao điểm: từ …: a name and a colon, and then its time; Đợt cao điểm ra quân từ 15/10 đến 15/11."""
    at = i + 1
    while t.kinds[at] in _NAME:
        at += 1
    if t.kinds[at] == "FROM" and t.kinds[at + 1] in _ENDS and t.values[i] in _CAMPAIGN:
        at -= 1  # its days stand outright behind it
    elif t.kinds[at] != ":" or not (starts_timing(t, at + 1) or t.kinds[at + 1] in _STRETCHES):
        return None
    return at + 1 if not holds_broken_word(t, i, at) and not calls_off(t, i, at) else None


_NAME = frozenset({"WORD", "ACT", "ITEM", "DIP", "REPORT"})
_NAME_ON = _NAME | {"AND", ",", "-", "/", "OF", "ROMAN", "PLACE", "THIS", "PURPOSE", "STEADY", "KHI", "LASTING"}
_STRETCHES = frozenset({"FROM", "MONTH", "QUARTER", "WITHIN", "WEEK", "DEKAD"})
_ENDS, _RANGE = frozenset({"DM", "DMY", "NUM", "DAY"}), frozenset({"-", "UNTIL"})


def week_of(t: Tokens, i: int) -> int | None:
    """ "(trong) tuần (lễ) từ 15 đến 20/6", "trong thời gian từ …": the days behind it tell all."""
    j = i + 1 if t.kinds[i] == "WITHIN" else i
    return (
        j + 1
        if t.kinds[j] in {"WEEK", "TERMOF", "LABEL"} and t.kinds[j + 1] == "FROM" and t.kinds[j + 2] in _ENDS
        else None
    )


def spread(t: Tokens, i: int) -> tuple[str, int] | None:
    """How many days it lasts, or that it is done once, before when: "02 ngày (10-11/6)", "01 buổi, trong tháng 7"."""
    kinds = t.kinds
    if kinds[i + 1] == "DAY" and kinds[i + 2] in {"(", ","}:
        ahead = kinds[i + 3] in _ENDS or kinds[i + 3] == "PLANNED" or starts_timing(t, i + 3)
        return ("size-of-one", i + 2) if ahead else None
    if kinds[i + 1] == "DAY" and kinds[i + 2] == "WITHIN" and names_part(t, i + 3):
        return "size-of-one", i + 2
    if kinds[i + 1] == "ITEM" and t.values[i] == 1 and kinds[i + 2] in {"AT", "WITHIN"} and names_part(t, i + 3):
        return "once", i + 2
    if kinds[i + 1] == "ITEM" and kinds[i + 2] == "," and kinds[i + 3 : i + 5] == ["PARTOFDAY", "DAY"]:
        return ("once", i + 2) if t.values[i] == 1 else None  # "01 buổi, sáng ngày 22/5"
    if kinds[i + 1] == "ITEM" and t.values[i] == 1 and kinds[i + 2] == "," and starts_timing(t, i + 3):
        return ("once", i + 2) if kinds[i + 3] not in {"EACH", "ATLEAST", "NUM", "PERIODIC"} else None
    return _several(t, i) if kinds[i + 1] == "ITEM" else None


def _several(t: Tokens, i: int) -> tuple[str, int] | None:
    """02 lớp (tập huấn cho …) trong quý II, 03 cuộc trước ngày 30/6: how many of them until then; only the time is kept."""
    kinds = t.kinds
    j = i + 2
    while kinds[j] in _COUNTED_WORDS and j < i + 14:
        j += 1
    if kinds[j] in _BEFORE_MONTHS and names_part(t, j + 1):
        return _once_each(t, i, j)
    at = j + 1 if kinds[j] == "," else j
    if kinds[at] not in {"WITHIN", "AT", "BEFORE", "BY"} or holds_broken_word(t, i, j) or calls_off(t, i, j):
        return None
    found = points(t, at + 1)
    if found is None or not found[0].are_placed() or any(part.grain is Grain.YEAR for part in found[0].parts):
        return None
    return "many-within", j


def _once_each(t: Tokens, i: int, j: int) -> tuple[str, int] | None:
    """02 lớp, tháng 9 và tháng 10: as many as months or quarters are named, one in each; 03 lớp, quý II: all of them in it."""
    found = points(t, j + 1)
    if found is None or not found[0].are_placed() or holds_broken_word(t, i, j) or calls_off(t, i, j):
        return None
    parts, links = found[0]
    if any(part.grain not in (Grain.MONTH, Grain.QUARTER) for part in parts):
        return None
    if set(links) <= {Link.RANGE}:
        return ("many-within" if t.values[i] != 1 else "once"), j + 1
    return ("once", j + 1) if Link.RANGE not in links and len(parts) == t.values[i] else None


_BEFORE_MONTHS = frozenset({",", ":"})
_COUNTED_WORDS = frozenset({"ITEM", "WORD", "ACT", "PLACE", "REPORT"})


def _label(t: Tokens, i: int) -> tuple[str, int] | None:
    """Thời gian thực hiện: …; Thời hạn hoàn thành …"""
    j = i + 1
    while t.kinds[j] in _LABEL_WORDS and t.values[j] not in _NAMELY and j < i + 6:
        j += 1
    if t.kinds[j] == ":" or t.values[j] in _NAMELY:
        return "label", j + 1
    return ("label", j) if starts_timing(t, j) and t.kinds[i] == "LABEL" else None


def _round(t: Tokens, i: int) -> tuple[str, int] | None:
    """Đợt 1: …, lần 2 …: the number of a round before its time."""
    if t.values[i] not in _ROUNDS or t.kinds[i + 1] not in {"NUM", "ROMAN", "NUMW", "FIRST", "ORDW"}:
        return None
    j = i + 3 if t.kinds[i + 1] == "ORDW" else i + 2
    if t.kinds[j] == ":":
        return "round", j + 1
    if t.kinds[j] in {"(", ","} or starts_timing(t, j):
        return "round", j
    return None


def _tail(t: Tokens, i: int, name: str) -> tuple[str, int] | None:
    """Free words to the next mark; none of them may be about time."""
    j = i + 1
    while t.kinds[j] not in {"END", ";", ")", "("}:
        if starts_timing(t, j) or t.kinds[j] in {"DM", "DMY", "MY", "CLOCK", "YEAR"}:
            if t.kinds[j - 1] in {",", "AND"} and j > i + 2:
                return name, j - 1
            return None
        j += 1
    return (name, j) if j > i + 1 or " " in str(t.values[i]) else None


def _except(t: Tokens, i: int) -> tuple[str, int] | None:
    """trừ trường hợp đột xuất."""
    j = i + 1
    while t.kinds[j] in {"KHI", "ADHOC", "WORD"} and j < i + 6:
        j += 1
    return ("exception", j) if j > i + 1 else None
