"""Writes the corpus beside it: our own phrases over every cell of the language's table, each with its meaning.

The meanings are reckoned here by hand rules; nothing of the parser is used. Run it as a script after a change.
"""

import json
from calendar import monthrange
from collections.abc import Iterator
from pathlib import Path

Row = tuple[str, dict[str, object], str]
HERE = Path(__file__).parent
YEAR = 2026
ROMAN = ("", "I", "II", "III", "IV")


def iso(year: int, month: int, day: int) -> str:
    return f"{year:04d}-{month:02d}-{day:02d}"


def last(year: int, month: int) -> int:
    return monthrange(year, month)[1]


def months(first: int, end: int, year: int = YEAR) -> dict[str, str]:
    return {"from": iso(year, first, 1), "to": iso(year, end, last(year, end))}


def window(first: int, end: int, year: int = YEAR) -> dict[str, object]:
    return {"type": "window", **months(first, end, year)}


def deadline(month: int, day: int, year: int = YEAR, **facts: object) -> dict[str, object]:
    return {"type": "deadline", "due": iso(year, month, day), **facts}


def recurring(freq: str, **facts: object) -> dict[str, object]:
    return {"type": "recurring", "freq": freq, "from": f"{YEAR}-01-01", "to": f"{YEAR}-12-31", **facts}


def several(*items: dict[str, object]) -> dict[str, object]:
    return {"type": "several", "items": list(items)}


def spans() -> Iterator[Row]:
    for number in range(1, 5):
        meant = window(3 * number - 2, 3 * number)
        for form in (
            "Quý {r}/2026",
            "quý {n} năm 2026",
            "trong quý {r} năm 2026",
            "Hoàn thành trong quý {r}/2026",
            "Quí {r}-2026",
            "quý {r}",
            "Xong trong quý {n}/2026",
        ):
            yield "span/quarter", meant, form.format(r=ROMAN[number], n=number)
    for number in (1, 2, 5, 10, 12):
        meant = window(number, number)
        for form in (
            "Tháng {n}/2026",
            "tháng {n:02d} năm 2026",
            "trong tháng {n}",
            "dự kiến tháng {n:02d}/2026",
            "hoàn thành trong tháng {n} năm 2026",
        ):
            yield "span/month", meant, form.format(n=number)
    for word, number in (("một", 1), ("thứ hai", 2), ("ba", 3), ("đầu tiên", 1), ("thứ nhất", 1)):
        if word != "thứ hai":
            yield "span/quarter-word", window(3 * number - 2, 3 * number), f"quý {word} năm 2026"
    yield "span/half", window(1, 6), "6 tháng đầu năm 2026"
    yield "span/half", window(7, 12), "06 tháng cuối năm 2026"
    yield "span/months", window(1, 9), "9 tháng đầu năm 2026"
    yield "span/year", window(1, 12), "Năm 2026"
    yield "span/year", window(1, 12), "hoàn thành trong năm 2026"
    for first, end in ((1, 2), (2, 3), (3, 4), (1, 4)):
        meant = window(3 * first - 2, 3 * end)
        for form in (
            "Quý {a} - {b}/2026",
            "quý {a} đến quý {b} năm 2026",
            "từ quý {a} đến hết quý {b} năm 2026",
            "Quý {a}–{b}/2026",
        ):
            yield "span/quarters-range", meant, form.format(a=ROMAN[first], b=ROMAN[end])
        if end == first + 1:
            yield "span/quarters-within", meant, f"Trong quý {ROMAN[first]}, {ROMAN[end]} năm 2026"
            yield "span/quarters-within", meant, f"trong quý {ROMAN[first]} và quý {ROMAN[end]}/2026"
    for first, end in ((3, 5), (4, 10), (11, 12)):
        for form in (
            "Từ tháng {a} đến tháng {b}/2026",
            "tháng {a} - {b}/2026",
            "từ tháng {a} đến hết tháng {b} năm 2026",
            "Tháng {a:02d}-{b:02d}/2026",
        ):
            yield "span/months-range", window(first, end), form.format(a=first, b=end)
    yield (
        "span/turn-of-year",
        {"type": "window", "from": "2026-11-01", "to": "2027-02-28"},
        "Từ tháng 11/2026 đến tháng 02/2027",
    )
    yield "span/turn-of-year", {"type": "window", "from": "2026-10-01", "to": "2027-03-31"}, "quý IV/2026 - quý I/2027"
    yield (
        "span/days-range",
        {"type": "window", "from": "2026-07-10", "to": "2026-07-20"},
        "từ ngày 10 đến ngày 20/7/2026",
    )
    yield "span/days-range", {"type": "window", "from": "2026-07-10", "to": "2026-07-20"}, "ngày 10 - 20/7/2026"
    yield "span/days-range", {"type": "window", "from": "2026-07-10", "to": "2026-08-05"}, "từ 10/7 đến hết 05/8/2026"
    yield (
        "span/until-before",
        {"type": "window", "from": "2026-07-10", "to": "2026-07-19"},
        "từ ngày 10/7/2026 đến trước ngày 20/7/2026",
    )
    yield "span/from-now", {"type": "window", "from": None, "to": "2026-09-30"}, "Từ nay đến hết ngày 30/9/2026"
    yield "span/from-now", {"type": "window", "from": None, "to": "2026-09-30"}, "từ nay đến hết quý III năm 2026"
    yield "span/week", {"type": "window", "from": "2026-06-08", "to": "2026-06-14"}, "Tuần 2 tháng 6 năm 2026"
    yield "span/week", {"type": "window", "from": "2026-06-24", "to": "2026-06-30"}, "tuần cuối tháng 6/2026"
    yield "span/third", {"type": "window", "from": "2026-06-11", "to": "2026-06-20"}, "trung tuần tháng 6/2026"
    yield "span/third", {"type": "window", "from": "2026-06-21", "to": "2026-06-30"}, "hạ tuần tháng 6"
    yield "span/some-days", {"type": "window", "from": "2026-06-01", "to": "2026-06-10"}, "10 ngày đầu tháng 6/2026"
    yield "span/school-year", {"type": "window", "from": "2026-09-01", "to": "2027-05-31"}, "Năm học 2026 - 2027"
    yield "span/year-narrowed", window(4, 6), "năm 2026 (quý II)"


