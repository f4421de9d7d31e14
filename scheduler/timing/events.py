"""Rules for what waits on something else ("khi có yêu cầu", "theo kế hoạch kiểm tra"): tokens → Event."""

from scheduler.timing.folding import fold, is_slip, strip_marks
from scheduler.timing.ir import new
from scheduler.timing.lexicon import sense
from scheduler.timing.records import NamedTuple
from scheduler.timing.spans import points
from scheduler.timing.tokens import Tokens


class Event(NamedTuple):
    """An event in the phrase's own words. dated: its words hold a date that belongs to no document. adhoc: "đột xuất"."""

    text: str
    dated: bool = False
    adhoc: bool = False
    opener: str = ""


_OPENERS = frozenset({"THEO", "KHI", "PER", "ADHOC", "DIP"})


HARD = frozenset({"DMY", "DM", "MY", "CLOCK"})


_NUMBERS = frozenset({"NUM", "ROMAN", "NUMW"})


_DATED_AFTER = frozenset({"MONTH", "QUARTER"})


def _int(t: Tokens, i: int) -> int:
    value = t.values[i]
    return value if isinstance(value, int) else 0


def starts_timing(t: Tokens, i: int) -> bool:
    """Whether a clause about time begins at token i (so that free text before it has come to its end)."""
    kind, after = t.kinds[i], t.kinds[i + 1]
    if kind in {"BY", "DMY", "DM", "STEADY", "PERIODIC", "STEADYSPAN", "CLOCK"}:
        return True
    if kind in {"BEFORE", "UNTIL", "FROM", "AT", "WITHIN"}:
        return (
            after in {"DAY", "DM", "DMY", "MY", "CLOCK", "WEEKDAY", "NUM", "TERMOF"}
            or names_part(t, i + 1)
            or after == "BEFORE"
        )
    if kind == "DONE":
        return starts_timing(t, i + 1)
    if kind in {"EACH", "ATLEAST"}:
        return after in {"DAY", "WEEK", "MONTH", "QUARTER", "YEARW", "NUM", "SCHOOL", "EACH"}
    if kind == "NUM":
        return after in {"ITEM", "MONTH"} or t.kinds[i + 2] == "/"
    if kind == "DAY":
        return after in {"NUM", "DM", "DMY", "WEEKDAY"}
    return names_part(t, i)


def names_part(t: Tokens, i: int) -> bool:
    """A month, quarter or year with its number stands at i."""
    kinds = t.kinds
    if kinds[i] in {"MONTH", "QUARTER"}:
        return kinds[i + 1] in _NUMBERS or kinds[i + 1] in {"MY", "LASTW", "FIRST"}
    return kinds[i] == "YEARW" and kinds[i + 1] == "YEAR"


_UNITS = sense("period")
_DOCUMENTS, _NUMBERED, _NUMBERING = sense("document"), sense("numbered"), sense("numbering")


def of_document(t: Tokens, start: int, i: int) -> bool:
    """Whether the date at i is that of a document named before it, or the year of a named plan or programme."""
    before = fold(t.words(start, i))
    if not any(name in before for name in _DOCUMENTS):
        return False
    if t.kinds[i] in {"YEARW", "YEAR"} or t.kinds[i : i + 2] == ["EACH", "YEARW"]:
        return True
    return (t.kinds[i] in {"DMY", "DAY"} or t.kinds[i - 1] == "DAY") and (
        not _NUMBERED.isdisjoint(before.split()) or "/" in before
    )


