"""A sheet's XML gone through once, before any library builds its cells: what is merged, and how much there is."""

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from scheduler.documents.faults import Fault
from scheduler.documents.limits import MOST_CELLS
from scheduler.documents.sheet_blocks import Merge, Position

_REF = re.compile(r"^\$?([A-Z]{1,3})\$?(\d{1,7})$")
_ON = ("1", "true")
_LAST_ROW = 1_048_576


@dataclass(slots=True)
class Survey:
    """What is merged, hidden, or a formula without a value in a sheet. Raises Fault too-many-cells as soon as it is too large.

    The places to the left of a row's last cell count as cells, so that a few cells far out do not cost what many would.
    """

    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    uncomputed: list[str] = field(default_factory=list)
    _places: int = 0
    _row: int = 0
    _column: int = 0
    _is_text: bool = False
    _in_value: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        tag = name.rpartition(":")[2]
        if tag == "c":
            self._cell(attributes.get("r", ""))
            self._is_text = attributes.get("t") == "str"
        elif tag == "f":
            self.uncomputed.append(_name_of(self._row, self._column))
        elif tag == "v":
            self._in_value = True
            if self._is_text:  # the value of a formula may be a text without letters
                self._computed()
        elif tag == "row":
            given = attributes.get("r", "")
            self._row, self._column = int(given) if given.isdecimal() else self._row + 1, 0
            if self._row > _LAST_ROW:
                raise Fault("file-damaged")
            if attributes.get("hidden") in _ON:
                self.hidden_rows.add(self._row)
        elif tag == "col" and attributes.get("hidden") in _ON:
            first, last = attributes.get("min", ""), attributes.get("max", "")
            if first.isdecimal() and last.isdecimal():
                self.hidden_columns.append((int(first), int(last)))
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def text(self, data: str) -> None:
        """Text in an element."""
        if self._in_value and data.strip():
            self._computed()

    def end(self, _name: str) -> None:
        """An element ends."""
        self._in_value = False

    def _computed(self) -> None:
        if self.uncomputed and self.uncomputed[-1] == _name_of(self._row, self._column):
            self.uncomputed.pop()

    def _cell(self, reference: str) -> None:
        row, column = position(reference) or (self._row, self._column + 1)
        self._places += max(column - self._column, 1)
        self._row, self._column = row, column
        _hold(self._places)

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        begin, end = position(first), position(last or first)
        if begin is not None and end is not None:
            self.merges.append(Merge(*begin, *end))
            _hold(len(self.merges))


def survey(data: bytes) -> Survey:
    """The survey of a sheet's XML. Raises Fault: too-many-cells, file-damaged."""
    found = Survey()
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = found.start, found.end
    parser.CharacterDataHandler = found.text
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Fault("file-damaged") from error
    return found


def position(reference: str) -> Position | None:
    """Row and column of "B12"."""
    found = _REF.match(reference)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def _name_of(row: int, column: int) -> str:
    """ "B12" for its row and column."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def _hold(count: int) -> None:
    if count > MOST_CELLS:
        raise Fault("too-many-cells", most=MOST_CELLS)