def lists() -> Iterator[Row]:
    def windows(*pairs: tuple[int, int]) -> dict[str, object]:
        return {"type": "windows", "windows": [months(a, b) for a, b in pairs]}

    yield "list/quarters", windows((4, 6), (10, 12)), "Quý II và quý IV năm 2026"
    yield "list/quarters", windows((4, 6), (10, 12)), "quý II, IV/2026"
    yield "list/quarters", windows((4, 6), (10, 12)), "trong quý II và quý IV/2026"
    yield "list/quarters", windows((1, 3), (4, 6), (7, 9), (10, 12)), "các quý I, II, III, IV năm 2026"
    yield "list/months", windows((3, 3), (6, 6), (9, 9)), "tháng 3, 6 và 9 năm 2026"
    yield "list/months", windows((4, 4), (8, 8)), "Tháng 4 và tháng 8/2026"
    yield "list/rest", windows((4, 6), (7, 9), (10, 12)), "Quý II và các quý còn lại"
    yield (
        "list/deadlines",
        several(deadline(6, 29, strict=True), deadline(11, 14, strict=True)),
        "đợt 1: trước 30/6; đợt 2: trước 15/11",
    )
    yield (
        "list/deadlines",
        several(deadline(9, 29, strict=True), deadline(10, 14, strict=True)),
        "Hoàn thành trước 30/9/2026, báo cáo kết quả trước 15/10/2026",
    )


def deadlines() -> Iterator[Row]:
    dates = (
        "15/12/2026",
        "15/12",
        "ngày 15/12/2026",
        "ngày 15 tháng 12 năm 2026",
        "ngày 15-12-2026",
        "ngày 15 tháng 12",
    )
    for said in dates:
        for word in ("Trước", "xong trước", "hoàn thành trước", "chậm nhất trước", "đến trước"):
            yield "deadline/before", deadline(12, 14, strict=True), f"{word} {said}"
        for word in ("Chậm nhất", "chậm nhất là", "muộn nhất vào", "đến hết", "không quá", "hạn cuối", "Đến"):
            yield "deadline/by", deadline(12, 15), f"{word} {said}"
    yield "deadline/first-of-month", deadline(5, 31, strict=True), "trước ngày 01/6/2026"
    yield "deadline/new-year", deadline(12, 31, 2025, strict=True), "trước ngày 01 tháng 01 năm 2026"
    yield "deadline/before-span", deadline(3, 31, strict=True), "trước quý II/2026"
    yield "deadline/before-span", deadline(5, 31, strict=True), "Hoàn thành trước tháng 6/2026"
    yield "deadline/before-span", deadline(12, 31, 2025, strict=True), "trước năm 2026"
    yield "deadline/by-span", deadline(6, 30), "chậm nhất trong quý II/2026"
    yield "deadline/by-span", deadline(9, 30), "đến hết quý III năm 2026"
    yield "deadline/by-span", deadline(12, 31), "đến cuối năm 2026"
    yield "deadline/by-span", deadline(12, 31, 2030), "đến năm 2030"
    for hour in ("17 giờ 00", "17h00", "17h00’", "17:00", "17 giờ", "17h"):
        yield "deadline/hour", deadline(6, 30, time="17:00"), f"trước {hour} ngày 30/6/2026"
    yield "deadline/hour", deadline(6, 30, time="07:30"), "7 giờ 30, ngày 30 tháng 6 năm 2026"
    yield "deadline/day", deadline(6, 30), "trong ngày 30/6/2026"
    yield "deadline/planned", deadline(6, 30), "Dự kiến ngày 30/6/2026"
    for said in ("trước ngày 24/7/2026", "trước 24/7", "Trước ngày 24 / 7", "trước 24/7 năm 2026"):
        yield "deadline/24-7", deadline(7, 23, strict=True), said
    yield "deadline/24-7", deadline(7, 24), "24/7/2026"
    yield "deadline/lunar", deadline(9, 25), "15/8 âm lịch"
    yield "deadline/lunar", deadline(9, 25), "rằm tháng 8"


