"""A small office of 2024 to try things in: a table plan, and a config with three units, a group and people, all settable."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support.office import OfficeFolder, free_port


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the plan's table."""

    no: str
    title: str
    lead: str
    coordinating: str
    timing: str
    directing: str = ""


CONTEST = Line("1", "Tổ chức hội thi tìm hiểu pháp luật", "Sở Một", "Sở Hai", "Trước ngày 15/5/2024")
BULLETIN = Line("2", "Phát hành bản tin nội bộ", "Sở Hai", "", "01 số/tháng")
TALKS = Line("3", "Tổ chức hội nghị phổ biến", "Các sở", "Văn phòng", "Quý III năm 2024")
UPKEEP = Line("4", "Cập nhật trang thông tin", "Sở Một; Sở Hai", "", "Thường xuyên trong năm 2024")
INSPECTION = Line("5", "Kiểm tra việc thực hiện", "Sở Ba", "Sở Một", "Theo kế hoạch kiểm tra")
PROGRAMME = Line("6", "Chuyên mục pháp luật trên sóng phát thanh", "Sở Ba", "", "01 chuyên mục/tuần")
LINES = (CONTEST, BULLETIN, TALKS, UPKEEP, INSPECTION, PROGRAMME)

_HEAD = """ỦY BAN NHÂN DÂN TỈNH MẪU

KẾ HOẠCH
Phổ biến pháp luật năm 2024

| STT | Nội dung | Đơn vị chủ trì | Đơn vị phối hợp | Thời gian thực hiện |
|---|---|---|---|---|
"""

CONFIG = """[office]
id = "so-mau"
name = "Văn phòng Mẫu"
level = "province"

[[plans]]
id = "kh"
file = "plans/kh.md"

[[units]]
id = "so-1"
name = "Sở Một"

[[units]]
id = "so-2"
name = "Sở Hai"

[[units]]
id = "so-3"
name = "Sở Ba"

[[units]]
id = "van-phong"
name = "Văn phòng"

[[units]]
id = "cac-so"
name = "Các sở"
members = ["so-1", "so-2", "so-3"]

[[people]]
id = "dau-moi"
role = "Đầu mối"
post = "coordinator"
units = ["*"]
channels = ["console"]

[[people]]
id = "nv-1"
role = "Chuyên viên Sở Một"
units = ["so-1"]
channels = ["console"]

[[people]]
id = "nv-2"
role = "Chuyên viên Sở Hai"
units = ["so-2"]
channels = ["console"]

[server]
port = {port}
"""


def person(id: str, role: str, *units: str, post: str = "staff", channel: str = "console") -> str:
    """A [[people]] of config."""
    facts = {"id": id, "role": role, "post": post}
    told = "".join(f'{key} = "{value}"\n' for key, value in facts.items())
    listed = ", ".join(f'"{unit}"' for unit in units)
    return f'\n[[people]]\n{told}units = [{listed}]\nchannels = ["{channel}"]\n'


PLAN = "plans/kh.md"
JANUARY = "2024-01-02T08:00"
"""When the small office is first applied."""


def plan_text(lines: Sequence[Line]) -> str:
    """The plan as Markdown."""
    rows = (f"| {r.no} | {r.title} | {r.lead} | {r.coordinating} | {r.timing} |" for r in lines)
    if not any(r.directing for r in lines):
        return _HEAD + "\n".join(rows) + "\n"
    over = (f"{row} {r.directing} |" for row, r in zip(rows, lines, strict=True))
    return (
        _HEAD.replace("hiện |", "hiện | Lãnh đạo chỉ đạo |").replace("|---|\n", "|---|---|\n") + "\n".join(over) + "\n"
    )


def small_office(folder: Path, lines: Sequence[Line] = LINES, more: str = "") -> OfficeFolder:
    """The office's folder, not applied yet; `more` is put behind its config."""
    office = OfficeFolder(folder)
    office.write(PLAN, plan_text(lines))
    office.write("config.toml", CONFIG.format(port=free_port()) + more)
    return office


def applied_office(folder: Path, lines: Sequence[Line] = LINES, more: str = "") -> OfficeFolder:
    """The office as it is after `apply` in January: a copy of one that was applied once in this process.

    All copies have one port, which was free then: the tests of a process serve one after another.
    """
    for name, mode, content in _applied(tuple(lines), more):
        place = folder / name
        if content is None:
            place.mkdir(parents=True, exist_ok=True)
        else:
            place.write_bytes(content)
        place.chmod(mode)
    return OfficeFolder(folder)


@cache
def _applied(lines: tuple[Line, ...], more: str) -> tuple[tuple[Path, int, bytes | None], ...]:
    """What lies in its folder, folders before what is in them: name, mode, bytes (None: a folder)."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as made:
        small_office(Path(made), lines, more).done("apply", "--now", JANUARY)
        found = sorted((Path(made), *Path(made).rglob("*")))
        return tuple(
            (one.relative_to(made), one.stat().st_mode & 0o777, one.read_bytes() if one.is_file() else None)
            for one in found
        )


def configure(office: OfficeFolder, more: str) -> None:
    """Put something behind the office's config."""
    path = office.folder / "config.toml"
    office.write("config.toml", path.read_text(encoding="utf-8") + "\n" + more)


def replan(office: OfficeFolder, *lines: Line) -> None:
    """Give the plan other rows."""
    office.write(PLAN, plan_text(lines))
