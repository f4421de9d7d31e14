"""The head of a plan: title, number, date, issuer, year, and the plan that it carries out; what the paper leaves blank stays so."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from scheduler.documents import Block, Paragraph, Table
from scheduler.model import PlanHeader
from scheduler.plans.patterns import pattern
from scheduler.plans.plan_year import Evidence
from scheduler.plans.regions import Regions
from scheduler.plans.sheet_names import names_sheet
from scheduler.plans.table_joining import header_of
from scheduler.plans.title import is_kind_line, line_of_a_year, titled
from scheduler.plans.unit_names import begins_unit
from scheduler.plans.vocabulary import Role, words
from scheduler.text import folded

_KIND_LINE = pattern("head", "kind")
_DRAFT = pattern("head", "draft")
_OF_PLACE = pattern("head", "of_place")
_NUMBER = pattern("head", "number")
_DATE = pattern("head", "date")
_WITH_PLAN = pattern("head", "with_plan")
_ADDRESSED = pattern("head", "addressed")
_ISSUED_BY = pattern("head", "issued_by")
_SUBJECT = pattern("head", "subject")
_NATION = pattern("head", "nation")
_PLACE_AND_DAY = pattern("head", "place_and_day")
_ISSUES = pattern("head", "issues")
_TELLS_OF_ISSUE = pattern("head", "tells_of_issue")
_PARENT = pattern("head", "parent")
_CITES_PARENTS = pattern("head", "cites_parents")
_BESIDE = 6
"""Lines below that of the kind of document among which the right side of the head may stand."""


def read_header(parts: Regions) -> tuple[PlanHeader, Evidence]:
    """The header of the plan from its head, else from the heading of its annex, as yet without a year; what speaks for that."""
    lines = _unmixed([p for p in parts.head if p.text and not _DRAFT.match(p.text)])
    kind, title, after = titled(lines)
    annexes = [list(a) for a in parts.annexes]
    carried = _carried(lines[len(lines) - len(after) :], annexes)
    before = _before(lines, len(lines) - len(after)) if title else _above_address(lines)
    number, symbol = _number([p.text for p in before], carried)
    issued, partial = _issued([p.text for p in before], carried)
    intro = [p.text for p in after if not _WITH_PLAN.match(p.text)]
    header = PlanHeader(
        title=title,
        doc_kind=kind,
        number=number,
        symbol=symbol,
        issuer=_issuer(intro, carried, before),
        issued=issued,
        parent_plan=_parent(intro, title or ""),
    )
    of_annexes = tuple(" ".join(p.text for p in annex if not _WITH_PLAN.match(p.text)) for annex in annexes)
    named = title or line_of_a_year(lines) or ""
    return header, Evidence(named, of_annexes, tuple(intro), tuple(_times_heads(parts.body)), issued, partial)


def _unmixed(lines: Sequence[Paragraph]) -> list[Paragraph]:
    """The lines, those of the right side of the head (the nation, place and day) before the title that they were read into."""
    at = next((at for at, line in enumerate(lines) if is_kind_line(line)), len(lines))
    beside = [line for line in lines[at + 1 : at + _BESIDE] if _stands_right(line.text)]
    return [*lines[:at], *beside, *(line for line in lines[at:] if line not in beside)]


def _stands_right(text: str) -> bool:
    return _NATION.match(text) is not None or _PLACE_AND_DAY.fullmatch(text) is not None


def _above_address(lines: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """The lines above «Kính gửi» of a letter, which has no title; none of a paper that is no letter."""
    return lines[: next((at for at, line in enumerate(lines) if _ADDRESSED.match(line.text)), 0)]


def _before(lines: Sequence[Paragraph], end: int) -> Sequence[Paragraph]:
    """The lines above the title, which ends at `end`: numbers and dates in it are those of other papers."""
    kind = next((at for at, line in enumerate(lines[:end]) if is_kind_line(line)), None)
    above = lines[:kind] if kind is not None else _above_address(lines) or lines[: end - 1]
    return [line for line in above if not _SUBJECT.match(line.text)]


def _carried(after: Sequence[Paragraph], annexes: Sequence[Sequence[Paragraph]]) -> str:
    """What «(Kèm theo Kế hoạch số … ngày … của …)» says below the title or in an annex: number and date of this very plan."""
    for line in (*after[:3], *(p for annex in annexes for p in annex)):
        if found := _WITH_PLAN.match(line.text):
            return found["of"]
    return ""


def _number(before: Sequence[str], carried: str) -> tuple[str | None, str | None]:
    """Number and symbol ("12/KH-UBND", "/KH-UBND"); the number None where its place is blank."""
    symbol: str | None = None
    for text in (*before, carried):
        if found := _NUMBER.search(text):
            symbol = symbol or "".join(found["symbol"].split())
            if found["no"]:
                return found["no"] + "".join(found["symbol"].split()), "".join(found["symbol"].split())
    return None, symbol


def _issued(before: Sequence[str], carried: str) -> tuple[date | None, int | None]:
    """The day of issue where it is whole, and the year where at least that is printed."""
    year: int | None = None
    for text in (*before, carried):
        for found in _DATE.finditer(text):
            year = year or (int(found["y"]) if found["y"] else None)
            if found["d"] and found["m"] and found["y"] and (day := _day(found)) is not None:
                return day, day.year
    return None, year


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        return None


def _times_heads(body: Sequence[Block]) -> Iterator[str]:
    """The titles of columns that say when: «Thời gian thực hiện năm 2026»."""
    for columns in (header_of(block) for block in body if isinstance(block, Table)):
        if columns is not None:
            yield from (columns.titles[at] for at in columns.at(Role.TIMING))


def _issuer(intro: Sequence[str], carried: str, before: Sequence[Paragraph]) -> str | None:
    """Who issues it: as its first sentence says, else the annex's heading, else the letterhead."""
    for text in intro:
        found = [unit for m in _ISSUES.finditer(text) if (unit := _unit_before(text[: m.start()]))]
        if found:
            return found[-1]
    if found_of := _ISSUED_BY.search(carried):
        return found_of["unit"].strip(" .")
    return _letterhead(before)