PERIODS = (("ngày", "daily"), ("tuần", "weekly"), ("tháng", "monthly"), ("quý", "quarterly"), ("năm", "yearly"))


def rhythms() -> Iterator[Row]:
    for word, freq in PERIODS:
        for form in (
            "hằng {w}",
            "Hàng {w}",
            "định kỳ hằng {w}",
            "mỗi {w} 01 lần",
            "01 lần/{w}",
            "ít nhất 01 lần/{w}",
            "mỗi {w} ít nhất 1 lần",
            "1 lần mỗi {w}",
        ):
            yield "rhythm/plain", recurring(freq), form.format(w=word)
        for form in (
            "02 lần/{w}",
            "tối thiểu 02 lần/{w}",
            "mỗi {w} 2 lần",
            "02 kỳ/{w}",
            "02 tin, bài/{w}",
            "hai lần một {w}",
        ):
            yield "rhythm/count", recurring(freq, count=2), form.format(w=word)
    for form in (
        "6 tháng một lần",
        "06 tháng/lần",
        "sáu tháng một lần",
        "Định kỳ 6 tháng",
        "01 lần/6 tháng",
        "báo cáo 06 tháng",
    ):
        yield "rhythm/half-year", recurring("half-yearly"), form
    yield "rhythm/every", recurring("quarterly"), "3 tháng/lần"
    yield "rhythm/every", recurring("weekly", every=2), "2 tuần một lần"
    yield "rhythm/every", recurring("yearly", every=5), "5 năm một lần"
    yield "rhythm/every", recurring("monthly", every=2), "2 tháng/lần"
    yield "rhythm/total", recurring("monthly", per_year_total=12), "01 số/tháng (12 số/năm)"
    yield "rhythm/total", recurring("weekly", count=2, per_year_total=104), "02 tin/tuần (khoảng 104 tin/năm)"
    yield "rhythm/minutes", recurring("monthly", duration_min=15), "01 chuyên mục/tháng, thời lượng 15 phút"
    yield (
        "rhythm/minutes",
        recurring("weekly", count=2, duration_min=10, duration_max=15),
        "02 chương trình/tuần (10 - 15 phút)",
    )
    yield (
        "rhythm/minutes",
        recurring("monthly", count=2, duration_min=10, duration_max=15),
        "02 chuyên mục/tháng; thời lượng từ 10 đến 15 phút/chuyên mục",
    )
    yield "rhythm/per-unit", recurring("quarterly"), "01 bài/quý/đơn vị"
    yield (
        "rhythm/bounded",
        {**recurring("monthly"), "from": "2026-03-01", "to": "2026-10-31"},
        "hằng tháng, từ tháng 3 đến tháng 10 năm 2026",
    )
    yield (
        "rhythm/bounded",
        {**recurring("yearly", count=2), "from": "2026-01-01", "to": "2028-12-31"},
        "02 lần/năm, giai đoạn 2026 - 2028",
    )
    yield (
        "rhythm/list",
        several(recurring("quarterly"), recurring("half-yearly"), recurring("yearly")),
        "quý, 6 tháng, năm",
    )
    yield (
        "rhythm/list",
        several(recurring("monthly"), recurring("quarterly"), recurring("yearly")),
        "Báo cáo tháng, quý, năm",
    )
    yield "rhythm/list", several(recurring("weekly"), recurring("monthly")), "Hằng tuần, tháng"
    yield "rhythm/list", several(recurring("half-yearly"), recurring("yearly")), "06 tháng và năm"


