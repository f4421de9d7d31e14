"""Rules that take up rhythms, lengths, events and what says nothing of the time; each names itself in its atom."""

from scheduler.timing import beats, counted, events, occasions, relations, remarks, work
from scheduler.timing.atom import Kind, Taken
from scheduler.timing.beats import EACHES, GOES_ON, Ceiling
from scheduler.timing.counted import FIGURES
from scheduler.timing.events import starts_timing
from scheduler.timing.lexicon import sense
from scheduler.timing.moons import is_feast
from scheduler.timing.periods import PLAIN
from scheduler.timing.tokens import Tokens
from scheduler.timing.years import NUMBERS

_BEAT, _EVENT, _PERIODIC, _RELATION, _REMARK = Kind.BEAT, Kind.EVENT, Kind.PERIODIC, Kind.RELATION, Kind.REMARK
_ENDS, _TO_DAY = frozenset({"END", ",", ";", ".", ")"}), frozenset({"DAY", "BEFORE", "BY", "UNTIL", "FROM"})
_HANDED_IN, _REMAINING_QUARTERS = sense("handed_in"), sense("remaining_quarters")


def beat(t: Tokens, i: int) -> Taken | None:
    kinds = t.kinds
    if kinds[i] == "MONTH" and kinds[i + 1] in _ENDS and kinds[i - 1] in {"NUM", "NUMW"} and kinds[i - 2] in _TO_DAY:
        return None  # "trước ngày 15 tháng": the month is missing
    if kinds[i] in EACHES and kinds[i + 2] not in GOES_ON and (plain := PLAIN.get(kinds[i + 1])) is not None:
        return _BEAT, plain, i + 2, "rhythm"  # "hằng quý", as most
    found = beats.beat(t, i)
    if found is None:
        return None
    beat, end = found
    return _BEAT, beat, end, "count-in-period" if beat.counted else "period-name" if beat.bare else "rhythm"


def ceiling(t: Tokens, i: int) -> Taken | None:
    """không quá 02 lần/năm: so many at most, of which none need be."""
    if t.kinds[i + 1] not in FIGURES or t.kinds[i + 2] != "ITEM":
        return None
    found = beats.beat(t, i + 1)
    known = found is not None and found[0].counted
    return (Kind.CEILING, Ceiling(found[0]), found[1], "at-most-in-period") if found is not None and known else None


def by_the_hour(t: Tokens, i: int) -> Taken | None:
    """02 giờ/lần, cứ 6 giờ một lần: a rhythm shorter than a day, which the calendar has no place for."""
    i = i + 1 if t.kinds[i] == "EACH" else i
    j = i + 2 if t.kinds[i + 1] in {"HOURW", "MINUTE"} else i + 1 if t.kinds[i] in {"CLOCK", "HOURS"} else i
    at = j + 1 if t.kinds[j] == "/" or (t.kinds[j] == "NUMW" and t.values[j] == 1) else j
    return (Kind.TERM, "hours-rhythm", at + 1, "by-the-hour") if at > j > i and t.values[at] in _ONCE else None


_ONCE = sense("once")


def each_term(t: Tokens, i: int) -> Taken | None:
    """mỗi học kỳ 01 lần, 02 buổi/học kỳ, theo (từng) học kỳ: as often in each term of school as its province sets terms."""
    i = i + 1 if t.kinds[i] == "PER" and t.kinds[i + 1] == "EACH" else i
    at = i + 3 if t.kinds[i + 2] in {"/", "EACH"} and t.kinds[i + 1] == "ITEM" else i + 1
    if t.kinds[at] != "SCHOOLTERM" or t.kinds[at + 1] in NUMBERS:
        return None
    end = at + 1
    if at == i + 1 and t.kinds[end] in FIGURES and t.kinds[end + 1] == "ITEM":
        end += 2
    return Kind.TERM, "school-term", end, "each-term"


def all_of(t: Tokens, i: int) -> Taken | None:
    found = beats.all_of(t, i)
    return (Kind.BEAT, found[0], found[1], "rhythm") if found else None


def by_all_of(t: Tokens, i: int) -> Taken | None:
    """theo các quý trong năm: each of them."""
    return all_of(t, i + 1)


