"""Page: what is drawn on a page, whether a PDF says it in letters or it was recognised from a picture."""

from collections.abc import Iterable
from dataclasses import dataclass

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from scheduler.documents.pdf_lines import Letter
from scheduler.documents.pdf_strokes import Stroke
from scheduler.documents.pdf_tables import Ruled, ruled

_FEW = 300
"""Letters that a digital signature, a number and a date come to."""
_NEAR = 3.0
"""Points within which the ends of two lines meet."""
_SHORTEST_PIECE, _SHORTEST = 1.0, 3.0
"""Points of a piece of a line as it is drawn, and of a line of a table."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its letters, its ruled tables, how many pictures it has, and how much of it they cover. aside: text on its side.

    Letters drawn as outlines are a picture. struck: the letters that were left out because a line runs through them.
    rules: heights of flat lines of no ruled table.
    overlaid: how many letters stand in lines drawn over each other. hidden: how many lines the paper does not show, though
    the file has them. cut: how many letters stand on an edge of the page, or behind it. of_two: whether its sheet holds two.
    """

    number: int
    height: float
    letters: tuple[Letter, ...]
    aside: str
    tables: tuple[Ruled, ...]
    pictures: int
    covered: float
    struck: tuple[Letter, ...] = ()
    rules: tuple[float, ...] = ()
    overlaid: int = 0
    hidden: int = 0
    cut: int = 0
    of_two: bool = False

    @property
    def is_scan(self) -> bool:
        """Whether it is a picture: no letters, or only the few that a signature or a stamp of the mail room adds to one."""
        return bool(self.pictures) and (not self.letters or (self.covered > 0.5 and len(self.letters) < _FEW))


def tables_of(strokes: Iterable[Stroke]) -> tuple[Ruled, ...]:
    """The tables that these lines draw, from top to bottom."""
    drawn = (stroke for stroke in strokes if max(stroke[2] - stroke[0], stroke[3] - stroke[1]) >= _SHORTEST_PIECE)
    merged = merge_edges([_edge_of(stroke) for stroke in drawn], _NEAR, _NEAR, _NEAR, _NEAR)
    edges = [one for one in merged if one["width" if one["orientation"] == "h" else "height"] >= _SHORTEST]
    cells = intersections_to_cells(edges_to_intersections(edges, _NEAR, _NEAR))
    found = (ruled(table) for table in cells_to_tables(cells))
    return tuple(sorted((one for one in found if one is not None), key=lambda table: table.box[1]))


def _edge_of(stroke: Stroke) -> dict[str, object]:
    """A line as the library wants it."""
    x0, top, x1, bottom = stroke
    upright = x1 - x0 < bottom - top
    return {
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
        "orientation": "v" if upright else "h",
        "object_type": "line",
    }