def free_text(t: Tokens, i: int) -> tuple[int, bool]:
    """Where free text that begins at i ends (a closing bracket, «;», or a clause about time), and whether it holds a date."""
    kinds = t.kinds
    j, depth, dated = i, 0, False
    while (kind := kinds[j]) != "END":
        if kind in _MERE_WORDS:
            pass
        elif kind == "(":
            depth += 1
        elif kind == ")":
            if depth == 0:
                break
            depth -= 1
        elif depth == 0 and (kind == ";" or _breaks(t, j)):
            break
        elif kind in HARD or names_part(t, j) or kind == "YEAR":
            if of_document(t, i, j):
                j = _past_date(t, j)
                continue
            if depth == 0 and kind != "YEAR" and kind != "YEARW":
                break
            dated = dated or kind != "YEAR" or kinds[j - 1] != "WORD"  # "Tết Nguyên đán 2026" is a name
        elif _turns(t, j) and not of_document(t, i, j) and kinds[i - 1] != "WITHIN":
            dated = True
        elif (
            depth == 0
            and j > i
            and kind in {"BEFORE", "BY", "DONE", "FROM", "AT", "DAY"}
            and starts_timing(t, j)
            and not (kind == "DAY" and of_document(t, i, j))
        ):
            break
        j += 1
    while j > i and kinds[j - 1] in {",", ".", "AND", "OR", "-", ":", "/"}:
        j -= 1
    return j, dated


_MERE_WORDS = frozenset({"WORD", "ACT", "ITEM", "REPORT", "OF", "PERIOD", "PLURAL", "THIS", "KHI", "PLACE", "PER"})
"""Neither a time nor a mark behind which one may begin. (Most words of an event: asked first.)"""

PERIODS = frozenset({"DAY", "WEEK", "MONTH", "QUARTER", "YEARW", "WORKDAY", "HOURW", "MINUTE"})


def _turns(t: Tokens, i: int) -> bool:
    """A rhythm or a length of time stands at i: "hằng quý", "10 ngày"."""
    return t.kinds[i] in {"EACH", "NUM"} and t.kinds[i + 1] in PERIODS


def figures(t: Tokens, i: int, j: int) -> bool:
    """Whether a figure stands in i..j that is no ordinal or number of a document ("lần thứ 3", "số 12")."""
    for at in range(i, j):
        if t.kinds[at] in {"NUM", "ROMAN"} and t.kinds[at - 1] != "ORDW" and t.values[at - 1] not in _NUMBERING:
            return True
    return False


def _past_date(t: Tokens, i: int) -> int:
    found = points(t, i)
    return found[1] if found else i + 1


def _breaks(t: Tokens, i: int) -> bool:
    """A comma, «và», «hoặc», or full stop behind which a clause about time begins."""
    if t.kinds[i] not in {",", "AND", "OR", ".", "-"}:
        return False
    j = i + 2 if t.kinds[i + 1] in {"AND", "OR"} else i + 1
    return starts_timing(t, j) or t.kinds[j] in {"REMARK", "END"}


_FORMS, _WHOLE, _ANY = sense("form"), sense("whole_event"), sense("any_time")


def event(t: Tokens, i: int) -> tuple[Event, int] | None:
    """Free text behind an opener: khi …, sau khi …, theo …, căn cứ …, đột xuất …, kịp thời …"""
    kinds = t.kinds
    kind = kinds[i]
    opens = kind in _OPENERS or (kind in {"AFTER", "BEFORE"} and _eventful(t, i + 1)) or _during(t, i) or _since(t, i)
    if not opens or (kind == "PER" and t.values[i + 1] in _FORMS):
        return None
    if kind == "ADHOC":
        return _adhoc(t, i)
    if _by_period(t, i):
        return None
    j, dated = free_text(t, i + 1)
    if j == i + 1 and kind in {"PER", "DIP", "AFTER", "BEFORE", "WITHIN"}:
        return None
    if kind == "KHI" and (kinds[i + 1] == "FROM" if j > i + 1 else t.values[i] not in _WHOLE):
        return None  # no words of an event, or "ngay từ đầu năm"
    if kind == "AT" and "WEEKDAY" in kinds[i:j]:
        dated = True  # "vào … thứ Hai": a day of the week with a word that nobody knows
    weak = kind in {"AFTER", "BEFORE", "WITHIN", "AT", "FROM"}
    return new(Event, (t.words(i, j), dated or (weak and figures(t, i, j)), False, str(t.values[i]))), j


