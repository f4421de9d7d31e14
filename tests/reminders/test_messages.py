"""What a person reads: one line for a unit's check-ins of a period, however many plans they come from."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from calendars.workdays import OfficeCalendar
from notifiers.message import Button, Message
from scheduler.book import Book
from scheduler.deliveries import Delivery
from scheduler.keyboards import Press
from scheduler.messages import digests
from scheduler.model import Person, Unit
from scheduler.planning.directory import Directory
from scheduler.progress import Standing
from scheduler.schedule import Occurrence, TaskKey, handle
from scheduler.terms import Audience, Kind

DAY, NOW = date(2024, 6, 14), datetime(2024, 6, 1, tzinfo=UTC)
TASKS = {k: TaskKey(k, k[:2], k[2:], None, f"Việc {k}", NOW) for k in ("a.1", "a.2", "b.1")}
BOOK = Book(Directory.of([Unit("vp", "Văn phòng")], str.casefold), {"a": "A", "b": "B"}, TASKS, {}, DAY)


def check_in(plan: str, unit: str, *tasks: str) -> Occurrence:
    title = f"Quý II/2024: {len(tasks)} nhiệm vụ thường xuyên"
    uid = f"{plan}.check-in-2024-Q2-{unit}@xa"
    return Occurrence(
        uid, plan, Kind.CHECK_IN, "2024-Q2", title, tasks, DAY, DAY, DAY, DAY, unit, (unit,), label="quý II/2024"
    )


def text(*occurrences: Occurrence) -> str:
    told = [Delivery(o.uid, "T", DAY, "nv", "console") for o in occurrences]
    (digest,) = digests(told, {o.uid: o for o in occurrences}, BOOK, OfficeCalendar())
    assert len(digest.deliveries) == len(occurrences), "each is recorded on its own"
    return "\n".join(digest.message.paragraphs)


def test_check_ins_fold_over_plans() -> None:
    said = text(check_in("a", "vp", "a.1", "a.2"), check_in("b", "vp", "b.1"))
    assert said.count("nhiệm vụ thường xuyên") == 1
    assert "Quý II/2024: 3 nhiệm vụ thường xuyên" in said


UNITS = [Unit("vp", "Văn phòng"), Unit("kt", "Phòng Kinh tế"), Unit("vh", "Phòng Văn hoá")]
COORDINATOR = Person("dm", "Đầu mối", ("*",), ("telegram",), post=Audience.COORDINATOR)


def part(unit: str, number: int = 1) -> Occurrence:
    uid = f"a.{number}-2024-Q2-{unit}@xa"
    return Occurrence(
        uid, "a", Kind.ACTIVITY, "2024-Q2", f"Báo cáo kết quả số {number}", (f"a.{number}",), DAY, DAY, DAY, DAY, unit, (unit,)
    )  # fmt: skip


def told_to(person: Person, standings: dict[str, Standing], *found: Occurrence) -> Message:
    book = Book(Directory.of(UNITS, str.casefold), {"a": "A"}, TASKS, standings, DAY + timedelta(days=5))
    told = [Delivery(o.uid, "T+3:coordinator", DAY, person.id, person.channels[0]) for o in found]
    (digest,) = digests(told, {o.uid: o for o in found}, book, OfficeCalendar(), (person,))
    return digest.message


def test_the_same_work_of_several_units_stands_once_with_who_has_not_reported() -> None:
    found = [part("vp"), part("kt"), part("vp", 2), part("vh")]
    message = told_to(COORDINATOR, {}, *found)
    assert message.paragraphs[1:] == (
        "• Báo cáo kết quả số 1\n  hạn thứ Sáu 14/6/2024, đã quá 3 ngày làm việc; 3/3 đơn vị chưa báo xong:"
        "\n  1. Phòng Kinh tế\n  2. Phòng Văn hoá\n  3. Văn phòng",
        "4. Báo cáo kết quả số 2\n  Văn phòng · hạn thứ Sáu 14/6/2024, đã quá 3 ngày làm việc",
    )
    works = [Press.of(b.data) for b in message.buttons if isinstance(b, Button) and "Đã xong" in b.label]
    assert [w.work for w in works if w] == [
        handle(part(u, n).uid) for u, n in (("kt", 1), ("vh", 1), ("vp", 1), ("vp", 2))
    ]


def test_who_reported_meanwhile_is_ticked_in_place_and_the_numbers_stay() -> None:
    done = Standing(done=True, by="dm", at=NOW)
    message = told_to(COORDINATOR, {part("vh").uid: done}, part("vp"), part("kt"), part("vh"))
    assert (
        "2/3 đơn vị chưa báo xong:\n  1. Phòng Kinh tế\n  2. ✓ Phòng Văn hoá: Đầu mối báo xong" in message.paragraphs[1]
    )
    assert "\n  3. Văn phòng" in message.paragraphs[1]


def test_in_an_email_the_units_stand_without_numbers() -> None:
    mailed = replace(COORDINATOR, channels=("email",))
    message = told_to(mailed, {part("kt").uid: Standing(reason="chờ số liệu")}, part("vp"), part("kt"))
    assert message.paragraphs[1].endswith("\n  – Phòng Kinh tế: chưa xong, chờ số liệu\n  – Văn phòng")


def test_check_ins_of_other_units_stay_apart() -> None:
    said = text(check_in("a", "vp", "a.1"), check_in("a", "kt", "a.2"))
    assert said.count("Quý II/2024: 1 nhiệm vụ thường xuyên") == 2
