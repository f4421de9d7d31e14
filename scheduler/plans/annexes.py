"""Which annex of a paper a place stands in, and which annex a text names; «Phụ lục số 02» and «Phụ lục II» are one."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from scheduler.diagnostics import Location
from scheduler.documents import Block, Paragraph
from scheduler.plans.numbering import roman_value
from scheduler.plans.patterns import pattern
from scheduler.plans.vocabulary import words

NUMBER_OF_ANNEX = "number-of-annex"
"""Of a task whose number on the paper stands elsewhere too, and got the mark of its annex."""
_NAMED, _HEADS = pattern("annexes", "named"), pattern("annexes", "heads")
_FORM, _ALONE = pattern("annexes", "form"), pattern("annexes", "alone")
_OF_ANNEX, _OF_FORM = (mark.upper() for mark in words("annexes", "marks"))


def annexes_of(blocks: Iterable[Block], file: str) -> Mapping[Location, str]:
    """By place, of paragraphs and rows, the number of the annex in which it stands; nothing for what stands before the first."""
    return dict(_placed(blocks, file))


def annex_named(text: str) -> str | None:
    """The number of the one annex that a text names, in figures; None where it names none, or several."""
    found = {_figures(m["no"]) for m in _NAMED.finditer(text)}
    return found.pop() if len(found) == 1 else None


def annex_heading(text: str, taken: Collection[str]) -> tuple[str, str] | None:
    """Mark and title of an annex that a line opens without a number («PHỤ LỤC»), or as a form («Biểu 02: …»); else None.

    taken: the marks of the annexes before it; a second one without a number is told apart by how many came before.
    """
    if (form := _FORM.match(text)) is not None:
        return _OF_FORM + _figures(form["no"]), text[form.end() :].strip()
    if not _ALONE.match(text):
        return None
    marks = (_OF_ANNEX, *(f"{_OF_ANNEX}{nth}" for nth in range(2, len(taken) + 3)))
    return next(mark for mark in marks if mark not in taken), ""


def is_annex_mark(number: str) -> bool:
    """Whether the number of a heading is the mark of an annex."""
    return number.rstrip("0123456789") in (_OF_ANNEX, _OF_FORM) and number != _OF_FORM


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