def _by_period(t: Tokens, i: int) -> bool:
    """«tùy theo tháng», «theo học kỳ I»: a period, which is no event to wait for."""
    if t.kinds[i + 1] == "SCHOOLTERM":
        return t.kinds[i] == "PER"
    return t.kinds[i + 1] in PERIODS and t.kinds[i + 2] in _PAST_WORDS and str(t.values[i]).endswith(_BY_RULE)


_PAST_WORDS, _BY_RULE = frozenset({"END", ",", ";", ".", ")", "AND"}), tuple(sense("by_rule"))


def _eventful(t: Tokens, i: int) -> bool:
    """Words that can name an event after "sau", "trước": sau hội nghị, trước kỳ họp, sau mỗi đợt, trước ngày bầu cử."""
    j = i + 1 if t.kinds[i] in {"EACH", "DAY", "PLURAL"} else i
    if t.kinds[j] == "WORD" and t.kinds[j + 1] in _FIGURED and _may_be_unit(str(t.values[j])):
        return False  # "trước ngyà 15/6", "trước ngaỳ 15/6"
    if t.kinds[j] == "SCHOOL":
        return t.kinds[j + 1] == "WORD"  # "trước năm học mới"
    return t.kinds[j] in {"WORD", "ITEM", "ACT", "FINISH", "BEGIN", "PERIOD", "DONE", "DIP", "ROMAN"} and not (
        t.kinds[i] == "DAY" and t.kinds[j] == "ITEM"
    )


def _may_be_unit(word: str) -> bool:
    return is_slip(word, _UNITS) or strip_marks(word) in _BARE_UNITS


_BARE_UNITS = frozenset(map(strip_marks, _UNITS))
_FIGURED = HARD | _NUMBERS


def _since(t: Tokens, i: int) -> bool:
    """(kể) từ ngày ký, từ ngày ban hành: a beginning that only names its day."""
    return t.kinds[i] == "FROM" and t.kinds[i + 1] == "DAY" and t.kinds[i + 2] in {"WORD", "ACT"}


def _during(t: Tokens, i: int) -> bool:
    """trong đợt cao điểm, trong kỳ họp, trong thời gian diễn ra …"""
    if t.kinds[i] not in {"WITHIN", "AT"}:
        return False
    j = i + 2 if t.kinds[i + 1] in {"TERMOF", "PLURAL", "EACH"} else i + 1
    if t.values[j] in _ANY:
        return False
    return t.kinds[j] in {"WORD", "ITEM", "DIP", "ACT", "PERIOD"} or (
        t.kinds[j] in {"MONTH", "WEEK", "DAY"} and t.kinds[j + 1] in {"WORD", "ACT"}
    )


def _adhoc(t: Tokens, i: int) -> tuple[Event, int]:
    """đột xuất [khi có yêu cầu | theo chỉ đạo]."""
    j = i + 1
    opens = j
    while t.kinds[opens] == "(" or t.kinds[opens] in {"AND", "OR", ","}:
        opens += 1
    asked = t.kinds[opens] in {"KHI", "THEO"} or (t.kinds[opens] == "PER" and t.kinds[opens + 1] not in PERIODS)
    if t.kinds[j] in {"KHI", "THEO", "PER"} or (opens > j and t.kinds[j] != "(" and asked):
        j, dated = free_text(t, j)
        return new(Event, (t.words(i, j), dated, True, str(t.values[i]))), j
    if t.kinds[j] in {"WORD", "ACT"}:
        j, dated = free_text(t, j)
        return new(Event, (t.words(i, j), dated, True, str(t.values[i]))), j
    return new(Event, (t.words(i, j), False, True, str(t.values[i]))), j
