"""Offices made by a script, for benchmarks: a config and a plan of so many tasks, of the sorts that plans really hold."""

from datetime import datetime
from pathlib import Path

from scheduler.actions.apply import apply, preview
from scheduler.app import App, clock
from scheduler.installation_secret import make_secret
from scheduler.store.chats import SqlChats
from scheduler.store.engine import migrate, open_store
from scheduler.store.repository import SqlRepository

APPLIED = "2026-01-05T08:00:00+07:00"
UNITS = 12
_TIMINGS = (
    "Thường xuyên",
    "Thường xuyên trong năm",
    "Thường xuyên",
    "01 lần/tháng",
    "Hằng quý",
    "Trước ngày {day}/{month}/2026",
    "Quý II, III năm 2026",
    "Tháng {month} năm 2026",
    "02 tin, bài/tháng",
    "Trong năm 2026",
)
"""Six of ten are continuous or yearly, as in plans; the rest are rhythms, days and windows."""


def plan_of(tasks: int, mark: str = "") -> str:
    """A table plan in Markdown; mark: what tells the plans of several offices apart."""
    head = (
        "ỦY BAN NHÂN DÂN XÃ MẪU\n\nKẾ HOẠCH\nCông tác năm 2026\n\n"
        "| STT | Nội dung | Đơn vị chủ trì | Đơn vị phối hợp | Thời gian |\n|---|---|---|---|---|\n"
    )
    return head + "".join(_row(number, mark) for number in range(1, tasks + 1))


def _row(number: int, mark: str) -> str:
    timing = _TIMINGS[number % 10].format(day=5 + number % 20, month=1 + number % 12)
    title = f"Tổ chức thực hiện nội dung công tác số {number}{mark}; rà soát, công khai kết quả trên trang thông tin điện tử"
    return f"| {number} | {title} | Phòng Số {number % UNITS} | Phòng Số {(number + 5) % UNITS} | {timing} |\n"


def config_of(office: str, store: str) -> str:
    """The config of one office; `store` is the address of the database that all share."""
    units = "".join(f'[[units]]\nid = "phong-{n}"\nname = "Phòng Số {n}"\n' for n in range(UNITS))
    return (
        f'[office]\nid = "{office}"\nname = "Cơ quan {office}"\nlevel = "commune"\n'
        f'[[plans]]\nid = "kh"\nfile = "kh.md"\nyear = 2026\n{units}[store]\nurl = "{store}"\n'
    )


def made_office(
    place: Path, office: str, tasks: int, store: str = "sqlite:///var/nhacviec.db", plan: str | None = None
) -> App:
    """The office, applied in that folder: its config and plan are written there, its rows into the shared store."""
    now = clock(datetime.fromisoformat(APPLIED))
    text = config_of(office, store)
    (place / "config.toml").write_text(text, encoding="utf-8")
    (place / "kh.md").write_text(plan or plan_of(tasks), encoding="utf-8")
    make_secret(place)
    engine = open_store(store, place)
    migrate(engine)
    repository = SqlRepository(engine, office)
    found = preview(repository, text, {"kh.md": (place / "kh.md").read_bytes()}, place, now())
    apply(repository, found, place, now())
    return App(place / "config.toml", repository, now, SqlChats(engine, office))
