"""Which annex of a paper a place stands in, and which annex a text names; «Phụ lục số 02» and «Phụ lục II» are one."""

from collections.abc import Iterable, Iterator, Mapping

from scheduler.diagnostics import Location
from scheduler.documents import Block, Paragraph
from scheduler.plans.numbering import roman_value
from scheduler.plans.patterns import pattern

_NAMED, _HEADS = pattern("annexes", "named"), pattern("annexes", "heads")


def annexes_of(blocks: Iterable[Block], file: str) -> Mapping[Location, str]:
    """By place, of paragraphs and rows, the number of the annex in which it stands; nothing for what stands before the first."""
    return dict(_placed(blocks, file))


def annex_named(text: str) -> str | None:
    """The number of the one annex that a text names, in figures; None where it names none, or several."""
    found = {_figures(m["no"]) for m in _NAMED.finditer(text)}
    return found.pop() if len(found) == 1 else None


def without_annex(text: str) -> str:
    """The text with a blank in the place of each annex that it names."""
    return _NAMED.sub(" ", text)


def _placed(blocks: Iterable[Block], file: str) -> Iterator[tuple[Location, str]]:
    inside: str | None = None
    for block in blocks:
        if isinstance(block, Paragraph):
            heads = _HEADS.match(block.text)
            inside = _figures(heads["no"]) if heads is not None else inside
        if inside is not None:
            places = [block.place] if isinstance(block, Paragraph) else [row.place for row in block.rows]
            yield from ((place.within(file), inside) for place in places)


def _figures(no: str) -> str:
    return str(roman_value(no.upper()) or int(no))
