"""Whether a document bears a mark of secrecy: what stands around a mark tells it from a list of levels or a row of a table."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from scheduler.diagnostics import Diagnostic, Location, Severity, values
from scheduler.documents.document import Block, Paragraph, Row, Table
from scheduler.documents.labels import starts_item
from scheduler.documents.marks import Mark, Sort, boxes_of, closed, down_the_page, is_internal_in_two, mark_of
from scheduler.documents.stamp_letters import (
    UNSURE_STAMP,
    goes_on_in,
    may_be_misread_mark,
    misread_mark,
    says_another_word,
    surest_of,
)
from scheduler.documents.vocabulary import pattern, words

_NEAR = 3
"""Lines above and below in which another level shows that levels are being listed."""
_FEWEST_BESIDE = 2
"""Other filled cells in a row that is one of the plan's, and not of a letterhead."""
_LONGEST_HALF = 40
"""Signs of the first of two lines that make one mark."""
_SHORTEST = words("marks", "secret")[-1].upper()
_FIRST_HALVES, _NAMES = words("marks", "compound"), words("marks", "no_compound")
_GOES_ON, _MAY_GO_ON = pattern("marks", "goes_on"), pattern("marks", "may_go_on")
_CODES = {
    Sort.SECRET: ("document-secret", Severity.ERROR),
    Sort.INTERNAL: ("document-internal", Severity.WARNING),
    Sort.UNSURE: ("stamp-unsure", Severity.WARNING),
    Sort.SPOKEN_OF: ("secrecy-mentioned", Severity.WARNING),
}


@dataclass(frozen=True, slots=True)
class _Seen:
    """A mark and the line that it stands on, from 1; None where lines are not counted."""

    mark: Mark
    line: int | None = None


def found_in_text(text: str, name: str) -> tuple[Diagnostic, ...]:
    """The findings of a text: document-secret (an ERROR), document-internal, secrecy-mentioned (WARNINGs), each once at most."""
    return _told(_of_lines(text.split("\n")), name)


def found_in(blocks: Iterable[Block], edges: Sequence[str], name: str) -> tuple[Diagnostic, ...]:
    """The same of blocks and of what stands beside them (headers, stamps, annotations), without their lines."""
    beside = [line for edge in edges for line in edge.splitlines()]
    unsure = [_Seen(Mark(Sort.UNSURE)) for line in beside if line.strip() == UNSURE_STAMP]
    seen = [*_of_lines(beside), *unsure, *_of_blocks(blocks)]
    return _told((replace(one, line=None) for one in seen), name)


def misread_in(lines: Sequence[str], name: str) -> tuple[Diagnostic, ...]:
    """What lines recognised from pictures say that are a mark in capitals but for their accents.

    document-secret; stamp-unsure of one that is another word by them; neither where the next line goes on: «MẶT» above «TRẬN».
    """
    found = [mark for at in range(len(lines)) if (mark := _misread_at(lines, at)) is not None]
    marks = [_Seen(Mark(Sort.SECRET, mark)) for mark in found if mark != UNSURE_STAMP]
    return _told(marks or [_Seen(Mark(Sort.UNSURE)) for _ in found], name)


def _misread_at(lines: Sequence[str], at: int) -> str | None:
    mark, may_be = misread_mark(lines[at]), may_be_misread_mark(lines[at])
    if (mark is None and not may_be) or (at + 1 < len(lines) and goes_on_in(lines[at + 1])):
        return None
    near = [line for line in lines[max(at - _NEAR, 0) : at + _NEAR + 1] if line.isupper()]
    return UNSURE_STAMP if mark is None else surest_of([mark], near)


def softened(found: Iterable[Diagnostic], lines: Sequence[str], name: str) -> tuple[Diagnostic, ...]:
    """The findings of recognised pages; of the shortest mark stamp-unsure, where the pages have a word of their own that holds it.

    lines: all that was read. «BÍ MẬT», «MẬT» above «ONG» may be a stamp of which one judge has read half.
    """
    if not says_another_word(lines):
        return tuple(found)
    unsure = _finding(_Seen(Mark(Sort.UNSURE)), name)
    held = [unsure if one.code == "document-secret" and dict(one.values)["mark"] == _SHORTEST else one for one in found]
    return tuple(dict.fromkeys(held))


def is_internal(line: str) -> bool:
    """Whether the line only says that the paper is for internal use: a stamp, and no part of a title."""
    mark = mark_of(line)
    return mark is not None and mark.sort is Sort.INTERNAL


def _told(seen: Iterable[_Seen], name: str) -> tuple[Diagnostic, ...]:
    first: dict[Sort, _Seen] = {}
    for one in seen:
        if len(one.mark.level) > len(first.setdefault(one.mark.sort, one).mark.level) and one.mark.sort is Sort.SECRET:
            first[Sort.SECRET] = one
    return tuple(_finding(first[sort], name) for sort in Sort if sort in first)


def _finding(one: _Seen, name: str) -> Diagnostic:
    code, severity = _CODES[one.mark.sort]
    facts = values(mark=one.mark.level) if one.mark.level else ()
    return Diagnostic(code, severity, Location(name, one.line), facts)