def due_days() -> Iterator[Row]:
    for bound, day, strict in (("trước", 14, True), ("chậm nhất", 15, False), ("vào", 15, False)):
        more = {"strict": True} if strict else {}
        monthly = recurring("monthly", due={"monthday": day, **more})
        for form in (
            "{b} ngày 15 hằng tháng",
            "hằng tháng, {b} ngày 15",
            "định kỳ hàng tháng ({b} ngày 15)",
            "{b} ngày 15 của tháng báo cáo",
        ):
            yield "due/monthly", monthly, form.format(b=bound)
        quarterly = recurring("quarterly", due={"monthday": day, "last_month_of_period": True, **more})
        for form in (
            "{b} ngày 15 tháng cuối quý",
            "hằng quý, {b} ngày 15 của tháng cuối quý",
            "{b} ngày 15 của tháng cuối cùng hằng quý",
            "hàng quý ({b} ngày 15 tháng cuối của quý)",
        ):
            yield "due/last-month", quarterly, form.format(b=bound)
        after = recurring("quarterly", due={"monthday": day, "month_offset": 1, **more})
        for form in (
            "{b} ngày 15 của tháng đầu quý sau",
            "hằng quý, {b} ngày 15 của tháng tiếp theo",
            "{b} ngày 15 tháng đầu tiên của quý tiếp theo",
        ):
            yield "due/next-quarter", after, form.format(b=bound)
        following = recurring("monthly", due={"monthday": day, "month_offset": 1, **more})
        for form in (
            "{b} ngày 15 của tháng sau",
            "hằng tháng, {b} ngày 15 của tháng kế tiếp",
            "{b} ngày 15 tháng tiếp theo sau tháng báo cáo",
        ):
            yield "due/next-month", following, form.format(b=bound)
        yearly = recurring("yearly", due={"month": 6, "monthday": day, **more})
        for form in (
            "{b} ngày 15/6 hằng năm",
            "hằng năm, {b} ngày 15 tháng 6",
            "định kỳ hàng năm ({b} ngày 15/6)",
            "{b} ngày 15 tháng 6 của năm báo cáo",
        ):
            yield "due/yearly", yearly, form.format(b=bound)
        shifted = recurring("yearly", due={"month": 1, "monthday": day, "year_offset": 1, **more})
        for form in (
            "{b} ngày 15/01 năm sau",
            "{b} ngày 15 tháng 01 của năm tiếp theo",
            "{b} ngày 15/01 năm sau năm báo cáo",
        ):
            yield "due/next-year", shifted, form.format(b=bound)
    for name, code in (
        ("thứ Hai", "MO"),
        ("thứ ba", "TU"),
        ("thứ 4", "WE"),
        ("Thứ Năm", "TH"),
        ("thứ 6", "FR"),
        ("thứ Bảy", "SA"),
        ("Chủ nhật", "SU"),
    ):
        yield "due/weekday", recurring("weekly", due={"weekday": code}), f"{name} hằng tuần"
        yield (
            "due/weekday-hour",
            recurring("weekly", due={"weekday": code}, time="16:00"),
            f"trước 16h00 {name} hàng tuần",
        )
        yield (
            "due/weekday-hour",
            recurring("weekly", due={"weekday": code}, time="17:30"),
            f"17 giờ 30 ngày {name} hằng tuần",
        )
    yield "due/last-day", recurring("monthly", due={"monthday": -1}), "ngày cuối cùng của tháng"
    yield "due/last-workday", recurring("monthly", due={"last_workday": True}), "ngày làm việc cuối cùng của tháng"
    yield (
        "due/last-workday",
        recurring("yearly", due={"last_workday": True, "month": 3}),
        "chậm nhất ngày làm việc cuối cùng của tháng 3 hằng năm",
    )
    yield "due/from-day", recurring("monthly", due={"from_monthday": 15}), "từ ngày 15 hằng tháng"
    yield (
        "due/from-to-day",
        recurring("monthly", due={"from_monthday": 15, "monthday": 20}),
        "từ ngày 15 đến ngày 20 hằng tháng",
    )
    yield (
        "due/after-end",
        recurring("quarterly", due={"after_period_days": 10}),
        "trong 10 ngày kể từ ngày kết thúc quý",
    )
    yield (
        "due/after-end",
        recurring("yearly", due={"after_period_days": 60}),
        "chậm nhất 60 ngày sau khi kết thúc năm tài chính",
    )
    yield (
        "due/after-end",
        recurring("monthly", due={"after_period_days": 5, "working_days": True}),
        "05 ngày làm việc kể từ ngày kết thúc tháng",
    )
    yield (
        "due/two-days",
        several(recurring("monthly", due={"monthday": 10}), recurring("monthly", due={"monthday": 25})),
        "ngày 10 và 25 hằng tháng",
    )
    two = several(*(recurring("yearly", due={"month": m, "monthday": 14, "strict": True}) for m in (6, 12)))
    for form in (
        "trước ngày 15/6 và 15/12 hằng năm",
        "6 tháng (trước ngày 15/6), năm (trước ngày 15/12)",
        "định kỳ 06 tháng (trước ngày 15/6) và hằng năm (trước ngày 15/12)",
        "trước ngày 15 các tháng 6, 12 hằng năm",
        "Báo cáo 6 tháng trước ngày 15/6; báo cáo năm trước ngày 15/12",
        "6 tháng, năm (trước ngày 15/6, 15/12)",
        "Báo cáo 6 tháng, năm trước ngày 15/6 và 15/12 hằng năm",
        "trước ngày 15 tháng 6 đối với báo cáo 6 tháng; trước ngày 15 tháng 12 đối với báo cáo năm",
    ):
        yield "due/half-year-and-year", two, form
    for at in ("lúc 5h00 và 17h00 hằng ngày", "02 lần/ngày (5h00 và 17h00)", "hằng ngày, lúc 05 giờ 00 và 17 giờ 00"):
        yield "due/hours", several(recurring("daily", time="05:00"), recurring("daily", time="17:00")), at


