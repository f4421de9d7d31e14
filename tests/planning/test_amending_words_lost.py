"""A word of an instruction that nobody knows never makes less of an amendment in silence: what it did is done still, or asked."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from scheduler.documents import parse_document
from scheduler.model import Plan
from scheduler.planning.amending import versions
from scheduler.planning.amendment import Amendment
from scheduler.plans import read_plan
from scheduler.settings import PlanSource
from scheduler.text import folded

FOLDER = Path(__file__).parent / "amending_documents"
DOCUMENTS = {
    "03-don-vi": "goc.md",
    "10-le-te": "goc.md",
    "29-doi-chu-tri": "goc.md",
    "40-giao-theo-ten": "goc-de-cuong.txt",
    "42-chi-dao": "goc.md",
    "43-gia-han-mot-doan": "goc-de-cuong.txt",
    "46-nhieu-muc": "goc.md",
}
UNKNOWN = "xoay vần"
WORD = re.compile(r"\w+")
LABEL = re.compile(r"\W*(?:Điều\s+)?(?:\d+|[IVX]+|[a-zđ])[.)]")
Effects = frozenset[tuple[str, str]]


@cache
def base(name: str) -> Plan:
    return read_plan(parse_document((FOLDER / name).read_bytes(), name))


def effects(text: str, plan: Plan) -> tuple[Effects, frozenset[str]]:
    """What it makes of the plan, field by field, and what it asks."""
    read = read_plan(parse_document(text.encode(), "dc.txt"))
    found, asked = versions(plan, [Amendment(PlanSource("dc", "dc.txt", amends="kh"), read, date(2026, 3, 1))], ())
    now = {t.no: t for t in found[-1].plan.tasks}
    before = {t.no: t for t in plan.tasks}
    gone = {(no, "") for no in before if no not in now}
    told = {(no, said) for no, t in now.items() if t != before.get(no) for said in (t.title, *t.lead, *t.coordinating)}
    when = {(no, t.timing or t.frequency or "") for no, t in now.items() if t != before.get(no)}
    return frozenset(gone | told | when), frozenset(str(one.values) for one in asked)


def with_a_word_lost(text: str, kept: set[str]) -> Iterator[str]:
    """The text with each word of its instructions in turn put out by one that nobody knows; values and numbers stay."""
    lines = text.split("\n")
    for at in range(
        next(i for i, line in enumerate(lines) if re.match(r"Kính gửi|Điều 1|I\. |1\. |- ", line)), len(lines)
    ):
        label = LABEL.match(lines[at])
        for word in WORD.finditer(lines[at], label.end() if label else 0):
            if folded(word.group()) not in kept and not word.group()[0].isdigit():
                changed = lines[at][: word.start()] + UNKNOWN + lines[at][word.end() :]
                yield "\n".join((*lines[:at], changed, *lines[at + 1 :]))


def is_kept(one: tuple[str, str], now: Effects) -> bool:
    """Whether something is done still; a unit whose name took up the unknown word is one that the directory asks about."""
    return any(no == one[0] and said.startswith(one[1]) for no, said in now)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_word_that_nobody_knows_loses_nothing_in_silence(name: str) -> None:
    text, plan = (FOLDER / f"{name}.txt").read_text(encoding="utf-8"), base(DOCUMENTS[name])
    done, asked = effects(text, plan)
    kept = {word for _, said in done for word in WORD.findall(folded(said))}
    for changed in with_a_word_lost(text, kept):
        now, asked_now = effects(changed, plan)
        assert asked_now - asked or all(is_kept(one, now) for one in done), changed
