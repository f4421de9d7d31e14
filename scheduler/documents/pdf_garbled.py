"""Pages whose letters are not those that the paper shows: fonts that say nothing or the wrong thing of what their shapes mean."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from scheduler.documents.legacy_fonts import decoder
from scheduler.documents.nameless_fonts import is_decodable
from scheduler.documents.pdf_known import text_of
from scheduler.documents.pdf_lines import font_name, lines_of
from scheduler.documents.pdf_page import Page
from scheduler.documents.syllables import marked_words, share_of_syllables

NO_LETTER: Final = re.compile(r"\(cid:\d+\)")
_MANY: Final = 20
"""One of so many letters is none: the text of the page is lost."""
_FOREIGN: Final = 0.01
"""Share of letters that Vietnamese does not have: names of other languages hold fewer."""
_FEWEST: Final = 20
"""Words with marks: fewer tell too little."""
_SURE: Final = 0.93
"""Share of them that are syllables on pages that say what they show: all but a few, at words that were cut."""
_MARKS: Final = frozenset("\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b")


def garbled(pages: Sequence[Page]) -> Iterator[int]:
    """The numbers of the pages whose letters are lost or wrong. Letters from before Unicode can be put right: they are neither."""
    wrong = [page for page in pages if not _is_without_letters(page) and _has_foreign(page)]
    if wrong and not is_decodable("\n".join(map(_text, pages))):
        yield from (page.number for page in wrong if _is_wrong(_text(page)))
    yield from (page.number for page in pages if _is_without_letters(page))


def _is_without_letters(page: Page) -> bool:
    return sum(bool(NO_LETTER.match(one.text)) for one in page.letters) * _MANY > len(page.letters)


def _has_foreign(page: Page) -> bool:
    """Whether more than a few letters are of no Vietnamese word, though their font is none from before Unicode."""
    letters = [one for one in page.letters if one.text.isalpha() or one.text < " "]
    foreign = (one for one in letters if not one.text.isascii() or not one.text.isalpha())
    found = sum(_is_foreign(one.text) and decoder(font_name(one)) is None for one in foreign)
    return found > _FOREIGN * len(letters)


def _is_foreign(letter: str) -> bool:
    if letter in "đĐ":
        return False
    apart = unicodedata.normalize("NFD", letter)
    return not (apart[0].isascii() and apart[0].isalpha() and _MARKS.issuperset(apart[1:]))


def _is_wrong(text: str) -> bool:
    found = marked_words(text)
    return len(found) >= _FEWEST and share_of_syllables(found) < _SURE


def _text(page: Page) -> str:
    return "\n".join(map(text_of, lines_of(page.letters)))
