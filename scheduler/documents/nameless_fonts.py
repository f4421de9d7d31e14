"""Text in letters of VNI or TCVN3 whose font's name was lost (as programs rename fonts): told by the syllables it makes."""

import re
from dataclasses import replace
from typing import Final

from scheduler.diagnostics import Diagnostic, Location, Severity, values
from scheduler.documents.content import Content
from scheduler.documents.decoding import BEYOND
from scheduler.documents.document import Block, Paragraph, Table, texts
from scheduler.documents.legacy_fonts import Decode, decoder, seems_undecoded
from scheduler.documents.syllables import marked_words, share_of_syllables

_ONLY_VIETNAMESE: Final = re.compile("[\u0102-\u0111\u0168-\u01b0\u1ea0-\u1ef9]")
_SIGN_IN_WORD: Final = re.compile(
    "[A-Za-z][\u00a2-\u00bf\u00c4-\u00c7\u00cb\u00ce-\u00d1\u00d6-\u00d8\u00db\u00dc\u00de\u00df\u00e4-\u00e7\u00eb\u00ee-\u00f1\u00f6-\u00f8\u00fb\u00fc\u00fe\u00ff]|[\u00a2-\u00bf][A-Za-z]"
)
_FEWEST = 20
"""Words with a letter that only Vietnamese has: fewer tell too little."""
_FONTS: Final = (("VNI", "VNI-Times"), ("TCVN3", ".VnTime"))
_HYPHEN: Final = "\u00ad"
_SURE = 0.97
"""Share of the words with accents that have to be syllables of Vietnamese."""


def with_letters(content: Content, name: str) -> Content:
    """The content with its letters put right and text-decoded to say so, where they can only be VNI or TCVN3; else as it is."""
    written = "\n".join(line for block in content.blocks for line, _ in texts(block))
    found = _code_of(written)
    code, decode = found if found is not None else ("", _without_hyphens)
    blocks = (
        tuple(_decoded(block, decode) for block in content.blocks) if found or _HYPHEN in written else content.blocks
    )
    edges = tuple(map(decode, content.edges))
    said = (Diagnostic("text-decoded", Severity.WARNING, Location(name), values(code=code)),) if found else ()
    return replace(content, blocks=blocks, edges=edges, diagnostics=(*said, *content.diagnostics))


def text_with_letters(text: str, name: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """The same of a whole text."""
    found = _code_of(text)
    if found is None:
        return _without_hyphens(text), ()
    return found[1](text), (Diagnostic("text-decoded", Severity.WARNING, Location(name), values(code=found[0])),)


def is_decodable(written: str) -> bool:
    """Whether a text can only be in letters from before Unicode."""
    return _code_of(written) is not None


def _code_of(written: str) -> tuple[str, Decode] | None:
    """In which letters from before Unicode a text can only be, with its decoder."""
    if not seems_undecoded(written):
        return _code_of_some(written)
    codes = ((code, decoder(font)) for code, font in _FONTS)
    return next(((code, d) for code, d in codes if d is not None and is_vietnamese(d(written))), None)


def _code_of_some(written: str) -> tuple[str, Decode] | None:
    """The same of the lines of a text that cannot be Unicode, where the others are: their decoder leaves those alone."""
    lines = [line for line in written.split("\n") if _is_no_unicode(line)]
    found = _code_of(whole) if seems_undecoded(whole := "\n".join(lines)) else None
    if found is None:
        return None
    code, decode = found
    return code, lambda text: "\n".join(
        decode(line) if _is_no_unicode(line) else _without_hyphens(line) for line in text.split("\n")
    )


def _is_no_unicode(line: str) -> bool:
    """Whether a line has signs amid its words that Vietnamese has not, and none of the letters that only it has."""
    return _SIGN_IN_WORD.search(line) is not None and not BEYOND.search(line)


def _without_hyphens(text: str) -> str:
    """The text without soft hyphens, which are kept only as long as they may be a letter."""
    return text.replace(_HYPHEN, "")


def is_vietnamese(text: str) -> bool:
    """Whether it is beyond doubt: enough words with letters that no other language has, nearly all of them syllables of it."""
    words = marked_words(text)
    if sum(_ONLY_VIETNAMESE.search(w) is not None for w in words) < _FEWEST:
        return False
    return share_of_syllables(words) >= _SURE


def _decoded(block: Block, decode: Decode) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, text=decode(block.text))
    return Table(
        tuple(replace(row, cells=tuple(replace(c, text=decode(c.text)) for c in row.cells)) for row in block.rows),
        block.place,
    )
