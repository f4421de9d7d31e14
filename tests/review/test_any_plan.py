"""Lines of plans in whatever order: reading and reviewing raise nothing, and what was understood stands at one row each."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from scheduler.documents import parse_document
from scheduler.plans import read_plan
from scheduler.review.confidence import Level, confidence
from scheduler.review.decided import Against
from scheduler.review.rows import shown
from tests.support.thorough import tried_on

TESTS = Path(__file__).parents[1]
FILES = [
    p
    for f in ("planning/amending", "plans/unseen")
    for p in sorted((TESTS / f).iterdir())
    if p.suffix in (".md", ".txt")
]
LINES = sorted({line for p in FILES for line in p.read_text(encoding="utf-8").splitlines()})
AMENDING = "KẾ HOẠCH\nĐiều chỉnh, bổ sung Kế hoạch số 15/KH-UBND\n"


@tried_on(120)
@given(st.sampled_from(["", AMENDING]), st.lists(st.sampled_from(LINES), max_size=40), st.sampled_from([".md", ".txt"]))
def test_any_lines(head: str, lines: list[str], kind: str) -> None:
    document = parse_document((head + "\n".join(lines)).encode(), f"a{kind}")
    plan = read_plan(document)
    rows = shown(document, plan)
    tasks = [] if plan.changes else list(range(len(plan.tasks)))
    assert sorted(at for row in rows for at in row.tasks) == tasks
    assert sorted(at for row in rows for at in row.changes) == list(range(len(plan.changes)))
    assert all(confidence(task, plan, Against(2026)).level in Level for task in plan.tasks)