def minutes(t: Tokens, i: int) -> Taken | None:
    found = counted.minutes(t, i)
    if found is not None and t.values[found[1]] in _EVENT_ENDS and t.kinds[i] != "LASTING":
        return None  # "30 phút sau khi nhận tin"
    return (Kind.MINUTES, found[0], found[1], "length-in-minutes") if found else None


def relation(t: Tokens, i: int) -> Taken | None:
    kinds = t.kinds
    after, behind = kinds[i + 1], kinds[i + 2]
    if kinds[i] == "NUM" and (
        after not in relations.UNITS or (after in relations.MONTHS and behind not in relations.SINCE)
    ):
        return None  # a figure of something else
    if after == "DAY" and behind in _DATES:
        return None  # a bound and its date, as most points that come by here
    if after == "CLOCK" and t.values[i + 1] != _DAY_LONG:
        return None  # … and its hour
    if after == "NUM" and behind == "HOURW" and counted.figure_at(t, i + 1) % 24:
        return None
    found = relations.relation(t, i)
    return (_RELATION, found[0], found[1], "days-from-event") if found else None


_DATES = frozenset({"NUM", "DM", "DMY"})
_DAY_LONG = (24,)


def soon_after(t: Tokens, i: int) -> Taken | None:
    """trong vòng 02 giờ kể từ khi phát hiện, 30 phút sau khi nhận tin: it waits for the event, and its hours stay in its words."""
    kinds = t.kinds
    j = i
    while kinds[j] in _HOW_SOON and j < i + 4:
        j += 1
    if kinds[j] in FIGURES and kinds[j + 1] in _UNDER_A_DAY:
        j += 2
    elif (kinds[j] == "CLOCK" and j > i) or kinds[j] == "HOURS":
        j += 1
    else:
        return None
    told = kinds[j] in {"FROM", "AFTER"} or (kinds[j] == "KHI" and t.values[j] in _EVENT_ENDS)
    end, dated = events.free_text(t, j + 1) if told else (j, False)
    if end <= j + 1 or starts_timing(t, j + 1) or (kinds[j] == "FROM" and kinds[j + 1] in _FIGURED):
        return None
    return _EVENT, events.Event(t.words(i, end), dated or events.figures(t, j, end)), end, "soon-after-event"


_HOW_SOON = frozenset({"WITHIN", "TERMOF", "BY", "AFTER", "ATLEAST", "ABOUT"})
_UNDER_A_DAY, _FIGURED = frozenset({"HOURW", "MINUTE"}), frozenset({"NUM", "DM", "DMY", "CLOCK"})
_EVENT_ENDS = sense("after_event") | sense("before_event")


def event(t: Tokens, i: int) -> Taken | None:
    found = events.event(t, i)
    return (_EVENT, found[0], found[1], "event-ad-hoc" if found[0].adhoc else "event") if found else None


def occasion(t: Tokens, i: int) -> Taken | None:
    found = occasions.occasion(t, i)
    return (Kind.OCCASION, found[0], found[1], "occasion") if found else None


def feast(t: Tokens, i: int) -> Taken | None:
    """Giỗ tổ Hùng Vương (10/3 âm lịch): a feast of the moon by its name alone, with its day."""
    if not is_feast(t):
        return None
    found = occasions.named_day(t, i) or occasions.new_year(t, i)
    return (Kind.OCCASION, found[0], found[1], "occasion") if found else None


def periodic(t: Tokens, i: int) -> Taken | None:
    return _PERIODIC, None, i + 1, "periodic"


def every_year(t: Tokens, i: int) -> Taken | None:
    """thường niên: one word for each year."""
    return _BEAT, PLAIN["YEARW"], i + 1, "rhythm"


def following(t: Tokens, i: int) -> Taken | None:
    return Kind.FOLLOWING, None, i + 1, "and-the-years-after"


def remaining(t: Tokens, i: int) -> Taken | None:
    j = i + 1
    if t.kinds[j] in {"OF", "WITHIN"} and t.kinds[j + 1] == "YEARW":
        j += 2
    return Kind.REST, "quarter" if t.values[i] in _REMAINING_QUARTERS else "month", j, "the-remaining-ones"


_EMPHASIS = sense("emphasis")
_BEGIN_EMPHASIS = frozenset(words.split()[0] for words in _EMPHASIS)


