"""Rules for what waits on something else: "khi có yêu cầu", "trong 05 ngày kể từ ngày nhận", occasions."""

from typing import NamedTuple

from scheduler.timing.beats import period
from scheduler.timing.ir import Freq
from scheduler.timing.points import Grain, Points
from scheduler.timing.spans import points
from scheduler.timing.tokens import Tokens


class Event(NamedTuple):
    """An event in the phrase's own words. dated: its words hold a date that belongs to no document. adhoc: "đột xuất"."""

    text: str
    dated: bool = False
    adhoc: bool = False
    opener: str = ""


class Relation(NamedTuple):
    """So many days after (negative: before) an event. freq: the event is the end of a period of that length."""

    event: Event
    days: int
    working: bool = False
    freq: Freq | None = None
    vague_period: bool = False


class Occasion(NamedTuple):
    """A named occasion ("dịp kỷ niệm …") with its day or days where the words give them."""

    event: Event
    days: Points | None = None


_OPENERS = frozenset({"THEO", "KHI", "PER", "ADHOC", "DIP"})
_HARD = frozenset({"DMY", "DM", "MY", "CLOCK"})
_NUMBERS = frozenset({"NUM", "ROMAN", "NUMW"})
_DATED_AFTER = frozenset({"MONTH", "QUARTER"})


def _int(t: Tokens, i: int) -> int:
    value = t.values[i]
    return value if isinstance(value, int) else 0


def starts_timing(t: Tokens, i: int) -> bool:
    """Whether a clause about time begins at token i (so that free text before it has come to its end)."""
    kind, after = t.kinds[i], t.kinds[i + 1]
    if kind in ("BY", "DMY", "DM", "STEADY", "PERIODIC", "STEADYSPAN", "CLOCK"):
        return True
    if kind in ("BEFORE", "UNTIL", "FROM", "AT", "WITHIN"):
        return (
            after in ("DAY", "DM", "DMY", "MY", "CLOCK", "WEEKDAY", "NUM", "TERMOF")
            or _names(t, i + 1)
            or after == "BEFORE"
        )
    if kind == "DONE":
        return starts_timing(t, i + 1)
    if kind in ("EACH", "ATLEAST"):
        return after in ("DAY", "WEEK", "MONTH", "QUARTER", "YEARW", "NUM", "SCHOOL", "EACH")
    if kind == "NUM":
        return after in ("ITEM", "MONTH") or t.kinds[i + 2] == "/"
    if kind == "DAY":
        return after in ("NUM", "DM", "DMY", "WEEKDAY")
    return _names(t, i)


def _names(t: Tokens, i: int) -> bool:
    """A month, quarter or year with its number stands at i."""
    if t.kinds[i] in ("MONTH", "QUARTER"):
        return t.kinds[i + 1] in _NUMBERS or t.kinds[i + 1] in ("MY", "LASTW", "FIRST")
    return t.kinds[i] == "YEARW" and t.kinds[i + 1] == "YEAR"


_DOCUMENTS = frozenset(
    (
        "kế hoạch",
        "chương trình",
        "quyết định",
        "nghị quyết",
        "công văn",
        "văn bản",
        "thông báo",
        "hướng dẫn",
        "chỉ thị",
        "thông tư",
        "nghị định",
        "đề án",
        "kết luận",
        "luật",
        "tờ trình",
        "báo cáo",
        "công điện",
        "quy chế",
        "chỉ tiêu",
        "dự toán",
        "nhiệm vụ",
    )
)


def _of_document(t: Tokens, start: int, i: int) -> bool:
    """Whether the date at i is that of a document named before it, or the year of a named plan or programme."""
    before = t.words(start, i).lower()
    if not any(name in before for name in _DOCUMENTS):
        return False
    if t.kinds[i] in ("YEARW", "YEAR"):
        return True
    return (t.kinds[i] in ("DMY", "DAY") or t.kinds[i - 1] == "DAY") and ("số" in before.split() or "/" in before)


