"""The units under «Nơi nhận»: to whom a plan goes, which are mostly those that carry it out."""

from collections.abc import Iterable, Iterator, Sequence

from scheduler.documents import Block, Paragraph
from scheduler.plans.endings import is_end
from scheduler.plans.patterns import pattern
from scheduler.plans.unit_names import begins_unit, split_units
from scheduler.plans.vocabulary import words
from scheduler.text import folded

_MOST_LINES = 40
_MOST_BESIDE, _WORDS_BESIDE = 5, 6
"""Lines of a signature amid a list, and words of each."""
_BULLETS = "-–—+•*"
_REMARK, _POST = pattern("endings", "remark"), pattern("endings", "post")
_INITIALS, _TOLD = pattern("endings", "initials"), pattern("endings", "told")


def addressees(blocks: Sequence[Block]) -> tuple[str, ...]:
    """The units that the list of addressees names, in order, each once; who only gets a copy («Như trên», «Lưu: VT»), a post
    or a person («Chủ tịch», «Bà Trần A») is none.
    """
    return tuple(dict.fromkeys(unit for item in _items(_joined(_listed(blocks))) for unit in _units(_bare(item))))


def reported_to(blocks: Sequence[Block]) -> tuple[str, ...]:
    """Those of them to whom the plan is only reported: «(b/c)», «(để báo cáo)»."""
    told = (item for item in _items(_joined(_listed(blocks))) if _TOLD.search(item))
    return tuple(dict.fromkeys(unit for item in told for unit in _units(_bare(item))))


def _units(item: str) -> Iterator[str]:
    """The units of one item. Of those behind a colon people are none («VPUB: CVP, các phòng»); a kind before it is said of each."""
    head, _, rest = item.partition(":")
    named = (*split_units(head), *split_units(rest)) if _POST.match(rest.strip()) else split_units(item)
    return (unit for unit in named if _is_unit(unit))


def _is_unit(name: str) -> bool:
    """Whether it begins as a unit does, be it in initials, and is no post, nor the signature below the list."""
    begins = begins_unit(name) or _INITIALS.match(name) is not None
    return begins and _POST.match(name) is None and not is_end(name)


def _items(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        for item in line.split(";"):
            if not folded(_bare(item)).startswith(words("endings", "copies")):
                yield item


def _bare(item: str) -> str:
    return _REMARK.sub("", item).strip().lstrip(_BULLETS).strip(" .,/")


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
    """The lines after «Nơi nhận» that are list items, up to that of the archive, or the first that is none.

    Between lines with bullets those of the signature beside them are passed over: a PDF prints them so.
    """
    left = beside = 0
    open_line, has_bullets = "", False
    for text in _lines(blocks):
        bare = text.strip()
        if folded(bare).lstrip("*_ ").startswith(words("endings", "beginnings")):
            left, beside, has_bullets = _MOST_LINES, 0, False
            bare = bare.partition(":")[2].strip("*_ ")
            bare = "" if is_end(bare) else bare
        if left and bare:
            goes_on = bool(open_line) and (bare[0].islower() or open_line.endswith(","))
            is_item = bare[0] in _BULLETS or bare.endswith((";", ".")) or goes_on
            if left < _MOST_LINES and (not is_item or is_end(bare)):
                beside += 1
                left = left if has_bullets and beside <= _MOST_BESIDE and _may_sign(bare) else 0
                continue
            has_bullets |= bare[0] in _BULLETS
            left = 0 if folded(bare.lstrip(_BULLETS)).strip().startswith(words("endings", "archive")) else left - 1
            open_line = bare if bare[0] in _BULLETS and not bare.endswith((";", ".")) else ""
            yield bare


def _may_sign(line: str) -> bool:
    """Whether a line may be one of a signature: short, and not the beginning of an annex."""
    return len(line.split()) <= _WORDS_BESIDE and not folded(line).startswith(words("labels", "parts"))


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
