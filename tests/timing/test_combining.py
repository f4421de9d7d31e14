"""The rules combine: any rhythm with any bound and any due day of its period, joined in any of the ways that offices write."""

from hypothesis import given
from hypothesis import strategies as st

from scheduler.timing.grammar import parse
from scheduler.timing.ir import Anchor, DueDay, Freq, Recurring

YEAR = 2026
RHYTHMS = {
    Freq.MONTHLY: [
        "hằng tháng",
        "định kỳ hàng tháng",
        "mỗi tháng",
        "báo cáo tháng",
        "01 lần/tháng",
        "mỗi tháng 01 lần",
    ],
    Freq.QUARTERLY: ["hằng quý", "định kỳ hàng quý", "mỗi quý", "báo cáo quý", "01 lần/quý", "3 tháng một lần"],
    Freq.HALF_YEARLY: ["6 tháng một lần", "định kỳ 06 tháng", "6 tháng/lần", "báo cáo 6 tháng", "01 lần/06 tháng"],
    Freq.YEARLY: ["hằng năm", "định kỳ hàng năm", "mỗi năm", "báo cáo năm", "01 lần/năm", "mỗi năm 01 lần"],
}
DUES = {
    Freq.MONTHLY: {
        "ngày 15": DueDay(15),
        "ngày 05 tháng sau": DueDay(5, month_offset=1),
        "ngày 05 của tháng tiếp theo": DueDay(5, month_offset=1),
        "ngày 20 của tháng": DueDay(20),
        "ngày 25 tháng báo cáo": DueDay(25),
    },
    Freq.QUARTERLY: {
        "ngày 15 tháng cuối quý": DueDay(15, anchor=Anchor.LAST),
        "ngày 15 của tháng cuối cùng của quý": DueDay(15, anchor=Anchor.LAST),
        "ngày 10 tháng đầu quý sau": DueDay(10, month_offset=1),
        "ngày 05 của tháng đầu quý": DueDay(5, anchor=Anchor.FIRST),
    },
    Freq.HALF_YEARLY: {
        "ngày 15 của tháng cuối kỳ": DueDay(15, anchor=Anchor.LAST),
        "ngày 10 tháng đầu kỳ sau": DueDay(10, month_offset=1),
    },
    Freq.YEARLY: {
        "ngày 15/12": DueDay(15, month=12),
        "ngày 15 tháng 12": DueDay(15, month=12),
        "15/11": DueDay(15, month=11),
        "ngày 10/01 năm sau": DueDay(10, month=1, year_offset=1),
        "ngày 10 tháng 01 của năm tiếp theo": DueDay(10, month=1, year_offset=1),
    },
}
STRICT = ["trước", "gửi trước", "hoàn thành trước", "chậm nhất trước"]
PLAIN = ["chậm nhất", "chậm nhất là", "muộn nhất vào", "không quá", "vào", ""]
JOINED = ["{rhythm}, {due}", "{rhythm} ({due})", "{rhythm} {due}", "{rhythm}: {due}", "{rhythm} - {due}"]


@st.composite
def phrases(draw: st.DrawFn) -> tuple[str, Freq, DueDay]:
    freq = draw(st.sampled_from(list(RHYTHMS)))
    said, due = draw(st.sampled_from(list(DUES[freq].items())))
    bound = draw(st.sampled_from(STRICT + PLAIN))
    if bound in STRICT:
        due = due._replace(monthday=(due.monthday or 0) - 1, strict=True)
    phrase = draw(st.sampled_from(JOINED)).format(
        rhythm=draw(st.sampled_from(RHYTHMS[freq])), due=f"{bound} {said}".strip()
    )
    return phrase, freq, due


@given(phrases())
def test_a_rhythm_with_its_due_day(made: tuple[str, Freq, DueDay]) -> None:
    phrase, freq, due = made
    timing = parse(phrase, YEAR).timing
    assert isinstance(timing, Recurring), phrase
    assert (timing.freq, timing.due, timing.count) == (freq, due, 1), phrase
