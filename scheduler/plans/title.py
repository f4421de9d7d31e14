"""The title of a plan and its kind: on lines of their own, in a sentence above a sheet, as a heading, as what a letter is about."""

import re
from collections.abc import Sequence

from scheduler.documents import Paragraph
from scheduler.plans.numbering import Rank, read_label
from scheduler.plans.patterns import pattern
from scheduler.plans.section_says import is_time
from scheduler.plans.unit_names import begins_unit
from scheduler.plans.vocabulary import column_role, words
from scheduler.text import folded

_KIND_LINE = pattern("head", "kind")
_INTRO = pattern("head", "intro")
_MAYBE_INTRO = pattern("head", "maybe_intro")
_ANNEX = pattern("head", "annex_alone")
_BEGINS_ANNEX = pattern("head", "begins_annex")
_AUTHORITY = pattern("head", "authority")
_DECIDES = pattern("head", "decides")
_CITES = pattern("head", "cites")
_NUMBER = pattern("head", "number")
_DATE = pattern("head", "date")
_YEAR = pattern("year", "year")
_YEAR_ALONE = pattern("head", "year_alone")
_ENDS_IN_YEAR = pattern("head", "ends_in_year")
_PART_OF_YEAR = pattern("head", "part_of_year")
_BEGINS_WITH_DAY = pattern("head", "begins_with_day")
_SUBJECT = pattern("head", "subject")
_NATION = pattern("head", "nation")
_LONGEST_TITLE = 25
_HEAD_OF_COLUMNS = 4
"""Words of such a line."""


def titled(lines: Sequence[Paragraph]) -> tuple[str | None, str | None, Sequence[Paragraph]]:
    """Kind of document, title, and the lines after it."""
    for at, line in enumerate(lines):
        found = _KIND_LINE.match(line.text)
        if found is None or not is_kind_line(line) or _only_annexed(lines, at):
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
    return below is not None and is_kind_line(lines[at + 1])


def _titled_in_a_sentence(lines: Sequence[Paragraph]) -> tuple[str | None, str | None, Sequence[Paragraph]]:
    """Kind, title and the lines after a title like «Kế hoạch công tác năm 2027», as it stands above the table of a sheet."""
    for at, line in enumerate(lines):
        found = _KIND_LINE.match(line.text)
        if found is not None and found["kind"][:1].isupper() and _is_lone_title(line.text):
            title = _with_kind(found, " ".join(found["rest"].split()))
            return found["kind"].upper(), _subject(title[:1].upper() + title[1:]), lines[at + 1 :]
    return _titled_without_kind(lines)


def _titled_without_kind(lines: Sequence[Paragraph]) -> tuple[str | None, str | None, Sequence[Paragraph]]:
    """The first heading that is no letterhead («# BAN HÀNH KẾ HOẠCH …»), or what a letter is about («V/v …»), as title."""
    for at, line in enumerate(lines):
        if about := _SUBJECT.match(line.text):
            return None, about["rest"][:1].upper() + about["rest"][1:], lines[at + 1 :]
        if line.level is not None and _is_heading_alone(line.text):
            decided = _DECIDES.match(line.text)
            return decided["kind"].upper() if decided else None, _subject(line.text), lines[at + 1 :]
    return None, None, list(lines)


def _is_heading_alone(text: str) -> bool:
    letterhead = _NATION.match(text) or _NUMBER.match(text) or begins_unit(text) or _AUTHORITY.match(text)
    return len(text.split()) >= _HEAD_OF_COLUMNS and not (letterhead or _ANNEX.match(text) or read_label(text)[0])


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
    return f"{about} {title}" if title.split()[0].isupper() else f"{about.capitalize()} {title[:1].lower()}{title[1:]}"


def is_kind_line(line: Paragraph) -> bool:
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
        or _is_heading_below(text, title)
        or bool(_BEGINS_ANNEX.match(text))
        or (label is not None and label.rank is Rank.SECTION)
        or text.endswith((".", ":", ";", ","))
        or len(text) > 250
        or len(title) > 4
        or bool(_NUMBER.search(text) or _AUTHORITY.match(text))
    )


def _is_heading_below(text: str, title: Sequence[str]) -> bool:
    """Whether what stands below a title is the heading of the text: in capitals below small letters, a day, heads of columns."""
    whole = " ".join(title)
    in_capitals = text.isupper() and not whole.isupper() and not _YEAR_ALONE.match(text)
    of_part = _ENDS_IN_YEAR.search(whole) is not None and (is_time(text) or _PART_OF_YEAR.fullmatch(text) is not None)
    return in_capitals or of_part or bool(_BEGINS_WITH_DAY.match(text)) or _is_head_of_columns(text)


def _is_head_of_columns(text: str) -> bool:
    """«Nội dung», «Thời gian»: what is left of the first row of a table that has lost its lines."""
    return len(text.split()) <= _HEAD_OF_COLUMNS and text[:1].isupper() and column_role(text) is not None


def _is_intro(text: str) -> bool:
    """Whether the line is the first sentence of the text: «Thực hiện Kế hoạch số …», and not «Thực hiện …» as a title."""
    return bool(_INTRO.match(text)) or (
        bool(_MAYBE_INTRO.match(text)) and (len(text) > 150 or bool(_CITES.search(text)))
    )


def line_of_a_year(lines: Sequence[Paragraph]) -> str | None:
    """Where no kind of document is named, the line that says what of which year stands below: «Phân công công việc năm 2027»."""
    return next((p.text for p in lines if _is_lone_title(p.text) and not _DATE.search(p.text)), None)
