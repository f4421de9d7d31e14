"""What a person reads: one line for a unit's check-ins of a period, however many plans they come from."""

from datetime import UTC, date, datetime

from calendars.workdays import OfficeCalendar
from scheduler.book import Book
from scheduler.messages import digests
from scheduler.model import Unit
from scheduler.planning.directory import Directory
from scheduler.schedule import Delivery, Occurrence, TaskKey
from scheduler.terms import Kind

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


def test_check_ins_of_other_units_stay_apart() -> None:
    said = text(check_in("a", "vp", "a.1"), check_in("a", "kt", "a.2"))
    assert said.count("Quý II/2024: 1 nhiệm vụ thường xuyên") == 2