def seasons() -> Iterator[Row]:
    def season(a: str, b: str) -> dict[str, object]:
        return recurring("yearly", window={"from": a, "to": b})

    for form in ("Quý II hằng năm", "hằng năm, quý II", "vào quý II hàng năm", "01 lần/năm (quý II)"):
        yield "season/quarter", season("04-01", "06-30"), form
    for form in ("Tháng 11 hằng năm", "hàng năm vào tháng 11", "01 lần/năm, tháng 11"):
        yield "season/month", season("11-01", "11-30"), form
    for form in (
        "từ ngày 01/9 đến hết ngày 14/9 hằng năm",
        "hằng năm, từ ngày 01/9 đến ngày 14/9",
        "01/9 - 14/9 hằng năm",
    ):
        yield "season/days", season("09-01", "09-14"), form
    yield "season/months", season("03-01", "10-31"), "từ tháng 3 đến tháng 10 hằng năm"
    yield "season/two", several(season("06-01", "06-30"), season("12-01", "12-31")), "02 lần/năm (tháng 6 và tháng 12)"
    yield "season/occasion", recurring("yearly", due={"month": 11, "monthday": 9}), "Ngày Pháp luật Việt Nam 09/11"
    yield "season/occasion", recurring("yearly", due={"month": 9, "monthday": 2}), "dịp Quốc khánh 02/9"
    yield "season/occasion", season("04-30", "05-01"), "dịp lễ 30/4 - 01/5"


def continuous() -> Iterator[Row]:
    year = {"type": "continuous", "from": "2026-01-01", "to": "2026-12-31"}
    for form in (
        "Thường xuyên",
        "thường xuyên trong năm",
        "Thường xuyên, liên tục",
        "liên tục trong năm",
        "Thường xuyên trong năm 2026",
        "suốt năm",
        "cả năm",
        "Thường xuyên, hằng năm",
        "Triển khai thường xuyên",
        "thường xuyên theo quy định",
        "Thường xuyên (theo kế hoạch)",
    ):
        yield "continuous/year", year, form
    for form in ("Trong năm 2026", "trong năm"):
        yield "continuous/once", {**year, "once": True}, form
    open_end = {"type": "continuous", "from": "2026-07-01", "to": None}
    for form in (
        "Từ ngày 01/7/2026",
        "từ tháng 7/2026",
        "kể từ ngày 01 tháng 7 năm 2026 trở đi",
        "Thường xuyên từ tháng 7/2026",
        "Quý III năm 2026 và các năm tiếp theo",
        "từ ngày 01/7/2026 đến khi hoàn thành nhiệm vụ",
    ):
        yield "continuous/open", open_end, form
    for form in (
        "giai đoạn 2026 - 2030",
        "Từ năm 2026 đến năm 2030",
        "Thường xuyên giai đoạn 2026-2030",
        "từ năm 2026 - 2030",
    ):
        yield "continuous/years", {"type": "continuous", "from": "2026-01-01", "to": "2030-12-31"}, form
    yield "continuous/after", {"type": "continuous", "from": "2026-12-21", "to": None}, "sau ngày 20/12/2026"


def events() -> Iterator[Row]:
    for text in (
        "khi có yêu cầu",
        "Theo kế hoạch kiểm tra",
        "sau khi được phê duyệt",
        "ngay sau khi kế hoạch được ban hành",
        "Khi có hướng dẫn của cấp trên",
        "đột xuất",
        "đột xuất theo yêu cầu",
        "theo chỉ đạo của Ủy ban nhân dân tỉnh",
        "kịp thời",
        "trước, trong và sau đại hội",
        "lồng ghép vào báo cáo định kỳ",
        "dịp Tết Nguyên đán",
        "Theo tiến độ",
        "giữa kỳ",
        "sau hội nghị tổng kết",
        "Theo Kế hoạch số 12/KH-UBND ngày 15/3/2026",
    ):
        yield "event/plain", {"type": "triggered", "event": text}, text
    for head, days, working in (
        ("trong thời hạn 05 ngày làm việc kể từ", 5, True),
        ("chậm nhất 10 ngày sau", 10, False),
        ("sau 15 ngày kể từ", 15, False),
        ("trong vòng 24 giờ kể từ", 1, False),
        ("02 ngày làm việc kể từ", 2, True),
        ("trong 2 tuần kể từ", 14, False),
        ("10 ngày trước", -10, False),
    ):
        event = "ngày khai mạc hội thi"
        yield (
            "event/relative",
            {"type": "relative", "after": event, "days": days, "working_days": working},
            f"{head} {event}",
        )
    yield (
        "event/relative",
        {"type": "relative", "after": "ngày khai mạc", "days": -7, "working_days": False},
        "trước ngày khai mạc 07 ngày",
    )
    yield (
        "event/relative",
        {"type": "relative", "after": "", "days": 3, "working_days": True},
        "trong thời hạn 03 ngày làm việc",
    )
    yield "event/condition", window(6, 6), "Tháng 6/2026 (sau khi có hướng dẫn)"
    yield (
        "event/beside",
        several(recurring("quarterly"), {"type": "triggered", "event": "đột xuất khi có yêu cầu"}),
        "hằng quý và đột xuất khi có yêu cầu",
    )
    yield (
        "event/beside",
        several(
            recurring("yearly", due={"month": 12, "monthday": 14, "strict": True}),
            {"type": "triggered", "event": "khi có yêu cầu"},
        ),
        ("trước ngày 15/12 hằng năm hoặc khi có yêu cầu"),
    )
    yield (
        "event/beside",
        several(
            {"type": "continuous", "from": "2026-01-01", "to": "2026-12-31"}, {"type": "triggered", "event": "đột xuất"}
        ),
        "thường xuyên, đột xuất",
    )
    yield (
        "data/period",
        {"type": "period_rule", "freq": "monthly"},
        "tính từ ngày 15 tháng trước đến ngày 14 của tháng báo cáo",
    )
    yield (
        "data/period",
        {"type": "period_rule", "freq": "quarterly"},
        "số liệu tính từ ngày 15 của tháng cuối quý trước đến ngày 14 của tháng cuối quý báo cáo",
    )


