"""An office with far too much in one month, names as long as can be, and somebody who has nothing to do; served over HTTP."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from scheduler.app import App, open_app
from tests.support.office import OfficeFolder, free_port
from tests.support.sample_site import NOW, listening

LONG = "Phòng " + "Văn hóa, Khoa học, Thông tin, Gia đình, Trẻ em và Phòng chống tệ nạn xã hội " * 3
_TITLE = "Tổ chức thực hiện, kiểm tra, đôn đốc và công khai kết quả nội dung công tác số {n} trên địa bàn toàn xã; "
_CONFIG = """[office]
id = "xa-mau"
name = "{long}"
level = "commune"
[[plans]]
id = "kh"
file = "kh.md"
year = 2026
[[units]]
id = "dai"
name = "{long}"
[[units]]
id = "ranh"
name = "Đội chưa có việc"
[[people]]
id = "dai"
role = "Chuyên viên {long}"
post = "staff"
units = ["dai"]
channels = ["console"]
[[people]]
id = "ranh"
role = "Chuyên viên"
post = "staff"
units = ["ranh"]
channels = ["console"]
[server]
port = {port}
"""


@dataclass(frozen=True, slots=True)
class CrowdedSite:
    """The served office."""

    app: App
    served: str

    def feed_page(self, slug: str = "ca-co-quan", more: str = "") -> str:
        """The page of a feed."""
        return self._local(self.app.addresses(self.app.office()).page(slug) + more)

    def pages(self) -> dict[str, str]:
        """Pages by name; those of who has nothing to do are empty."""
        office = self.app.office()
        addresses, one = self.app.addresses(office), next(o for o in office.occurrences if o.unit == "dai")
        return {
            "home": self.served + "/",
            "subscribe": self.feed_page("don-vi-dai"),
            "work": self._local(addresses.view("don-vi-dai", one.uid)),
            "report": self._local(addresses.report("nguoi-dai", "dai", one)),
            "month": self.feed_page(more="/print?month=2026-05"),
            "empty": self.feed_page("nguoi-ranh"),
            "empty-month": self.feed_page("nguoi-ranh", "/print?month=2026-05"),
        }

    def _local(self, address: str) -> str:
        parts = urlsplit(address)
        return self.served + parts.path + (f"?{parts.query}" if parts.query else "")


@contextmanager
def crowded_site(folder: Path, tasks: int) -> Iterator[CrowdedSite]:
    """So many tasks of one unit, all due in May 2026."""
    office, port = OfficeFolder(folder), free_port()
    rows = (
        f"| {n} | {_TITLE.format(n=n) * 2} | {LONG} | | Trước ngày {2 + n % 27}/5/2026 |\n" for n in range(1, tasks + 1)
    )
    head = "KẾ HOẠCH\nCông tác năm 2026\n\n"
    head += "| STT | Nội dung | Đơn vị chủ trì | Đơn vị phối hợp | Thời gian |\n|---|---|---|---|---|\n"
    office.write("kh.md", head + "".join(rows))
    office.write("config.toml", _CONFIG.format(long=LONG.strip(), port=port))
    office.done("apply", "--now", NOW)
    app = open_app(folder / "config.toml", datetime.fromisoformat(NOW))
    with listening(app, port) as address:
        yield CrowdedSite(app, address)