def free_text(t: Tokens, i: int) -> tuple[int, bool]:
    """Where free text that begins at i ends (a closing bracket, «;», or a clause about time), and whether it holds a date."""
    j, depth, dated = i, 0, False
    while (kind := t.kinds[j]) != "END":
        if kind == "(":
            depth += 1
        elif kind == ")":
            if depth == 0:
                break
            depth -= 1
        elif depth == 0 and (kind == ";" or _breaks(t, j)):
            break
        elif kind in _HARD or _names(t, j) or kind == "YEAR":
            if _of_document(t, i, j):
                j = _past_date(t, j)
                continue
            if depth == 0 and kind != "YEAR" and kind != "YEARW":
                break
            dated = True
        elif _turns(t, j) and not _of_document(t, i, j) and t.kinds[i - 1] != "WITHIN":
            dated = True
        elif (
            depth == 0
            and j > i
            and kind in ("BEFORE", "BY", "DONE", "FROM", "AT", "DAY")
            and starts_timing(t, j)
            and not (kind == "DAY" and _of_document(t, i, j))
        ):
            break
        j += 1
    while j > i and t.kinds[j - 1] in (",", ".", "AND", "OR", "-", ":", "/"):
        j -= 1
    return j, dated


_PERIODS = frozenset({"DAY", "WEEK", "MONTH", "QUARTER", "YEARW", "WORKDAY", "HOURW", "MINUTE"})


def _turns(t: Tokens, i: int) -> bool:
    """A rhythm or a length of time stands at i: "hằng quý", "10 ngày"."""
    return t.kinds[i] in ("EACH", "NUM") and t.kinds[i + 1] in _PERIODS


def _figures(t: Tokens, i: int, j: int) -> bool:
    """Whether a figure stands in i..j that is no ordinal or number of a document ("lần thứ 3", "số 12")."""
    return any(
        t.kinds[at] == "NUM"
        and t.kinds[at - 1] != "ORDW"
        and t.values[at - 1] not in ("số", "khóa", "lần", "kỳ", "đợt")
        for at in range(i, j)
    )


def _past_date(t: Tokens, i: int) -> int:
    found = points(t, i)
    return found[1] if found else i + 1


def _breaks(t: Tokens, i: int) -> bool:
    """A comma, «và», «hoặc», or full stop behind which a clause about time begins."""
    if t.kinds[i] not in (",", "AND", "OR", ".", "-"):
        return False
    j = i + 2 if t.kinds[i + 1] in ("AND", "OR") else i + 1
    return starts_timing(t, j) or t.kinds[j] in ("REMARK", "END")


def event(t: Tokens, i: int) -> tuple[Event, int] | None:
    """Free text behind an opener: khi …, sau khi …, theo …, căn cứ …, đột xuất …, kịp thời …"""
    kind = t.kinds[i]
    opens = kind in _OPENERS or (kind in ("AFTER", "BEFORE") and _eventful(t, i + 1)) or _during(t, i)
    if not opens:
        return None
    if kind == "ADHOC":
        return _adhoc(t, i)
    j, dated = free_text(t, i + 1)
    if j == i + 1 and kind in ("PER", "DIP", "AFTER", "BEFORE", "WITHIN"):
        return None
    if (
        kind == "KHI"
        and j == i + 1
        and t.values[i] not in ("kịp thời", "ngay", "ngay lập tức", "nếu có", "phát sinh", "có yêu cầu", "cao điểm")
    ):
        return None
    weak = kind in ("AFTER", "BEFORE", "WITHIN", "AT")
    return Event(t.words(i, j), dated or (weak and _figures(t, i, j)), False, str(t.values[i])), j