def noise() -> Iterator[Row]:
    """Spelling, case, dashes, slips, footnotes: the same meaning."""
    second = window(4, 6)
    for said in (
        "QUÝ II/2026",
        "quý ii/2026",
        "Quý II / 2026",
        "quý II/2026.",
        "“Quý II/2026”",
        "Qúy II/2026",
        "quy II/2026",
        "quý2/2026",
        "Quý ll/2026",
        "quý II/2O26",
        "Quý II/2026 *",
        "Quý II/2026¹",
        "Quý II, 2026",
        "Quý II.2026",
        "Quý 2 - 2026",
        "Q2/2026",
        "Quý thứ hai năm 2026",
        "- Quý II/2026;",
        "Thời gian thực hiện: Quý II/2026",
        "quý II\u00a0năm\u00a02026",
        "Quý\u200b II/2026",
        "(Quý II/2026)",
        "trong  quý   II năm 2026",
    ):
        yield "noise/quarter", second, said
    before = deadline(12, 14, strict=True)
    for said in (
        "TRƯỚC NGÀY 15/12/2026",
        "truoc ngay 15/12/2026",
        "Trước ngày15/12/2026",
        "trước ngày 15 / 12 / 2026",
        "Hòan thành trước ngày 15/12/2026",
        "hoàn thành trước ngày 15.12.2026",
        "trước ngày l5/12/2026",
        "trước ngày 15/12/2O26",
        "Truớc ngày 15/12/2026",
        "trứơc ngày 15/12/2026",
        "trước ngày 15/12/2026(1)",
        "trước ngày 15 - 12 - 2026",
        "trước ngày 15-12",
        "Thời hạn hoàn thành: trước ngày 15/12/2026",
    ):
        yield "noise/deadline", before, said
    for said in ("Hằng quí", "hàng quý.", "hang quy", "HÀNG QUÝ", "Định kì hằng quý"):
        yield "noise/rhythm", recurring("quarterly"), said


def beside() -> Iterator[Row]:
    """Words that stand beside a time and leave it as it is: names, work, manners, figures said again, days of the week."""
    for said in (
        "Tháng 10/2026 (hưởng ứng Tháng Văn hóa)",
        "Tháng 10/2026 (dự kiến)",
        "Tháng 10/2026 (bản mềm gửi qua thư điện tử)",
        "Tháng 10 (hưởng ứng ngày Chuyển đổi số 10/10)",
        "Tháng 10/2026 (đợt 1)",
        "Tổ chức thực hiện trong tháng 10/2026",
        "Khoảng tháng 10/2026",
    ):
        yield "beside/month", window(10, 10), said
    before = deadline(10, 30, strict=True)
    for said in (
        "Trước ngày 31/10/2026 hoàn thành",
        "Trước ngày 31/10/2026 gửi về phòng Nội vụ",
        "Gửi báo cáo về phòng Nội vụ trước ngày 31/10/2026",
        "Trước ngày: 31/10/2026",
        "Trước ngày 31/10/2026 (thứ Bảy)",
        "Xây dựng kế hoạch trước ngày 31/10",
        "Phải xong trước 31 tháng 10",
        "Thời hạn là trước ngày 31/10/2026",
        "Trước ngày 31 (ba mươi mốt) tháng 10 (mười) năm 2026",
    ):
        yield "beside/deadline", before, said
    on = deadline(11, 20)
    for said in (
        "Thứ Sáu, ngày 20/11/2026",
        "ngày 20/11/2026 (thứ 6)",
        "Hạn cuối: 20/11/2026",
        "Hạn chót gửi báo cáo: 20/11/2026",
    ):
        yield "beside/day", on, said
    for said in ("8h00, thứ Sáu ngày 20/11/2026", "ngày 20/11/2026, 08h00", "ngày 20/11 lúc 8h"):
        yield "beside/day", deadline(11, 20, time="08:00"), said
    report = deadline(3, 24, strict=True)
    yield "beside/report", several(window(1, 3), report), "Thực hiện trong quý I, báo cáo trước ngày 25/3/2026"
    year = {"type": "continuous", "from": "2026-01-01", "to": "2026-12-31"}
    for said in (
        "Thực hiện thường xuyên",
        "Thường xuyên, kịp thời",
        "Kịp thời, thường xuyên",
        "Thường xuyên, đúng quy định",
    ):
        yield "beside/continuous", year, said
    monthly = recurring("monthly", due={"monthday": 15})
    for said in (
        "ngày 15 hằng tháng, nếu trùng ngày nghỉ thì chuyển sang ngày làm việc sau đó",
        "ngày 15 hằng tháng (nếu trùng ngày lễ thì làm vào ngày làm việc tiếp theo)",
        "ngày 15 hằng tháng (kỳ số liệu tính từ ngày 01 đến ngày 14)",
    ):
        yield "beside/day-off", monthly, said
    yield "beside/each", recurring("monthly", count=2), "mỗi tháng 2 số, mỗi số 4 trang"
    yield "beside/each", recurring("yearly", count=2), "Mỗi xã 02 lần/năm"
    yield "beside/each", recurring("daily", count=2), "Phát thanh 02 lần/ngày"