def _of_lines(lines: Sequence[str]) -> Iterator[_Seen]:
    marks = [list(_in_boxes(line)) for line in lines]
    for at, found in enumerate(marks):
        for mark in found:
            if (said := _with_lines_around(mark, lines, at)) is not None:
                yield _Seen(_in_row(lines[at], said) or _listed(marks, at, said), at + 1)
        if (
            not found
            and at + 1 < len(lines)
            and len(lines[at]) < _LONGEST_HALF
            and is_internal_in_two(lines[at], lines[at + 1])
        ):
            yield _Seen(Mark(Sort.INTERNAL, f"{lines[at].strip()} {lines[at + 1].strip()}"), at + 1)
    yield from map(_Seen, down_the_page(lines))


def _in_boxes(line: str) -> Iterator[Mark]:
    """The marks of a line's boxes but those that make another word with the box beside them: «BẢO   MẬT», «MẬT   ONG»."""
    boxes = boxes_of(line)
    for at, box in enumerate(boxes):
        mark = mark_of(box)
        if mark is None or (mark.bare and at and closed(boxes[at - 1]) in _FIRST_HALVES):
            continue
        if not (mark.bare and at + 1 < len(boxes) and _GOES_ON.fullmatch(closed(boxes[at + 1]))):
            yield mark


def _with_lines_around(mark: Mark, lines: Sequence[str], at: int) -> Mark | None:
    """The mark, None where it makes another word with the line above or below, UNSURE where it may: «MẬT» above «ONG …»."""
    if not mark.bare or mark.sort is not Sort.SECRET or mark.level != _SHORTEST:
        return mark
    below = closed(lines[at + 1]) if at + 1 < len(lines) else ""
    beside = [closed(box) for box in boxes_of(lines[at - 1])] if at else []
    above = next((box for box in beside if box in _FIRST_HALVES), beside[0] if beside else "")
    half = above.split()[-1] if above.strip() and not above.endswith(_NAMES) else ""
    if _GOES_ON.fullmatch(below) or above in _FIRST_HALVES or half == _FIRST_HALVES[0]:
        return None
    return replace(mark, sort=Sort.UNSURE) if _MAY_GO_ON.fullmatch(below) or half in _FIRST_HALVES else mark


def _in_row(line: str, mark: Mark) -> Mark | None:
    """The mark of a row of a table that is written as text: a number first, and other cells beside it."""
    boxes = boxes_of(line)
    is_row = len(boxes) > _FEWEST_BESIDE and (boxes[0].strip().isdigit() or starts_item(boxes[0]))
    return replace(mark, sort=Sort.SPOKEN_OF) if is_row and mark.sort is not Sort.INTERNAL else None


def _listed(marks: Sequence[Sequence[Mark]], at: int, mark: Mark) -> Mark:
    """The mark as one of a list of levels, where it is an item of its own or stands among others; else as it is."""
    if mark.sort is not Sort.SECRET:
        return mark
    near = [m for found in marks[max(at - _NEAR, 0) : at + _NEAR + 1] for m in found if m.sort is not Sort.INTERNAL]
    several = len({m.level for m in near}) > 1 and any(m.listed or not m.in_capitals for m in near)
    return replace(mark, sort=Sort.SPOKEN_OF) if mark.listed or several else mark


def _of_blocks(blocks: Iterable[Block]) -> Iterator[_Seen]:
    held: list[str] = []
    last: Table | None = None
    titles: Row | None = None
    for block in blocks:
        if isinstance(block, Paragraph):
            held.append(block.text)
            last = None if block.text.strip() else last
            continue
        yield from _of_lines(held)
        held = []
        goes_on = last is not None and _goes_on_in(last, block)
        titles = titles if goes_on else block.rows[0] if block.rows else None
        yield from _of_table(block, titles)
        last = block
    yield from _of_lines(held)


def _goes_on_in(table: Table, new: Table) -> bool:
    """Whether a table goes on overleaf in another one, without its titles: as many columns, and nothing between."""
    if table.place.page is None or new.place.page != table.place.page + 1:
        return False
    return _width(table) == _width(new) > _FEWEST_BESIDE


def _width(table: Table) -> int:
    return max((sum(max(cell.columns, 1) for cell in row.cells) for row in table.rows), default=0)


def _of_table(table: Table, titles: Row | None) -> Iterator[_Seen]:
    """The marks of a table: in a row of work, under the title of a column, and among other levels they only speak of it.

    titles: the first row of it, or of the one that it goes on from.
    """
    inside = [(row, mark) for row in table.rows for mark in _marks_of(row)]
    levels = {mark.level for _, mark in inside if mark.sort is Sort.SECRET}
    for row, mark in inside:
        may_speak = mark.sort in (Sort.SECRET, Sort.UNSURE)
        spoken_of = may_speak and (len(levels) > 1 or _is_work(row, titles))
        yield _Seen(replace(mark, sort=Sort.SPOKEN_OF) if spoken_of else mark)


def _marks_of(row: Row) -> Iterator[Mark]:
    for cell in row.cells:
        yield from (one.mark for one in _of_lines(cell.text.splitlines()))


def _is_work(row: Row, titles: Row | None) -> bool:
    """Whether it is a row below these titles: other cells are filled, and the titles are as many."""
    if titles is None or row is titles:
        return False
    beside = sum(bool(cell.text.strip()) and not _is_mark(cell.text) for cell in row.cells)
    titled = sum(bool(cell.text.strip()) for cell in titles.cells)
    return beside >= _FEWEST_BESIDE and titled > _FEWEST_BESIDE


def _is_mark(text: str) -> bool:
    return any(mark_of(line) is not None for line in text.splitlines())