def _eventful(t: Tokens, i: int) -> bool:
    """Words that can name an event after "sau", "trước": sau hội nghị, trước kỳ họp, sau mỗi đợt, trước ngày bầu cử."""
    j = i + 1 if t.kinds[i] in ("EACH", "DAY", "PLURAL") else i
    return t.kinds[j] in ("WORD", "ITEM", "ACT", "FINISH", "BEGIN", "PERIOD", "DONE", "DIP", "ROMAN") and not (
        t.kinds[i] == "DAY" and t.kinds[j] == "ITEM"
    )


def _during(t: Tokens, i: int) -> bool:
    """trong đợt cao điểm, trong kỳ họp, trong thời gian diễn ra …"""
    if t.kinds[i] not in ("WITHIN", "AT"):
        return False
    j = i + 2 if t.kinds[i + 1] in ("TERMOF", "PLURAL", "EACH") else i + 1
    return t.kinds[j] in ("WORD", "ITEM", "DIP", "ACT", "PERIOD") or (
        t.kinds[j] in ("MONTH", "WEEK", "DAY") and t.kinds[j + 1] in ("WORD", "ACT")
    )


def _adhoc(t: Tokens, i: int) -> tuple[Event, int]:
    """đột xuất [khi có yêu cầu | theo chỉ đạo]."""
    j = i + 1
    opens = j
    while t.kinds[opens] == "(" or t.kinds[opens] in ("AND", "OR", ","):
        opens += 1
    if t.kinds[j] in ("KHI", "THEO", "PER") or (opens > j and t.kinds[j] != "(" and t.kinds[opens] in ("KHI", "THEO")):
        j, dated = free_text(t, j)
        return Event(t.words(i, j), dated, True, "đột xuất"), j
    if t.kinds[j] in ("WORD", "ACT"):
        j, dated = free_text(t, j)
        return Event(t.words(i, j), dated, True, "đột xuất"), j
    return Event(t.words(i, j), False, True, "đột xuất"), j


_LEADS = frozenset({"WITHIN", "TERMOF", "BY", "AFTER", "ATLEAST", "BEFORE", "DONE", "ABOUT", "AT"})


class _Length(NamedTuple):
    days: int
    working: bool


