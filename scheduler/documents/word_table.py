"""The grid of a Word table: columns left out before a row, cells merged to the right and down, in the old way as well."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from scheduler.documents.document import Cell, Place, Row, Table
from scheduler.documents.limits import MOST_SPAN
from scheduler.documents.zipped import attribute, child, local

_THROUGH = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A w:tc with its text."""

    element: Element
    text: str


@dataclass(slots=True)
class _Open:
    """A merged cell that may go on below: where it stands, how many rows it covers so far."""

    row: int
    cell: int
    rows: int = 1


def rows_of(table: Element) -> list[Element]:
    """The rows of a w:tbl."""
    return list(_inside(table, "tr"))


def cells_of(row: Element) -> list[Element]:
    """The cells of a w:tr, those left out that are a tracked deletion."""
    return [cell for cell in _inside(row, "tc") if child(child(cell, "tcPr"), "cellDel") is None]


def is_dropped(row: Element) -> bool:
    """Whether the row is a tracked deletion, or hidden; other programs than Word only mark all its text as deleted."""
    properties = child(row, "trPr")
    marked = any(child(properties, name) is not None for name in ("del", "moveFrom", "hidden"))
    return marked or (any(_texts(row, "delText")) and not any(_texts(row, "t")))


def is_hidden(row: Element) -> bool:
    """Whether nobody sees the row."""
    return child(child(row, "trPr"), "hidden") is not None


def is_inserted(row: Element) -> bool:
    """Whether the row is a tracked insertion."""
    return child(child(row, "trPr"), "ins") is not None


def _texts(row: Element, name: str) -> Iterator[str]:
    return (text for one in row.iter() if local(one) == name and (text := (one.text or "").strip()))


def table_of(rows: Sequence[Element], pieces: Sequence[Sequence[Piece]], place: Place) -> Table:
    """The table: pieces are the cells of each row."""
    laid: list[list[Cell]] = []
    open_at: dict[int, _Open] = {}
    for number, (row, cells) in enumerate(zip(rows, pieces, strict=True)):
        at = _count(child(child(row, "trPr"), "gridBefore"), 0)
        stands = replace(place, row=number + 1)
        laid.append([Cell("", stands, at)] if at else [])
        merged: dict[int, _Open] = {}
        for piece in cells:
            properties = child(piece.element, "tcPr")
            width = _count(child(properties, "gridSpan"), 1)
            if _goes_on(properties, "hMerge") and laid[-1]:
                laid[-1][-1] = replace(laid[-1][-1], columns=laid[-1][-1].columns + width)
            elif _goes_on(properties, "vMerge") and at in open_at:
                merged[at] = open_at[at]
                merged[at].rows += 1
            else:
                if child(properties, "vMerge") is not None:
                    merged[at] = _Open(number, len(laid[-1]))
                laid[-1].append(Cell(piece.text, stands, width, fill=_fill(properties)))
            at += width
        _close(laid, open_at, merged)
        open_at = merged
    _close(laid, open_at, {})
    return Table(tuple(Row(tuple(cells), replace(place, row=n)) for n, cells in enumerate(laid, 1)), place)


def _close(laid: list[list[Cell]], before: dict[int, _Open], still: dict[int, _Open]) -> None:
    """Writes how many rows the merged cells cover that end here."""
    for at, one in before.items():
        if still.get(at) is not one:
            laid[one.row][one.cell] = replace(laid[one.row][one.cell], rows=one.rows)


def _goes_on(properties: Element | None, name: str) -> bool:
    """Whether the cell is merged with the one before it: a mark without a value says so."""
    mark = child(properties, name)
    return mark is not None and (attribute(mark, "val") or "continue") == "continue"


def _fill(properties: Element | None) -> str:
    """The colour of a cell; "" for none or white."""
    colour = (attribute(child(properties, "shd"), "fill") or "").upper()
    return colour if colour not in ("AUTO", "FFFFFF") else ""


def _count(element: Element | None, otherwise: int) -> int:
    text = attribute(element, "val") or ""
    return min(int(text), MOST_SPAN) if text.isdecimal() and len(text) < 6 else otherwise


def _inside(element: Element, name: str) -> Iterator[Element]:
    for one in element:
        if local(one) == name:
            yield one
        elif local(one) in _THROUGH:
            yield from _inside(one, name)