def emphasis(t: Tokens, i: int) -> Taken | None:
    """tập trung vào (quý II), cao điểm trong (tháng 6), nhất là (dịp 02/9): weight is put on what follows."""
    if str(t.values[i]).split(" ", 1)[0] not in _BEGIN_EMPHASIS:
        return None
    for j in range(min(i + 4, len(t.kinds) - 3), i, -1):
        at = j + 1 if t.kinds[j] in _AT else j
        if (t.kinds[at] in _DATED or events.names_part(t, at)) and t.words(i, j).lower() in _EMPHASIS:
            return _REMARK, None, j, "emphasis"
    return None


_AT = frozenset({"AT", "WITHIN", ":"})
_DATED = frozenset({"FROM", "DM", "DMY", "DEKAD", "HALFW", "DIP"})
_CLOSES = frozenset({"END", ",", ";", ")", ".", "AND", "OR", "("})


def vision(t: Tokens, i: int) -> Taken | None:
    """…, định hướng đến năm 2035: how far a programme looks; its work has the time before it."""
    j = i + 1 if t.kinds[i + 1] != "YEARW" else i + 2
    known = i > 0 and t.kinds[j] == "YEAR" and t.kinds[j + 1] in _CLOSES
    return (_REMARK, None, j + 1, "words-in-brackets") if known else None


def remark(t: Tokens, i: int) -> Taken | None:
    if t.kinds[i] == "REMARK" and t.values[i] == "as_ruled" and t.kinds[i + 1] not in _CLOSES:
        end, dated = events.free_text(t, i + 1)  # "theo quy định của pháp luật" says which rule: an event
        return (
            (Kind.EVENT, events.Event(t.words(i, end), dated, False, str(t.values[i])), end, "event")
            if end > i + 1
            else None
        )
    found = remarks.remark(t, i)
    text = t.words(i, i + 1) if found and found[0] == "remark-as-ruled" else None
    return (_REMARK, text, found[1], found[0]) if found else None


def named(t: Tokens, i: int) -> Taken | None:
    end = remarks.named(t, i)
    at = i + 1 if t.kinds[i] == "WITHIN" else i
    if end is None and t.kinds[at] == "DIP" and (end := remarks.campaign(t, at)) is not None:
        return _REMARK, None, end, "label"
    if end is None:
        week = remarks.week_of(t, i)
        return (_REMARK, None, week, "round") if week is not None else None
    return _REMARK, None, end, "words-in-brackets"


def spread(t: Tokens, i: int) -> Taken | None:
    found = remarks.spread(t, i)
    return (_REMARK, None, found[1], found[0]) if found else None


def shift(t: Tokens, i: int) -> Taken | None:
    found = remarks.shift(t, i)
    return (_REMARK, None, found[1], found[0]) if found else None


def each_one(t: Tokens, i: int) -> Taken | None:
    found = remarks.each_one(t, i)
    return (_REMARK, None, found[1], found[0]) if found else None


def activity(t: Tokens, i: int) -> Taken | None:
    found = work.activity(t, i)
    if found is None:
        return None
    if found[0] is not None:
        return Kind.REPORTED, found[0], found[1], "reported-period"
    if "DONE" in t.kinds[i : found[1]]:
        return _REMARK, None, found[1], "completion"
    reports = t.kinds[i] == "REPORT" or t.values[i] in _HANDED_IN
    return _REMARK, None, found[1], "reporting" if reports else "activity"


def subject(t: Tokens, i: int) -> Taken | None:
    found = work.subject(t, i)
    if found is None:
        return None
    if t.kinds[found] == ":":
        return _REMARK, None, found + 1, "subject"
    taken = activity(t, found)
    if taken is not None:
        return (*taken[:3], "subject")
    return (_REMARK, None, found, "subject") if starts_timing(t, found) else None


def other_work(t: Tokens, i: int) -> Taken | None:
    end = work.other_work(t, i)
    return (_REMARK, None, end, "unknown-work") if end is not None else None


def office_hours(t: Tokens, i: int) -> Taken | None:
    """Behind a point: "sáng", "buổi chiều" without an hour."""
    return _REMARK, None, i + 1, "part-of-day"
