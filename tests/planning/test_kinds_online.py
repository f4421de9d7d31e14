"""What is put online is no broadcast, though its title names a programme; what is put on the air and online is."""

import pytest

from scheduler.planning.kinds import kind_of
from scheduler.terms import Kind
from scheduler.timing.grammar import parse

WEEKLY = parse("01 số/tuần", 2026).timing


@pytest.mark.parametrize(
    ("title", "stream", "kind"),
    [
        ("Đăng lại chương trình phát thanh trên trang mạng xã hội của xã", None, Kind.BULLETIN),
        ("Phóng sự truyền hình ngắn đăng trên Cổng thông tin điện tử", None, Kind.BULLETIN),
        ("Chuyên mục phát thanh và truyền hình", "Trên trang mạng xã hội", Kind.BULLETIN),
        ("Chuyên mục pháp luật trên loa truyền thanh và trang mạng xã hội", None, Kind.BROADCAST),
        ("Chương trình phát thanh", None, Kind.BROADCAST),
        ("Chuyên mục", "Trên sóng phát thanh", Kind.BROADCAST),
    ],
)
def test_kind(title: str, stream: str | None, kind: Kind) -> None:
    assert kind_of(WEEKLY, title=title, stream=stream, frequency="01 số/tuần") is kind
