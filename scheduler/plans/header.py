"""The head of a plan: title, number, date, issuer, year, and the plan that it carries out; what the paper leaves blank stays so."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from scheduler.documents import Paragraph
from scheduler.model import PlanHeader
from scheduler.plans.numbering import Rank, read_label
from scheduler.plans.patterns import pattern
from scheduler.plans.regions import Regions
from scheduler.plans.sheet_names import names_sheet
from scheduler.plans.unit_names import begins_unit
from scheduler.plans.vocabulary import words
from scheduler.text import folded

_KIND_LINE = pattern("head", "kind")
_DRAFT = pattern("head", "draft")
_INTRO = pattern("head", "intro")
_MAYBE_INTRO = pattern("head", "maybe_intro")
_ANNEX = pattern("head", "annex_alone")
_BEGINS_ANNEX = pattern("head", "begins_annex")
_AUTHORITY = pattern("head", "authority")
_OF_PLACE = pattern("head", "of_place")
_DECIDES = pattern("head", "decides")
_CITES = pattern("head", "cites")
_NUMBER = pattern("head", "number")
_DATE = pattern("head", "date")
_WITH_PLAN = pattern("head", "with_plan")
_ADDRESSED = pattern("head", "addressed")
_ISSUED_BY = pattern("head", "issued_by")
_YEAR = pattern("head", "year")
_PERIOD = pattern("head", "span_of_years")
_YEAR_AT_END = pattern("head", "year_at_end")
_YEAR_ALONE = pattern("head", "year_alone")
_NATION = pattern("head", "nation")
_PLACE_AND_DAY = pattern("head", "place_and_day")
_ISSUES = pattern("head", "issues")
_PARENT = pattern("head", "parent")
_CITES_PARENTS = pattern("head", "cites_parents")
_LONGEST_TITLE = 25
_BESIDE = 6
"""Lines below that of the kind of document among which the right side of the head may stand."""


def read_header(parts: Regions) -> PlanHeader:
    """The header of the plan from its head, and where that leaves a blank from the heading of its annex."""
    lines = _unmixed([p for p in parts.head if p.text and not _DRAFT.match(p.text)])
    kind, title, after = _titled(lines)
    annexes = [list(a) for a in parts.annexes]
    carried = _carried(lines[len(lines) - len(after) :], annexes)
    before = lines[: _kind_line(lines, len(lines) - len(after))] if title else _above_address(lines)
    number, symbol = _number([p.text for p in before], carried)
    issued, partial = _issued([p.text for p in before], carried)
    intro = [p.text for p in after if not _WITH_PLAN.match(p.text)]
    return PlanHeader(
        title=title,
        doc_kind=kind,
        number=number,
        symbol=symbol,
        issuer=_issuer(intro, carried, before),
        year=_year(title or _of_a_year(lines), annexes, issued, partial),
        issued=issued,
        parent_plan=_parent(intro, title or ""),
    )


def _unmixed(lines: Sequence[Paragraph]) -> list[Paragraph]:
    """The lines, those of the right side of the head (the nation, place and day) before the title that they were read into."""
    at = next((at for at, line in enumerate(lines) if _is_kind_line(line)), len(lines))
    beside = [line for line in lines[at + 1 : at + _BESIDE] if _stands_right(line.text)]
    return [*lines[:at], *beside, *(line for line in lines[at:] if line not in beside)]


def _stands_right(text: str) -> bool:
    return _NATION.match(text) is not None or _PLACE_AND_DAY.fullmatch(text) is not None


def _titled(lines: Sequence[Paragraph]) -> tuple[str | None, str | None, Sequence[Paragraph]]:
    """Kind of document, title, and the lines after it."""
    for at, line in enumerate(lines):
        found = _KIND_LINE.match(line.text)
        if found is None or not _is_kind_line(line) or _only_annexed(lines, at):
            continue
        title, end = _begun(found["rest"]), at + 1
        while end < len(lines) and not _ends_title(lines[end], title):
            if title or not _ANNEX.match(lines[end].text):
                title.append(lines[end].text)
            end += 1
        whole = _with_kind(found, " ".join(" ".join(title).split()))
        return found["kind"].upper(), _subject(whole), lines[end:]
    return _titled_in_a_sentence(lines)


def _only_annexed(lines: Sequence[Paragraph], at: int) -> bool:
    """Whether a line says no more than «PHỤ LỤC I» above the one that says of what kind it is: «DANH MỤC …»."""
    if not _ANNEX.match(lines[at].text) or at + 1 == len(lines):
        return False
    below = _KIND_LINE.match(lines[at + 1].text)
    return below is not None and _is_kind_line(lines[at + 1])


def _titled_in_a_sentence(lines: Sequence[Paragraph]) -> tuple[str | None, str | None, Sequence[Paragraph]]:
    """Kind, title and the lines after a title like «Kế hoạch công tác năm 2027», as it stands above the table of a sheet."""
    for at, line in enumerate(lines):
        found = _KIND_LINE.match(line.text)
        if found is not None and found["kind"][:1].isupper() and _is_lone_title(line.text):
            title = _with_kind(found, " ".join(found["rest"].split()))
            return found["kind"].upper(), _subject(title[:1].upper() + title[1:]), lines[at + 1 :]
    return None, None, list(lines)


def _is_lone_title(text: str) -> bool:
    """Whether a short line says of which year something is, and is no sentence and no reference to another paper."""
    is_short = len(text.split()) <= _LONGEST_TITLE and not text.endswith((".", ":", ";", ","))
    return is_short and _YEAR.search(text) is not None and not (_CITES.search(text) or _is_intro(text))


def _with_kind(found: re.Match[str], title: str) -> str:
    """The title with what its line says of the work before it: «CHƯƠNG TRÌNH CÔNG TÁC dân vận», «KẾ HOẠCH CÔNG TÁC NĂM 2026»."""
    kind = found["kind"]
    about = next((kind[len(k) :].strip() for k in words("header", "plans") if folded(kind).startswith(k)), "")
    if about and _YEAR_ALONE.match(title):
        return f"{about} {title}"
    if not found["rest"] or folded(about) not in words("header", "of_title"):
        return title
    return f"{about} {title}" if title.isupper() else f"{about.capitalize()} {title[:1].lower()}{title[1:]}"


def _above_address(lines: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """The lines above «Kính gửi» of a letter, which has no title; none of a paper that is no letter."""
    return lines[: next((at for at, line in enumerate(lines) if _ADDRESSED.match(line.text)), 0)]


def _kind_line(lines: Sequence[Paragraph], end: int) -> int:
    """The index of the line with the kind of document: numbers and dates below it, in the title, are those of other papers."""
    return next((at for at, line in enumerate(lines[:end]) if _is_kind_line(line)), end)


def _is_kind_line(line: Paragraph) -> bool:
    found = _KIND_LINE.match(line.text)
    return found is not None and bool(line.text.isupper() or not found["rest"] or found["kind"].isupper() or line.level)


def _begun(rest: str) -> list[str]:
    """The title as far as it stands on the line of the kind; «NHIỆM VỤ» after «DANH MỤC» only says of what kind it is."""
    return [] if not rest or folded(rest) in words("header", "kind_ends") else [rest[:1].upper() + rest[1:]]


def _subject(title: str) -> str | None:
    """What the plan is about; of a decision on a plan («Ban hành Kế hoạch …») the plan's title."""
    found = _DECIDES.match(title)
    return (found["rest"][:1].upper() + found["rest"][1:] if found else title) or None


