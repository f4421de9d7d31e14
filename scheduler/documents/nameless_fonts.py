"""Text in VNI letters whose font's name was lost (as programs that print to PDF rename fonts): told by the syllables it makes."""

import re
import unicodedata
from dataclasses import replace
from typing import Final

from scheduler.diagnostics import Diagnostic, Location, Severity
from scheduler.documents.content import Content
from scheduler.documents.document import Block, Paragraph, Table, texts
from scheduler.documents.legacy_fonts import Decode, decoder, seems_undecoded

_SYLLABLE: Final = re.compile(
    r"(?:ngh|ng|nh|th|tr|kh|ph|gh|gi|ch|qu|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?"
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_ONLY_VIETNAMESE: Final = re.compile("[\u0102-\u0111\u0168-\u01b0\u1ea0-\u1ef9]")
_FEWEST = 20
"""Words with a letter that only Vietnamese has: fewer tell too little."""
_SURE = 0.97
"""Share of the words with accents that have to be syllables of Vietnamese."""


def with_letters(content: Content, name: str) -> Content:
    """The content with its letters put right and text-decoded to say so, where it can only be VNI; else as it is."""
    written = "\n".join(line for block in content.blocks for line, _ in texts(block))
    decode = decoder("VNI-Times")
    if decode is None or not seems_undecoded(written) or not _is_vietnamese(decode(written)):
        return content
    found = Diagnostic("text-decoded", Severity.WARNING, Location(name))
    blocks = tuple(_decoded(block, decode) for block in content.blocks)
    edges = tuple(decode(edge) for edge in content.edges)
    return replace(content, blocks=blocks, edges=edges, diagnostics=(found, *content.diagnostics))


def _is_vietnamese(text: str) -> bool:
    words = [w for w in _WORD.findall(text) if not w.isascii()]
    if sum(_ONLY_VIETNAMESE.search(w) is not None for w in words) < _FEWEST:
        return False
    return sum(_SYLLABLE.fullmatch(_bare(w)) is not None for w in words) >= _SURE * len(words)


def _bare(word: str) -> str:
    """The letters of a word without its accents."""
    apart = unicodedata.normalize("NFD", word.lower().replace("đ", "d"))
    return "".join(c for c in apart if not unicodedata.combining(c))


def _decoded(block: Block, decode: Decode) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, text=decode(block.text))
    return Table(
        tuple(replace(row, cells=tuple(replace(c, text=decode(c.text)) for c in row.cells)) for row in block.rows),
        block.place,
    )
