"""A feed with every kind of event, and what reads it back: the lines as RFC 5545 section 3.1 unfolds them."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from calendars.event import Event, Feed, Status

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
REVISED = datetime(2024, 1, 5, 3, 4, 5, tzinfo=UTC)


@pytest.fixture(scope="session")
def golden_feed() -> Feed:
    report = Event(
        uid="cchc-05-2024-Q1@ubnd-xa-mau",
        summary="Báo cáo quý I; công tác cải cách, kiểm soát thủ tục",
        start=date(2024, 3, 25),
        end=date(2024, 3, 26),
        description="Hạn: thứ Hai 25/3/2024\nVì sao: «báo cáo hằng quý», mục III.5 kế hoạch.\n\nĐơn vị: Văn phòng",
        categories=("Báo cáo", "Quý, tháng"),
        url="https://lich.example/t/1?q=quý",
        location="Trụ sở UBND xã",
        modified=REVISED,
    )
    window = Event(
        uid="cchc-07-1@ubnd-xa-mau",
        summary="Đợt tuyên truyền dịch vụ công trực tuyến",
        start=date(2024, 5, 31),
        end=date(2024, 7, 1),
        status=Status.TENTATIVE,
        modified=REVISED,
    )
    radio = Event(
        uid="cchc-09-2024-W13@ubnd-xa-mau",
        summary="Phát thanh chuyên mục 📻",
        start=datetime(2024, 3, 26, 17, 30, tzinfo=ZONE),
        end=datetime(2024, 3, 26, 17, 45, tzinfo=ZONE),
        sequence=4,
        modified=datetime(2024, 2, 1, 0, 0, tzinfo=ZONE),
    )
    moment = Event(
        uid="cchc-10-1@ubnd-xa-mau",
        summary="Hạn nộp hồ sơ 16 giờ 30",
        start=datetime(2024, 3, 29, 9, 30, tzinfo=UTC),
        end=datetime(2024, 3, 29, 9, 30, tzinfo=UTC),
        modified=REVISED,
    )
    cancelled = Event(
        uid="cchc-11-2024-05@ubnd-xa-mau",
        summary="[ĐÃ HUỶ] Giao ban tháng 5",
        start=date(2024, 5, 20),
        end=date(2024, 5, 21),
        status=Status.CANCELLED,
        sequence=2,
        modified=REVISED,
    )
    return Feed(
        name="Lịch công tác, UBND xã Mẫu",
        events=(report, window, radio, moment, cancelled),
        description="Nhiệm vụ của cả cơ quan",
        color="steelblue",
        source="https://lich.example/f/abc/co-quan.ics",
    )


@pytest.fixture(scope="session")
def unfolded() -> Callable[[bytes], list[str]]:
    def lines(body: bytes) -> list[str]:
        return body.decode("utf-8").replace("\r\n ", "").removesuffix("\r\n").split("\r\n")

    return lines
