"""Numbers of rows in tables that were recognised from a picture: what was misread is told by its place in the count."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from scheduler.documents.document import Block, Cell, Paragraph, Row, Table
from scheduler.documents.scanned_titles import is_title_row
from scheduler.documents.vocabulary import words

_NUMBER = re.compile(r"^\W*(\d{1,3})\W*$")
_ROMAN = re.compile(r"^\W*((?:X{0,3})(?:IX|IV|V?I{0,3}))\W*$")
_LIKE_ROMAN = str.maketrans({"1": "I", "l": "I", "|": "I", "!": "I", "i": "I", "T": "I", "L": "I", "H": "II", "Y": "V"})
_HEADING = re.compile(r"^([IVXHTLl1|!]{1,6})(?:\s?[.)]\s*|\s+)(?=[^\W\d_a-z])(?=\S{2})")
_OTHER = re.compile(r"^(?:\W*\d{1,3}(?:\.\d{1,3})+\W*|\W*[a-hđA-GĐ]\W*|[-–+*•]+)$")
_AROUND = " .,;:()'’‘"
_LONGEST = 6
"""Signs of a number, its dots and brackets with it."""
_JUMP, _MISREAD, _AGAIN, _SECTIONS_AGAIN = 1.2, 1.0, 2.0, 3.0
"""What it costs to believe that a number was left out, misread, or that the count began anew without a heading.

