"""The canonical Vietnamese sentence of a timing, as a careful clerk would write it; parse(sentence(t)) == t."""

from datetime import date, time, timedelta
from typing import assert_never

from scheduler.timing.explain_rhythm import rhythm_sentence
from scheduler.timing.ir import (
    Ambiguous,
    Continuous,
    Deadline,
    NoTiming,
    PeriodRule,
    Recurring,
    Relative,
    Several,
    Timing,
    Triggered,
    Window,
    Windows,
)
from scheduler.timing.naming import day, hour, span_name

_ONE = timedelta(days=1)


def sentence(timing: Timing, year: int) -> str:
    """The sentence for a timing; `year` is the plan's, which a rhythm over that year does not repeat."""
    text = _plain(timing, year)
    first = timing.items[0] if isinstance(timing, Several) else timing
    return text if isinstance(first, Triggered) else text[:1].upper() + text[1:]


def _plain(timing: Timing, year: int) -> str:
    match timing:
        case Continuous():
            return _continuous(timing)
        case Window():
            return _window(timing)
        case Windows():
            return _windows(timing)
        case Deadline():
            return _deadline(timing.due, timing.at, timing)
        case Recurring():
            return rhythm_sentence(timing, year)
        case Relative():
            return _relative(timing)
        case Triggered():
            return timing.event
        case PeriodRule():
            return _data(timing)
        case Several():
            return "; ".join(_plain(one, year) for one in timing.items)
        case Ambiguous():
            return _question(timing, year)
        case NoTiming():
            return "không nêu thời gian"
        case _:
            assert_never(timing)


def _question(timing: Ambiguous, year: int) -> str:
    if not timing.readings:
        return "chưa rõ thời gian"
    return "chưa rõ, có thể là: " + "; hoặc: ".join(_plain(one, year) for one in timing.readings)


def _continuous(timing: Continuous) -> str:
    start, end = timing.start, timing.end
    if start is None and end is None:
        return "thường xuyên, trong suốt quá trình thực hiện"
    if end is None:
        return f"từ ngày {day(start)} trở đi" if start else ""
    if start is None:
        return f"thường xuyên, từ nay đến hết ngày {day(end)}"
    if timing.once:
        return f"trong {_year_name(start, end)}"
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return (
            f"thường xuyên trong năm {start.year}"
            if start.year == end.year
            else f"từ năm {start.year} đến hết năm {end.year}"
        )
    return f"thường xuyên, từ ngày {day(start)} đến hết ngày {day(end)}"


def _year_name(start: date, end: date) -> str:
    return f"năm {start.year}" if start.year == end.year else f"năm học {start.year} - {end.year}"


def _window(timing: Window) -> str:
    if timing.start is None:
        return f"từ nay đến hết ngày {day(timing.end)}"
    name = span_name(timing.start, timing.end)
    if name is None:
        return f"từ ngày {day(timing.start)} đến hết ngày {day(timing.end)}"
    return f"hoàn thành trong {name}" if name.startswith("năm") else f"trong {name}"


def _windows(timing: Windows) -> str:
    names = [span_name(one.start, one.end) if one.start else None for one in timing.windows]
    kinds = {name.split()[0] for name in names if name and "," not in name and "đầu" not in name and "cuối" not in name}
    ordered = all(
        a.end < b.end and a.start is not None for a, b in zip(timing.windows, timing.windows[1:], strict=False)
    )
    if (
        None in names
        or len(kinds) != 1
        or not kinds <= {"quý", "tháng"}
        or any("," in (name or "") or "đầu" in (name or "") for name in names)
    ):
        return "; ".join(_window(one) for one in timing.windows)
    known = [name for name in names if name]
    return ", ".join(known[:-1]) + " và " + known[-1] if ordered else "; ".join(_window(one) for one in timing.windows)


def _deadline(due: date, at: time | None, timing: Deadline) -> str:
    if timing.strict:
        return f"trước ngày {day(due + _ONE)}"
    if at is not None:
        return f"chậm nhất {hour(at)} ngày {day(due)}"
    return f"chậm nhất ngày {day(due)}"


def _relative(timing: Relative) -> str:
    unit = "ngày làm việc" if timing.working_days else "ngày"
    count = f"{abs(timing.days):02d} {unit}"
    if not timing.after:
        return f"trong thời hạn {count}"
    named = timing.after.lower().startswith("ngày")
    if timing.days < 0:
        return f"chậm nhất {count} {'trước' if named else 'trước khi'} {timing.after}"
    return f"trong thời hạn {count} {'kể từ' if named else 'sau khi'} {timing.after}"


_DATA = {
    "weekly": "tuần",
    "monthly": "tháng",
    "quarterly": "quý",
    "half-yearly": "6 tháng",
    "yearly": "năm",
    "daily": "ngày",
}


def _data(timing: PeriodRule) -> str:
    kind = f"báo cáo {_DATA[timing.freq.value]} " if timing.freq else ""
    return f"số liệu {kind}tính từ {timing.start} đến {timing.end}"
