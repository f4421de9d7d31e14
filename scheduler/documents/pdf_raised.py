"""Small raised figures on a PDF page: marks of footnotes and powers, set down on their line as the raised letters that they are."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from scheduler.documents.notes import raised
from scheduler.documents.pdf_lines import Letter

_SMALL = 0.8
"""Share of the size of the letters beside them up to which figures are small."""
_SMALLER = 0.95
"""The same of the letters of a footnote, whose number may stand on their line."""
_NEAR = 0.5
"""Sizes of white space between such a figure and the letter that it belongs to."""
_FAR = 3.0
"""Sizes of white space between the number of a footnote and its text."""
_MOST = 200
"""Small figures on a page that are marks; more are a table in small letters."""


def with_raised(letters: Sequence[Letter]) -> list[Letter]:
    """The letters, each small raised figure as tall as the letter beside it; so are the numbers of footnotes."""
    sizes = Counter(round(one.size) for one in letters if one.text.isalpha())
    usual = sizes.most_common(1)[0][0] if sizes else 0
    small = [at for at, one in enumerate(letters) if one.text.isdecimal() and one.size < _SMALLER * usual]
    if not small or len(small) > _MOST:
        return list(letters)
    found = list(letters)
    for at in small:
        if (beside := _beside(letters[at], letters)) is not None:
            found[at] = replace(
                letters[at], text=raised(letters[at].text), top=beside.top, bottom=beside.bottom, size=beside.size
            )
    marks = {found[at].text for at in small if found[at] is not letters[at]}
    for at in small:
        if raised(letters[at].text) in marks and (first := _begun_by(letters[at], letters)) is not None:
            width = letters[at].x1 - letters[at].x0
            found[at] = replace(letters[at], text=raised(letters[at].text), x0=first.x0 - width, x1=first.x0)
    return found


def _beside(one: Letter, letters: Sequence[Letter]) -> Letter | None:
    """The letter that a raised figure stands behind, else the one that it stands before."""
    near = [other for other in letters if other.text.strip() and _is_raised(one, other)]
    return min(near, key=lambda other: (other.x0 > one.x0, abs(other.x1 - one.x0)), default=None)


def _is_raised(one: Letter, beside: Letter) -> bool:
    if one.size > _SMALL * beside.size or not (beside.top < one.bottom < beside.bottom - 0.1 * beside.size):
        return False
    apart = max(one.x0 - beside.x1, beside.x0 - one.x1)
    return apart < _NEAR * beside.size and one.middle[1] < beside.middle[1]


def _begun_by(one: Letter, letters: Sequence[Letter]) -> Letter | None:
    """The first letter of the text of a footnote, where the figure stands at the beginning of its line, as tall as the text."""
    line = [
        other for other in letters if other is not one and abs(other.bottom - one.bottom) < 1 and other.text.strip()
    ]
    first = min(line, key=lambda other: other.x0, default=None)
    if first is None or first.x0 < one.x1 or not first.text.isalpha() or abs(first.size - one.size) > 0.5:
        return None
    return first if first.x0 - one.x1 < _FAR * one.size else None
