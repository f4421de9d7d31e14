"""Decisions of config on single tasks: a renumbered plan hands none to another task in silence, a note is part of why."""

from dataclasses import replace

from scheduler.actions.apply import Preview, apply, preview
from scheduler.store.memory import MemoryRepository
from tests.support.in_memory import FOLDER, moment
from tests.support.small import CONFIG, JANUARY, PLAN, Line, plan_text

TALK = Line("1", "Tọa đàm về chuyển đổi số", "Văn phòng", "", "Trước ngày 15/5/2024")
FAIR = Line("1", "Hội chợ sách thiếu nhi", "Văn phòng", "", "Trước ngày 20/6/2024")
TEXT = CONFIG.format(port=8640) + '\n[[tasks]]\nplan = "kh"\nno = "1"\ndue = 2024-05-10\n'


def seen(repository: MemoryRepository, *lines: Line) -> Preview:
    return preview(repository, TEXT, {PLAN: plan_text(lines).encode()}, FOLDER, moment(JANUARY))


def asked(found: Preview) -> list[dict[str, str | int]]:
    return [dict(d.values) for d in found.derived.diagnostics if d.code == "decision-slid"]


def test_it_is_asked_before_it_is_applied() -> None:
    repository = MemoryRepository("so-mau")
    first = seen(repository, TALK)
    assert asked(first) == []
    apply(repository, first, FOLDER, moment(JANUARY))
    assert asked(seen(repository, TALK)) == []
    (one,) = asked(seen(repository, FAIR, replace(TALK, no="2")))
    assert (one["no"], one["was"], one["now"], one["moved"]) == ("1", TALK.title, FAIR.title, "2")


def test_the_coordinators_note_is_part_of_why() -> None:
    noted = TEXT + 'note = "Theo kết luận cuộc họp giao ban"\n'
    found = preview(MemoryRepository("so-mau"), noted, {PLAN: plan_text([TALK]).encode()}, FOLDER, moment(JANUARY))
    (told,) = {r for o in found.derived.occurrences for r in o.why if r.code == "note"}
    assert dict(told.values)["note"] == "Theo kết luận cuộc họp giao ban"
