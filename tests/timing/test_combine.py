"""A task's own lines together: the frequency sets the rhythm, the period its span, the duration its minutes; nothing is lost."""

from datetime import date

import pytest

from scheduler.timing.combine import read_task_timing
from scheduler.timing.grammar import Reading
from scheduler.timing.ir import Ambiguous, Continuous, Deadline, Freq, Minutes, Recurring, Several, Window, Windows


def _codes(reading: Reading) -> list[str]:
    return [one.code for one in reading.diagnostics]


def _rhythm(reading: Reading) -> Recurring:
    assert isinstance(reading.timing, Recurring), reading
    return reading.timing


def test_frequency_over_the_year() -> None:
    made = _rhythm(read_task_timing("Thường xuyên trong năm", "01 số/tháng (12 số/năm)", None, 2026))
    assert (made.freq, made.count, made.per_year_total, made.start, made.end) == (
        Freq.MONTHLY,
        1,
        12,
        date(2026, 1, 1),
        date(2026, 12, 31),
    )


def test_frequency_over_a_named_stretch() -> None:
    made = _rhythm(read_task_timing("Từ tháng 3 đến tháng 10/2026", "02 tin/tuần", "05 phút/tin", 2026))
    assert (made.freq, made.count, made.minutes, made.start, made.end) == (
        Freq.WEEKLY,
        2,
        Minutes(5, 5),
        date(2026, 3, 1),
        date(2026, 10, 31),
    )


@pytest.mark.parametrize(
    ("duration", "minutes"),
    [("05 phút/chuyên mục", Minutes(5, 5)), ("10-15 phút", Minutes(10, 15)), ("từ 10 đến 15 phút.", Minutes(10, 15))],
)
def test_duration(duration: str, minutes: Minutes) -> None:
    assert _rhythm(read_task_timing(None, "01 chuyên mục/tuần", duration, 2026)).minutes == minutes


@pytest.mark.parametrize(
    ("frequency", "told"),
    [
        ("05 tin, bài/tháng (khoảng 50 tin, bài/năm)", True),
        ("05 tin, bài/tháng (khoảng 58 tin, bài/năm)", False),
        ("01 số/tháng (12 kỳ/năm)", False),
        ("01 số/tháng (10 kỳ/năm)", True),
        ("01 số/tuần (52 số/năm)", False),
        ("02 đợt/tháng (18 đợt/năm)", True),
    ],
)
def test_a_total_that_contradicts_is_told_and_both_are_kept(frequency: str, told: bool) -> None:
    reading = read_task_timing("Thường xuyên trong năm", frequency, None, 2026)
    assert ("total-contradicts" in _codes(reading)) is told
    assert _rhythm(reading).per_year_total is not None


def test_a_place_behind_the_rhythm_is_named_and_passed_over() -> None:
    reading = read_task_timing(
        "Thường xuyên trong năm",
        "Mỗi tháng 01 chương trình (10-15 phút), phát trên sóng truyền thanh cấp xã",
        "10-15 phút",
        2026,
    )
    assert (_rhythm(reading).count, _rhythm(reading).minutes, _rhythm(reading).item) == (
        1,
        Minutes(10, 15),
        "chương trình",
    )
    assert "place" in [piece.rule for piece in reading.pieces]


def test_period_line_alone_and_nothing_at_all() -> None:
    assert isinstance(read_task_timing("Quý II/2026", None, "", 2026).timing, Window)
    assert isinstance(read_task_timing("Thường xuyên", "", None, 2026).timing, Continuous)
    assert read_task_timing(None, None, None, 2026).timing is None
    assert _codes(read_task_timing(" ", None, None, 2026)) == ["empty"]


def test_lines_that_do_not_go_together_are_asked_about() -> None:
    reading = read_task_timing("Theo kế hoạch kiểm tra", "02 lần/năm", None, 2026)
    assert isinstance(reading.timing, Ambiguous) and "frequency-and-period" in _codes(reading)


def test_what_is_not_understood_in_either_line_makes_no_date() -> None:
    for timing, frequency in (("Xyz xyz", "02 lần/năm"), ("Thường xuyên", "xyz xyz")):
        reading = read_task_timing(timing, frequency, None, 2026)
        assert reading.timing is None and "not-understood" in _codes(reading)


def test_a_duration_that_is_not_understood_or_differs_is_told() -> None:
    assert "duration-not-understood" in _codes(read_task_timing(None, "01 số/tháng", "ngắn", 2026))
    assert "durations-differ" in _codes(read_task_timing(None, "01 số/tháng (15 phút)", "05 phút", 2026))


@pytest.mark.parametrize(
    ("timing", "frequency", "count", "monthday"),
    [
        ("Hằng tháng", "Tối thiểu 04 tin, bài/tháng", 4, None),
        ("Ngày 25 hằng tháng", "04 tin, bài/tháng", 4, 25),
        ("02 số/tháng", "Hằng tháng", 2, None),
        ("Hằng năm", "01 số/tháng", 1, None),
    ],
)
def test_a_count_and_a_turn_in_two_lines_are_one_rhythm(
    timing: str, frequency: str, count: int, monthday: int | None
) -> None:
    reading = read_task_timing(timing, frequency, None, 2026)
    made = _rhythm(reading)
    assert (made.freq, made.count, made.due.monthday if made.due else None) == (Freq.MONTHLY, count, monthday)
    assert "frequency-and-period" not in _codes(reading)


@pytest.mark.parametrize(
    ("timing", "frequency"),
    [("Hằng quý", "04 tin/tháng"), ("02 số/tháng", "03 số/tháng"), ("ngày 5 hằng tháng", "ngày 9 hằng tháng")],
)
def test_two_rhythms_that_differ_are_asked_about(timing: str, frequency: str) -> None:
    reading = read_task_timing(timing, frequency, None, 2026)
    assert isinstance(reading.timing, Ambiguous) and "frequency-and-period" in _codes(reading)


@pytest.mark.parametrize(
    ("timing", "frequency", "days"),
    [
        ("Tháng 6, tháng 12", "02 lần/năm", 2),
        ("Quý I, Quý III", "02 đợt/năm", 2),
        ("Tháng 3, 6, 9, 12", "Hằng quý", 4),
        ("Ngày 15/6 và ngày 15/12", "06 tháng/lần", 2),
        ("Trước ngày 15/6", "01 lần/năm", 1),
    ],
)
def test_as_many_days_as_the_rhythm_asks_for_are_its_days(timing: str, frequency: str, days: int) -> None:
    reading = read_task_timing(timing, frequency, None, 2026)
    match reading.timing:
        case Windows(windows):
            assert len(windows) == days
        case Several(items):
            assert len(items) == days
        case other:
            assert isinstance(other, Deadline) and days == 1
    assert "frequency-and-period" not in _codes(reading)


@pytest.mark.parametrize(
    ("timing", "frequency"),
    [
        ("Tháng 6, tháng 12", "03 lần/năm"),
        ("Tháng 3, 4, 6, 12", "01 lần/quý"),
        ("Trước ngày 15/6", "02 lần/năm"),
        ("Tháng 1/2026, tháng 1/2027", "02 lần/năm"),
    ],
)
def test_more_or_fewer_days_than_the_rhythm_asks_for_are_asked_about(timing: str, frequency: str) -> None:
    reading = read_task_timing(timing, frequency, None, 2026)
    assert isinstance(reading.timing, Ambiguous) and "frequency-and-period" in _codes(reading)
