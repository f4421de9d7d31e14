"""What a web page bears beside its text, looked at for marks of secrecy alone: its title, framed words, pictures, fields."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scheduler.documents.marks import boxes_of

_BY_THEMSELVES = frozenset(
    {"title", "text", "svg", "button", "label", "legend", "caption", "mark", "noscript", "option", "del"}
)
"""Elements whose text stands for itself."""
_EMPTY = frozenset({"img", "input", "br", "hr", "meta", "link", "col", "area", "wbr", "source"})
_SAID = ("alt", "title", "value", "content", "placeholder")
_FRAMED = re.compile(r"border|float|position|outline|watermark|stamp|display\s*:\s*none|hidden", re.IGNORECASE)


@dataclass(slots=True)
class Asides:
    """Gathers while a page is gone through: tell it of each tag, each text and each finished line."""

    found: list[str] = field(default_factory=list)
    _open: list[tuple[str, list[str]]] = field(default_factory=list)

    def open(self, tag: str, attrs: Mapping[str, str | None]) -> None:
        """An element begins; what its attributes say of a picture or a field is a text of its own."""
        self.found += (text for key in _SAID if (text := attrs.get(key)))
        framed = _FRAMED.search(f"{attrs.get('style')} {attrs.get('class')}") is not None
        if tag not in _EMPTY and (framed or tag in _BY_THEMSELVES) and len(self._open) < 100:
            self._open.append((tag, []))

    def take(self, data: str) -> None:
        """Text, of all elements that it stands in."""
        for _, pieces in self._open:
            pieces.append(data)

    def close(self, tag: str) -> None:
        """An element ends."""
        if self._open and self._open[-1][0] == tag:
            self.found.append("".join(self._open.pop()[1]))

    def line(self, text: str) -> None:
        """A line as it was before its blanks were folded: those that do not break part a stamp from a letterhead."""
        if len(boxes_of(text.replace("\n", " "))) > 1:
            self.found.append(re.sub(r"[ \n\r]+", " ", text))

    def lines(self) -> Iterator[str]:
        """All that was found."""
        yield from (" ".join(text.split(" ")) for text in self.found)
        yield from ("".join(pieces) for _, pieces in self._open)
