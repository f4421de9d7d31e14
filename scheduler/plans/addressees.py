"""The units under «Nơi nhận»: to whom a plan goes, which are mostly those that carry it out."""

from collections.abc import Iterable, Iterator, Sequence

from scheduler.documents import Block, Paragraph
from scheduler.plans.endings import is_end
from scheduler.plans.patterns import pattern
from scheduler.plans.unit_names import begins_unit, split_units
from scheduler.plans.vocabulary import words
from scheduler.text import folded

_MOST_LINES = 40
_BULLETS = "-–—+•*"
_REMARK, _POST = pattern("endings", "remark"), pattern("endings", "post")


def addressees(blocks: Sequence[Block]) -> tuple[str, ...]:
    """The units that the list of addressees names, in order, each once; who only gets a copy («Như trên», «Lưu: VT»), a post
    or a person («Chủ tịch», «Bà Trần A») is none.
    """
    return tuple(dict.fromkeys(unit for item in _items(_joined(_listed(blocks))) for unit in _units(item)))


def _units(item: str) -> Iterator[str]:
    """The units of one item. What stands behind a colon are people or rooms of the one before it («VPUB: CVP, các phòng»)."""
    head, _, rest = item.partition(":")
    for unit in split_units(head if _POST.match(rest.strip()) else item):
        if begins_unit(unit) and _POST.match(unit) is None and not is_end(unit):
            yield unit


def _items(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        for item in line.split(";"):
            bare = _REMARK.sub("", item).strip().lstrip(_BULLETS).strip(" .,/")
            if not folded(bare).startswith(words("endings", "copies")):
                yield bare


def _joined(lines: Iterable[str]) -> Iterator[str]:
    """Lines with what goes on from the one before joined to it: what begins small, or follows a comma, without a bullet."""
    held = ""
    for line in lines:
        if held and line[0] not in _BULLETS and (line[0].islower() or held.endswith(",")):
            held += " " + line
        else:
            yield from filter(None, [held])
            held = line
    yield from filter(None, [held])


def _listed(blocks: Sequence[Block]) -> Iterator[str]:
    """The lines after «Nơi nhận» that are list items, up to the first that is none."""
    left = 0
    open_line = ""
    for text in _lines(blocks):
        bare = text.strip()
        if folded(bare).lstrip("*_ ").startswith(words("endings", "beginnings")):
            left = _MOST_LINES
            bare = bare.partition(":")[2].strip("*_ ")
            bare = "" if is_end(bare) else bare
        if left and bare:
            goes_on = bool(open_line) and (bare[0].islower() or open_line.endswith(","))
            is_item = bare[0] in _BULLETS or bare.endswith((";", ".")) or goes_on
            if left < _MOST_LINES and (not is_item or is_end(bare)):
                left = 0
                continue
            left -= 1
            open_line = bare if bare[0] in _BULLETS and not bare.endswith((";", ".")) else ""
            yield bare


def _lines(blocks: Sequence[Block]) -> Iterator[str]:
    """Every line of text; where the signature stands beside the addressees, it has no bullets."""
    column: int | None = None
    for block in blocks:
        if isinstance(block, Paragraph):
            column = _column([block.text], column)
            yield block.text.split("\t")[0]
        else:
            for row in block.rows:
                column = _column([cell.text for cell in row.cells], column)
                yield from _of_row([cell.text for cell in row.cells], column)


def _of_row(cells: Sequence[str], column: int | None) -> Iterator[str]:
    for at, text in enumerate(cells):
        is_theirs = column is None or at == column
        yield from (line for line in text.splitlines() if is_theirs or line.strip()[:1] in tuple(_BULLETS))


def _column(cells: Sequence[str], before: int | None) -> int | None:
    """The column in which the addressees stand, from the row on that begins them."""
    begun = (
        at for at, text in enumerate(cells) if folded(text).lstrip("*_ ").startswith(words("endings", "beginnings"))
    )
    return next(begun, before)