def reports() -> Iterator[Row]:
    """Periods of reports, each with its day; days counted from a date; stretches over a year and its parts."""

    def before(month: int, day: int) -> dict[str, object]:
        return recurring("yearly", due={"month": month, "monthday": day - 1, "strict": True})

    half_and_year = several(before(6, 20), before(12, 20))
    for said in (
        "6 tháng trước ngày 20/6 và cả năm trước ngày 20/12",
        "6 tháng trước ngày 20/6, năm trước ngày 20/12",
        "trước ngày 20 tháng 6 và ngày 20 tháng 12 hằng năm",
    ):
        yield "report/two", half_and_year, said
    labelled = several(deadline(3, 14, strict=True), before(6, 15), before(9, 15), before(12, 15))
    yield (
        "report/four",
        labelled,
        "Quý I trước ngày 15/3, 6 tháng trước ngày 15/6, 9 tháng trước ngày 15/9, năm trước ngày 15/12",
    )
    four = several(*(before(month, 10) for month in (3, 6, 9, 12)))
    yield "report/four", four, "trước ngày 10 tháng 3, tháng 6, tháng 9 và tháng 12 hằng năm"
    yield (
        "report/third-month",
        recurring("quarterly", due={"monthday": 20, "last_month_of_period": True}),
        "Ngày 20 tháng thứ ba của quý",
    )
    yield "report/label", deadline(3, 14, strict=True), "Quý I trước ngày 15/3"
    yield "report/label", deadline(6, 19, strict=True), "6 tháng đầu năm (trước ngày 20/6)"
    yield "report/rhythm", recurring("quarterly"), "Các quý trong năm"
    yield "report/rhythm", recurring("monthly", every=9), "9 tháng/lần"
    for said in ("06 tháng đầu năm", "6 tháng đầu năm 2026", "nửa đầu năm"):
        yield "report/half", window(1, 6), said
    yield "report/half", window(10, 12), "3 tháng cuối năm"
    two = {"type": "windows", "windows": [months(3, 4), months(9, 10)]}
    yield "report/ranges", two, "Tháng 3 - tháng 4 và tháng 9 - tháng 10/2026"
    season = recurring("yearly", window={"from": "09-01", "to": "10-31"})
    yield "report/season", season, "Trong tháng 9 và tháng 10 hằng năm"
    from_april = {"type": "window", "from": "2026-04-01", "to": "2026-09-29"}
    yield "report/run", from_april, "Triển khai từ tháng 4/2026, hoàn thành trước ngày 30/9/2026"
    term = {"type": "window", "from": "2026-01-01", "to": "2030-12-31"}
    yield "report/term", term, "Hoàn thành trong giai đoạn 2026 - 2030"
    both = {"type": "windows", "windows": [months(4, 4), months(12, 12)]}
    yield "report/other-work", both, "Tháng 4/2026; tổng kết tháng 12/2026"
    yield "report/other-work", both, "sơ kết tháng 4; tổng kết tháng 12/2026"
    yield "report/label", deadline(4, 14, strict=True), "trước ngày 15/4 báo cáo quý I"
    for said in ("trong 10 ngày kể từ ngày 15/6/2026", "10 ngày kể từ ngày 15 tháng 6"):
        yield "report/from-date", deadline(6, 25), said
    yield "report/own-event", {"type": "relative", "after": "", "days": 7, "working_days": True}, "07 ngày làm việc"
    ordinal = {"type": "relative", "after": "ngày phát sinh", "days": 10, "working_days": False}
    yield "report/ordinal", ordinal, "Chậm nhất là ngày thứ 10 kể từ ngày phát sinh"
    yield "report/data", {"type": "period_rule", "freq": "yearly"}, "số liệu tính từ ngày 01/01 đến ngày 31/12"
    yield (
        "report/data",
        {"type": "period_rule", "freq": "quarterly"},
        "tính từ ngày 15 tháng 12 năm trước đến ngày 14 tháng 3",
    )


