"""Lists that LibreOffice took apart in a .doc file: the first number of a column in a list of its own, the rest in another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from scheduler.documents.word_numbering import Numbering
from scheduler.documents.word_styles import Styles
from scheduler.documents.word_table import cells_of, rows_of
from scheduler.documents.word_text import shown
from scheduler.documents.zipped import attribute, child, children, local


@dataclass(frozen=True, slots=True)
class _Number:
    """The automatic number of a row: the element that names its list, which list that is, in which form it counts."""

    names: Element
    list: str
    form: tuple[str, str]


def rejoin(body: Element, styles: Styles, numbering: Numbering) -> None:
    """Puts the one number of such a list into the list that goes on with it in the same column of the same table.

    It goes on where that list is of the same form and has not counted before, and between the two stand only rows whose numbers
    are of forms further in: «I», its «1», «2», then «I» once more. A form is further in than those first seen above it.
    """
    used = [attribute(one, "val") for one in body.iter() if local(one) == "numId"]
    for table in (one for one in body.iter() if local(one) == "tbl"):
        rows = [_number(row, styles, numbering) for row in rows_of(table)]
        forms = list(dict.fromkeys(one.form for one in rows if one is not None))
        seen: set[str] = set()
        for at, one in enumerate(rows):
            if one is None:
                continue
            other = _next(rows[at + 1 :], forms[: forms.index(one.form)], one)
            if used.count(one.list) == 1 and other is not None and other.list not in {one.list, *seen}:
                key = next(key for key in one.names.attrib if key.rpartition("}")[2] == "val")
                one.names.set(key, other.list)
                seen.add(other.list)
            seen.add(one.list)


def _next(rows: Sequence[_Number | None], outer: Sequence[tuple[str, str]], one: _Number) -> _Number | None:
    """The next number of the same form, unless a row without number or one of a form further out stands before it."""
    for other in rows:
        if other is None or other.form in outer:
            return None
        if other.form == one.form:
            return other
    return None


def _number(row: Element, styles: Styles, numbering: Numbering) -> _Number | None:
    """The number of a row whose first cell holds nothing else."""
    first = next(iter(cells_of(row)), None)
    found = [one for one in _paragraphs(first) if _list_of(one) is not None or shown(one, styles).text.strip()]
    if len(found) != 1 or shown(found[0], styles).text.strip():
        return None
    names = _list_of(found[0])
    number = attribute(names, "val") or ""
    form = numbering.form(number)
    return _Number(names, number, form) if names is not None and form is not None else None


def _paragraphs(cell: Element | None) -> Iterator[Element]:
    return children(cell, "p")


def _list_of(paragraph: Element) -> Element | None:
    return child(child(child(paragraph, "pPr"), "numPr"), "numId")
