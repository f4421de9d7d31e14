"""The colours of the cells of a sheet, as far as they tell cells apart: which cell of a row somebody coloured."""

from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell

_NO_COLOUR = ("00000000", "FFFFFFFF", "00FFFFFF")


def fill_of(cell: ReadOnlyCell | EmptyCell) -> str:
    """The colour of a cell that is filled whole: RGB or a number of the theme; "" for none or white."""
    if (
        not isinstance(cell, ReadOnlyCell)
        or not cell.has_style
        or cell.fill is None
        or cell.fill.patternType != "solid"
    ):
        return ""
    colour = cell.fill.fgColor
    if colour.type == "rgb":
        return "" if colour.rgb in _NO_COLOUR else str(colour.rgb)[-6:]
    if colour.type == "theme":
        return "" if colour.theme == 0 and not colour.tint else f"theme {colour.theme} {colour.tint:.2f}"
    return f"colour {colour.indexed}" if colour.indexed not in (1, 9, 64, 65) else ""