def _ends_title(line: Paragraph, title: Sequence[str]) -> bool:
    """Whether the title is over before this line."""
    if not title:
        return False
    text = line.text
    label, _ = read_label(text)
    return (
        _is_intro(text)
        or bool(_BEGINS_ANNEX.match(text))
        or (label is not None and label.rank is Rank.SECTION)
        or text.endswith((".", ":", ";", ","))
        or len(text) > 250
        or len(title) > 4
        or bool(_NUMBER.search(text) or _AUTHORITY.match(text))
    )


def _is_intro(text: str) -> bool:
    """Whether the line is the first sentence of the text: «Thực hiện Kế hoạch số …», and not «Thực hiện …» as a title."""
    return bool(_INTRO.match(text)) or (
        bool(_MAYBE_INTRO.match(text)) and (len(text) > 150 or bool(_CITES.search(text)))
    )


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


def _of_a_year(lines: Sequence[Paragraph]) -> str | None:
    """Where no kind of document is named, the line that says what of which year stands below: «Phân công công việc năm 2027»."""
    return next((p.text for p in lines if _is_lone_title(p.text) and not _DATE.search(p.text)), None)


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        return None


def _year(
    title: str | None, annexes: Sequence[Sequence[Paragraph]], issued: date | None, partial: int | None
) -> int | None:
    """The plan's year: of its title, else of the annex's, else the year of issue; never of a text that it cites."""
    for text in (title or "", *(" ".join(p.text for p in annex if not _WITH_PLAN.match(p.text)) for annex in annexes)):
        found = sorted({int(m["y"]) for m in _YEAR.finditer(_PERIOD.sub("", text))})
        if len(found) == 1 or (found and issued is None and partial is None):
            return found[0]
        if issued is not None and issued.year in found:
            return issued.year
    at_end = _YEAR_AT_END.search(title or "")
    return issued.year if issued else partial or (int(at_end["y"]) if at_end else None)


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
    return _ISSUES.split(found, maxsplit=1)[0] if found else None


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