Sections of a table hardly ever do, but strokes of Roman numbers are lost often: I, I, II are I, II, III.
"""


@dataclass(frozen=True, slots=True)
class _Label:
    """The number of a row: which table and row, its text, the number read from it, if any, what it costs to begin anew at it."""

    at: tuple[int, int]
    text: str
    read: int | None
    again: float = _AGAIN


def with_labels(blocks: Sequence[Block], pages: frozenset[int]) -> tuple[Block, ...]:
    """The blocks with the numbers of the rows on these pages put right, where they are told by those above and below."""
    tables = {at: b for at, b in enumerate(blocks) if isinstance(b, Table) and b.place.page in pages and _is_counted(b)}
    found = {**_told(_sections(tables, _begun(blocks)), _as_roman), **_told(_items(tables), str)} if tables else {}
    headings = {at: h for at, b in enumerate(blocks) if b.place.page in pages and (h := _heading_of(b)) is not None}
    told = _told([_Label((at, 0), h, _roman(h)) for at, h in headings.items()], _as_roman)
    return tuple(
        _relabelled(block, at, found) if isinstance(block, Table) and at in tables
        else _renumbered(block, headings[at], told.get((at, 0))) if isinstance(block, Paragraph) and at in headings
        else block
        for at, block in enumerate(blocks)
    )  # fmt: skip


def _heading_of(block: Block) -> str | None:
    """What a heading in capitals has for its Roman number."""
    found = _HEADING.match(block.text) if isinstance(block, Paragraph) else None
    return found[1] if found and isinstance(block, Paragraph) and block.text[found.end() :].isupper() else None


def _renumbered(block: Paragraph, read: str, told: str | None) -> Paragraph:
    number = told or read.translate(_LIKE_ROMAN)
    return replace(block, text=f"{number}. {block.text[len(read) :].lstrip(' .)')}")


def _relabelled(block: Table, at: int, found: Mapping[tuple[int, int], str]) -> Table:
    rows = list(block.rows)
    for n, row in enumerate(rows):  # the header may be printed again below the rest of a row
        if (n == 0 and _near(row.cells[0].text)) or (
            is_title_row(row) and (n == 0 or 0 < len(row.cells[0].text) <= _LONGEST)
        ):
            rows[n] = _with_label(row, words("scans", "number_column")[0])
    return replace(
        block, rows=tuple(_with_label(row, found[at, n]) if (at, n) in found else row for n, row in enumerate(rows))
    )


def _with_label(row: Row, text: str) -> Row:
    return replace(row, cells=(replace(row.cells[0], text=text), *row.cells[1:]))


def _is_counted(table: Table) -> bool:
    """Whether the first of several columns holds numbers: hardly anything in it is longer."""
    labels = [row.cells[0] for row in _numbered(table)]
    return max(len(row.cells) for row in table.rows) > 2 and 0 < sum(map(_is_short, labels)) >= len(labels) * 0.8


def _numbered(table: Table) -> Iterator[Row]:
    """The rows with something in the first column, headings left out; where a cell reaches in from above there is nothing.

    A row that is filled but for its number may have one that was not seen.
    """
    reach = 0
    for at, row in enumerate(table.rows):
        unseen = _is_unseen(table.rows, at)
        if (
            reach == 0
            and (unseen or row.cells[0].text.strip())
            and not _is_heading(row.cells[0])
            and not is_title_row(row)
        ):
            yield row
        reach = reach - 1 if reach else row.cells[0].rows - 1


def _is_unseen(rows: Sequence[Row], at: int) -> bool:
    """Whether a filled row must have had a number: it is the first or the last of a section, where no rest of a row stands."""
    if at == 0 or len(rows[at].cells) < 4 or not all(cell.text.strip() for cell in rows[at].cells[1:]):
        return False
    first = _is_section(rows[at - 1]) and bool(rows[at - 1].cells[0].text.strip())
    last = at + 1 == len(rows) or _is_section(rows[at + 1])
    return first or (last and bool(rows[at - 1].cells[0].text.strip()) and not is_title_row(rows[at - 1]))


def _is_short(cell: Cell) -> bool:
    return len(cell.text.strip()) <= _LONGEST


def _is_heading(cell: Cell) -> bool:
    """Whether it is the title of the column: letters, and no number."""
    return _near(cell.text) or (len(cell.text) > 1 and not _is_number(cell.text) and not _is_short(cell))


def _near(text: str) -> bool:
    """Whether it is one of the usual titles, or one letter away from the longer of them."""
    bare = "".join(c for c in text.upper() if c.isalpha())
    names = words("scans", "number_column")
    return bare in names or any(
        len(name) == len(bare) > 2 and sum(a != b for a, b in zip(name, bare, strict=True)) == 1 for name in names
    )


def _is_number(text: str) -> bool:
    return bool(_NUMBER.match(text) or _ROMAN.match(text) or _OTHER.match(text))


def _is_section(row: Row) -> bool:
    """Whether a row has a number, a title and nothing else."""
    return sum(bool(cell.text.strip()) for cell in row.cells[1:]) == 1


def _rows(tables: Mapping[int, Table]) -> Iterator[tuple[tuple[int, int], Row]]:
    for at, table in tables.items():
        numbered = {id(row) for row in _numbered(table)}
        yield from (
            ((at, n), row) for n, row in enumerate(table.rows) if id(row) in numbered and _is_short(row.cells[0])
        )


def _sections(tables: Mapping[int, Table], begun: frozenset[int]) -> list[_Label]:
    """The headings that count in Roman numbers; none where any is plainly something else. begun: other tables."""
    rows = [(at, row.cells[0].text) for at, row in _rows(tables) if _is_section(row)]
    if any(_OTHER.match(text) or ((n := _NUMBER.match(text)) and n[1] not in ("1", "11", "111")) for _, text in rows):
        return []
    first = {table: (table, row) for (table, row), _ in reversed(rows) if table in begun}.values()
    return [_Label(at, text, _roman(text), 0.0 if at in first else _SECTIONS_AGAIN) for at, text in rows]


def _begun(blocks: Sequence[Block]) -> frozenset[int]:
    """The tables that go on from none before: words stand between, and titles of columns begin them."""
    return frozenset(
        at
        for at, block in enumerate(blocks)
        if at
        and isinstance(block, Table)
        and isinstance(blocks[at - 1], Paragraph)
        and any(map(is_title_row, block.rows[:2]))
    )


def _items(tables: Mapping[int, Table]) -> list[_Label]:
    found: list[_Label] = []
    fresh = False
    for at, row in _rows(tables):
        text = row.cells[0].text
        number = _NUMBER.match(text)
        if _is_section(row) and not (number and _counts_on(found, int(number[1]))):
            fresh = True
        elif not _OTHER.match(text):
            found.append(_Label(at, text, int(number[1]) if number else None, 0.0 if fresh else _AGAIN))
            fresh = False
    return found


def _counts_on(found: Sequence[_Label], number: int) -> bool:
    """Whether a row that says neither who nor when is the next item all the same."""
    return bool(found) and number > 1 and found[-1].read == number - 1


def _told(labels: Sequence[_Label], written: Callable[[int], str]) -> dict[tuple[int, int], str]:
    """The rows whose number was misread, with the number that their place tells."""
    sure = sum(label.read is not None for label in labels)
    if sure * 2 < len(labels):
        return {}
    return {
        label.at: written(number)
        for label, number in zip(labels, _count(labels), strict=True)
        if label.text.strip(_AROUND) != written(number)
    }


def _count(labels: Sequence[_Label]) -> list[int]:
    """The likeliest count: it goes on by one from row to row, may begin anew under a heading, and agrees with what was read."""
    paths: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for label in labels:
        following: dict[int, tuple[float, tuple[int, ...]]] = {}
        for last, (cost, path) in paths.items():
            for number, more in _next(last, label):
                total = cost + more + (_MISREAD if label.read not in (None, number) else 0.0)
                if number not in following or total < following[number][0]:
                    following[number] = total, (*path, number)
        paths = dict(sorted(following.items(), key=lambda one: one[1][0])[:40])
    return list(min(paths.values())[1]) if labels else []


def _next(last: int, label: _Label) -> Iterable[tuple[int, float]]:
    """Which numbers may follow, and what it costs to believe it."""
    yield last + 1, 0.0
    yield 1, label.again if last else 0.0
    if label.read is not None and label.read != last + 1 and (label.read > last or label.again < _SECTIONS_AGAIN):
        yield label.read, _JUMP


def _roman(text: str) -> int | None:
    found = _ROMAN.match(text.translate(_LIKE_ROMAN))
    if found is None or not found[1]:
        return None
    return next((n for n in range(1, 40) if _as_roman(n) == found[1]), None)


def _as_roman(number: int) -> str:
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]