def _unit_before(text: str) -> str | None:
    """The unit that the text ends with: from the last sentence or comma on where the name of one begins."""
    starts = [0, *(m.end() for m in re.finditer(r"[,;.]\s+", text))]
    named = (text[start:].strip() for start in reversed(starts))
    found = next((n for n in named if n[:1].isupper() and begins_unit(n) and len(n.split()) < 20), None)
    if found is None or _TELLS_OF_ISSUE.search(found):
        return None
    return _ISSUES.split(found, maxsplit=1)[0]


def _letterhead(before: Sequence[Paragraph]) -> str | None:
    """The last line in capitals before number and date: «UBND TỈNH MẪU» above, the office itself below."""
    found: list[str] = []
    for line in before:
        if names_sheet(line):
            continue
        if _NUMBER.search(line.text) or _DATE.search(line.text) or _KIND_LINE.match(line.text):
            break
        text = _NATION.sub("", line.text).strip(" *-_")
        if text and text.isupper():
            found[-1:] = [f"{found[-1]} {text}"] if found and _OF_PLACE.search(found[-1]) else [*found[-1:], text]
    return found[-1] if found else None


def _parent(intro: Sequence[str], title: str) -> str | None:
    """Of the documents that the plan carries out, the one whose subject is most like its own; the first of equals."""
    subject = set(folded(title).split())
    best: tuple[int, str] | None = None
    for found in _references(intro):
        about = set(folded(found["about"]).split())
        likeness = len(subject & about) + (2 if folded(found["ref"]).startswith(words("header", "plans")) else 0)
        if best is None or likeness > best[0]:
            best = (likeness, " ".join((found["ref"] + (found["by"] or "")).split()))
    return best[1] if best else None


def _references(intro: Sequence[str]) -> Iterator[re.Match[str]]:
    for text in intro:
        if _CITES_PARENTS.match(text):
            yield from _PARENT.finditer(text)