def _length(t: Tokens, i: int) -> tuple[_Length, int] | None:
    """05 ngày (làm việc), 2 tuần, 24 - 48 giờ (the longer, in whole days)."""
    j = i
    if t.kinds[j] not in ("NUM", "NUMW") and not (t.kinds[j] == "YEARW" and t.kinds[j + 1] in ("WORKDAY",)):
        return None
    number = 5 if t.kinds[j] == "YEARW" else _int(t, j)
    j += 1
    if t.kinds[j] == "(" and t.kinds[j + 1] in ("NUM", "NUMW", "WORD", "YEARW") and t.kinds[j + 2] == ")":
        j += 3
    if t.kinds[j] in ("-", "UNTIL") and t.kinds[j + 1] == "NUM":
        number, j = _int(t, j + 1), j + 2
    unit = t.kinds[j]
    if unit == "DAY" and t.kinds[j + 1] not in ("NUM", "FIRST", "LASTW", "WEEKDAY"):
        return _Length(number, False), j + 1
    if unit == "WORKDAY" and t.kinds[j + 1] not in ("FIRST", "LASTW"):
        return _Length(number, True), j + 1
    if unit == "WEEK" and t.kinds[j + 1] not in ("FIRST", "LASTW", "/"):
        return _Length(7 * number, False), j + 1
    if unit == "HOURW" and number % 24 == 0 and number:
        return _Length(number // 24, False), j + 1
    if unit == "HOURW" and t.kinds[j + 1] in ("WORD", "KHI", "FROM") and number % 24 == 0:
        return _Length(number // 24, False), j + 1
    return None


def relation(t: Tokens, i: int) -> tuple[Relation, int] | None:
    """So many days after or before an event, in any of the orders that offices write."""
    return _counted_from(t, i) or _event_then_days(t, i)


def _counted_from(t: Tokens, i: int) -> tuple[Relation, int] | None:
    """[trong thời hạn | chậm nhất | sau] 05 ngày [làm việc] [kể từ | sau khi | trước khi …]"""
    j = i
    while t.kinds[j] in _LEADS and j < i + 4:
        j += 1
    length = _length(t, j)
    if length is None:
        return None
    leads = t.kinds[i:j]
    (days, working), j = length
    if t.kinds[j] == "," and t.kinds[j + 1] in ("FROM", "KHI"):
        j += 1
    kind = t.kinds[j]
    if kind == "FROM":
        return _after(t, j + 1, days, working)
    if kind == "AFTER" or (kind == "KHI" and str(t.values[j]).endswith(("sau khi", "kể từ khi", "từ khi", "ngay sau"))):
        return _after(t, j + 1, days, working)
    if kind == "BEFORE" or (kind == "KHI" and t.values[j] == "trước khi"):
        return _before(t, j + 1, days, working)
    return _unnamed(t, j, leads, days, working)


def _unnamed(t: Tokens, j: int, leads: list[str], days: int, working: bool) -> tuple[Relation, int] | None:
    """trong thời hạn 05 ngày làm việc: the event stands outside the phrase."""
    bounded = "TERMOF" in leads or "AFTER" in leads or (working and leads) or "BY" in leads
    if not bounded or "BEFORE" in leads or t.kinds[j] not in ("END", ",", ";", ")", ".", "AND"):
        return None
    return Relation(Event(""), days, working), j


_PERIOD_ENDS = frozenset({"FINISH", "DONE"})


def _after(t: Tokens, i: int, days: int, working: bool) -> tuple[Relation, int] | None:
    if t.kinds[i] == "KHI" and t.values[i] == "khi":
        i += 1
    ended = _period_end(t, i)
    if ended is not None:
        freq, j = ended
        return Relation(Event(""), days, working, freq, freq is None), j
    j, dated = free_text(t, i)
    if j == i or t.kinds[i] in _HARD or (t.kinds[i] == "DAY" and t.kinds[i + 1] in ("NUM", "DM", "DMY")):
        return None
    vague = any(t.kinds[at] in ("QUARTER", "EACH", "PERIOD", "YEARKIND") for at in range(i, j))
    return Relation(Event(t.words(i, j), dated or vague), days, working), j


def _before(t: Tokens, i: int, days: int, working: bool) -> tuple[Relation, int] | None:
    if t.kinds[i] == "KHI" and t.values[i] == "khi":
        i += 1
    j, dated = free_text(t, i)
    if j == i or t.kinds[i] in _HARD or (t.kinds[i] == "DAY" and t.kinds[i + 1] in ("NUM", "DM", "DMY")):
        return None
    return Relation(Event(t.words(i, j), dated), -days, working), j


def _period_end(t: Tokens, i: int) -> tuple[Freq | None, int] | None:
    """(ngày) kết thúc tháng | quý (báo cáo) | năm tài chính | kỳ báo cáo; sau mỗi quý; (ngày) cuối cùng của tháng."""
    j = i + 1 if t.kinds[i] == "DAY" else i
    closing = t.kinds[j] in ("FINISH", "LASTW") or t.values[j] == "hết"
    if closing:
        j += 1
    if t.kinds[j] == "OF":
        j += 1
    each = t.kinds[j] == "EACH"
    if each:
        j += 1
    if not (closing or each):
        return None
    if t.kinds[j] == "PERIOD":
        return None, j + 1
    named = period(t, j)
    if named is None or t.kinds[named[1]] in ("NUM", "ROMAN", "MY", "YEAR", "WORD"):
        return None
    end = named[1] + 1 if t.kinds[named[1]] in ("REPORT", "THIS", "PERIOD") else named[1]
    return named[0].freq, end


def _event_then_days(t: Tokens, i: int) -> tuple[Relation, int] | None:
    """trước ngày bầu cử 10 ngày; trước khi họp ít nhất 03 ngày; ngay sau khi tổ chức hội nghị 01 ngày."""
    kind, word = t.kinds[i], str(t.values[i])
    j = i
    while t.kinds[j] in ("BY", "ATLEAST"):
        j += 1
    kind, word = t.kinds[j], str(t.values[j])
    if kind == "BEFORE" or (kind == "KHI" and word == "trước khi"):
        sign = -1
    elif kind == "AFTER" or (kind == "KHI" and word.endswith("sau khi")):
        sign = 1
    else:
        return None
    at = j + 1
    while (
        t.kinds[at] in ("WORD", "ITEM", "ACT", "FINISH", "DAY", "DONE", "ROMAN", "REPORT", "OF", "BEGIN")
        and t.kinds[at + 1] != "END"
    ):
        at += 1
    middle = at
    while t.kinds[at] in ("ATLEAST", "ABOUT", "BY", ","):
        at += 1
    length = _length(t, at)
    if length is None or middle == j + 1 or t.kinds[length[1]] not in ("END", ",", ";", ")", ".", "AND"):
        return None
    return Relation(Event(t.words(j + 1, middle)), sign * length[0].days, length[0].working), length[1]


def occasion(t: Tokens, i: int) -> tuple[Occasion, int] | None:
    """dịp 30/4 - 1/5; kỷ niệm ngày … (10/10); Ngày Pháp luật 9/11: an occasion with the days that its name carries."""
    j = i
    while t.kinds[j] in ("AT", "WITHIN", "PLURAL"):
        j += 1
    if t.kinds[j] != "DIP" and not (t.kinds[j] == "DAY" and t.kinds[j + 1] in ("WORD", "ACT")):
        return None
    at = j + 1
    while t.kinds[at] in ("WORD", "ITEM", "ACT", "DAY", "ROMAN", "DIP") or (
        t.kinds[at] == "YEARW" and t.kinds[at + 1] == "WORD"
    ):
        if t.kinds[at] == "DAY" and t.kinds[at + 1] in ("DM", "DMY"):
            break
        at += 1
    return _with_days(t, i, at) or _without_days(t, i, j)


def _with_days(t: Tokens, i: int, at: int) -> tuple[Occasion, int] | None:
    inner = at + 1 if t.kinds[at] == "(" else at
    if t.kinds[inner] not in ("DM", "DMY", "DAY"):
        return None
    found = points(t, inner)
    if found is None or any(part.grain is not Grain.DAY or part.n == 0 for part in found[0].parts):
        return None
    end = found[1]
    if inner > at:
        if t.kinds[end] != ")":
            return None
        end += 1
    if t.kinds[end] == "AND" and not starts_timing(t, end + 1):
        return None
    return Occasion(Event(t.words(i, end)), found[0]), end


def _without_days(t: Tokens, i: int, j: int) -> tuple[Occasion, int] | None:
    if t.kinds[j] != "DIP" and t.kinds[j] != "DAY":
        return None
    start, end, dated = j + 1, j + 1, False
    while t.kinds[end] not in ("END", ";", ")"):
        dated = (
            dated
            or (t.kinds[end] in _HARD and t.kinds[end + 1] != "AND")
            or (t.kinds[end] in ("LASTW", "FIRST", "MID", "NUM") and t.kinds[end + 1] in _PERIODS)
            or (_names(t, end) and not _of_document(t, i, end))
        )
        if t.kinds[end] in (",", "AND", "OR") and starts_timing(t, end + 1) and t.kinds[end + 1] not in _HARD:
            break
        if t.kinds[end] in ("BY", "BEFORE", "EACH", "("):
            break
        end += 1
    while end > start and t.kinds[end - 1] in (".", ",", "-", ":"):
        end -= 1
    if end == start:
        return None
    return Occasion(Event(t.words(i, end), dated or (t.kinds[j] != "DIP" and _figures(t, i, end)))), end