NOT_TIMED: tuple[tuple[str, str], ...] = tuple(
    (cell, phrase)
    for cell, phrases in {
        "title": (
            "Kế hoạch công tác quý II",
            "Hội nghị sơ kết 6 tháng đầu năm",
            "Xây dựng kế hoạch quý II",
            "15 quý ngày",
            "Theo mẫu số 01",
            "Đề án giai đoạn 2026 - 2030 của tỉnh",
            "Tuần lễ áo dài năm 2026 của phụ nữ",
            "Chuyên đề quý III về an toàn",
            "Nghị quyết số 15 ngày 3/3",
            "Văn phòng, phòng Nội vụ",
            "UBND xã Mẫu",
            "Họp lần 2",
            "Tổ công tác số 5",
            "Điều 12 khoản 3",
            "Cả nước",
        ),
        "vague": (
            "đầu quý II/2026",
            "cuối tháng 6",
            "giữa năm 2026",
            "cuối năm",
            "đầu năm 2026",
            "vào cuối quý",
            "đầu tháng",
            "cuối kỳ",
            "trước cuối tháng 6",
            "khoảng giữa tháng 9",
        ),
        "choice": (
            "quý II hoặc quý III/2026",
            "hằng tháng hoặc hằng quý",
            "theo quý hoặc 6 tháng",
            "sau ngày 15/6 và trước ngày 30/6",
            "Quý II/2026 (tháng 5/2026)",
            "Thứ Hai, ngày 20/11/2026",
            "thứ Bảy hoặc Chủ nhật hằng tuần",
            "tháng 6 hoặc tháng 7",
            "quý II/III",
            "ngày 15 hoặc 16/6",
        ),
        "no-such-day": (
            "ngày 31/11/2026",
            "trước ngày 30/02",
            "31/4 hằng năm",
            "ngày 32/5/2026",
            "15/13/2026",
            "quý V/2026",
            "tháng 13/2026",
            "chậm nhất 25h00 ngày 1/6",
        ),
        "half-understood": (
            "định kỳ",
            "ngày 15",
            "hằng quý, ngày 15",
            "thường xuyên, hằng tháng",
            "Quý II, trước ngày 15/5",
            "hằng tháng, hằng quý trước ngày 25",
            "hằng tháng, hằng năm trước ngày 15/6 và 15/12",
            "Trong quý I hằng năm, trước ngày 15/3",
            "ngày 15/6 (chậm nhất ngày 20/6)",
            "trong năm theo kế hoạch được giao",
            "không thực hiện trong quý II",
            "quý II trừ tháng 5",
            "Quý II/2026 (tạm dừng)",
            "06 tháng (từ tháng 01 đến tháng 6/2026)",
            "Hoàn thành trưóc ngày 15/12",
            "tuần từ 01/10 - 07/10",
            "ngày 5-9",
            "trong 05 ngày làm việc kể từ ngày 15/6/2026",
            "tháng 9 (kỷ niệm ngày 20/11)",
            "hằng tháng (trừ tháng 6)",
            "trước ngày 15/6 quý II",
            "sau quý II khoảng 10",
            "hằng tháng theo lịch 15/6",
            "Theo Kế hoạch trước 15/6",
            "kỳ báo cáo",
            "trước ngày 15 kỳ báo cáo",
            "hằng tháng, trước ngày 15 tháng cuối quý",
            "03 lần/năm (tháng 6 và tháng 12)",
            "khi có hướng dẫn trước 30/6",
            "quý IV, quý I/2026",
            "từ tháng 10 đến tháng 3",
        ),
        "clock-or-length": (
            "17h30",
            "5h30 Thời sự",
            "Trong khoảng từ 6h00 đến 7h30",
            "15 phút",
            "thời lượng 05 phút",
            "sáng",
            "giờ hành chính",
            "24/7",
        ),
        "nonsense": (
            "",
            "   ",
            "???",
            "…/…/2026",
            "ngày … tháng … năm 2026",
            ".../.../2026",
            "... quý II",
            "lúc nào cũng được",
            "vào bất kỳ lúc nào",
            "abc",
            "x",
            "123",
            "1/2/3/4",
            "quý",
            "tháng",
            "năm",
            "lần",
            "()",
            "trước",
            "từ đến",
            "1 lần",
            "II",
            "hằng",
            "ngày tháng năm",
            "quý quý",
            "(",
            ")",
            "lúc",
            "05 05 05",
            "trước trước",
            "/tháng",
            "12345678901234567890",
            "ngày 0/0/0",
            "-",
            "và",
            "theo",
            "khi",
        ),
        "negation": (
            "chưa thực hiện trong năm 2026",
            "không quá quý",
            "ngoài quý II",
            "trừ ngày 15/6",
            "không làm vào thứ Sáu hằng tuần",
            "không phải quý II",
            "hủy trước ngày 15/6",
        ),
    }.items()
    for phrase in phrases
)

CELLS = (spans, lists, deadlines, rhythms, due_days, seasons, continuous, events, beside, reports, noise)


def main() -> None:
    """Write one .jsonl for each family of cells, and none.jsonl for what must get no date."""
    for family in CELLS:
        rows = [{"expect": meant, "phrase": phrase, "year": YEAR, "cell": cell} for cell, meant, phrase in family()]
        (HERE / f"{family.__name__}.jsonl").write_text(
            "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8"
        )
    rows = [{"expect": None, "phrase": phrase, "year": YEAR, "cell": f"none/{cell}"} for cell, phrase in NOT_TIMED]
    (HERE / "none.jsonl").write_text(
        "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
