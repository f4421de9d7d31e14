"""Lists of a web page: the numbers and bullets that a browser shows before their items."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from scheduler.documents.word_numbering import in_format

_KINDS = {"I": "upperRoman", "i": "lowerRoman", "A": "upperLetter", "a": "lowerLetter"}
_UNMARKED = re.compile(r"list-style(?:-type)?\s*:\s*none", re.IGNORECASE)
_TALLEST = 1000
_PRINTED = "ListLabel"
"""How LibreOffice's XHTML names the style of a number that it prints itself, inside an item of a list."""


@dataclass(slots=True)
class _List:
    """An open list: how its items are numbered (None: bullets), the number of the last one, whether it has had any."""

    kind: str | None
    count: int
    used: bool = False
    marked: bool = True


@dataclass(slots=True)
class Lists:
    """The lists that are open, from the outside in, and the last number at each depth."""

    open: list[_List] = field(default_factory=list)
    counted: dict[int, int] = field(default_factory=dict)

    def begin(self, tag: str, attrs: Mapping[str, str | None]) -> None:
        """A list (ol, ul) begins."""
        kind = _KINDS.get(attrs.get("type") or "", "decimal") if tag == "ol" else None
        marked = not _UNMARKED.search(attrs.get("style") or "")
        self.open.append(_List(kind, number(attrs.get("start"), _TALLEST) - 1, marked=marked))

    def end(self) -> None:
        """The innermost list ends, if one is open."""
        if self.open:
            self.open.pop()

    def next_label(self, in_table: bool) -> str:
        """What is shown before the next item; nothing where the page says that its items bear no mark."""
        if not self.open or self.open[-1].kind is None:
            return "" if self.open and not self.open[-1].marked else "- "
        last = self.open[-1]
        last.count += 1
        last.used = True
        self.counted[len(self.open)] = last.count
        above = self._number_above() if in_table else ""
        return f"{above}{in_format(last.count, last.kind or '')}. " if last.marked else ""

    def _number_above(self) -> str:
        """«2.» before «1.», where a list in a cell is the second level of one that counts from cell to cell."""
        above = self.open[:-1]
        if any(one.used or one.kind != "decimal" for one in (*above, replace(self.open[-1], used=False))):
            return ""
        return "".join(f"{self.counted[depth]}." for depth, _ in enumerate(above, 1) if depth in self.counted)


def is_printed_label(tag: str, attrs: Mapping[str, str | None]) -> bool:
    """Whether the number of an item is printed in its text, so that the list's own is not shown."""
    return tag == "span" and (attrs.get("class") or "").startswith(_PRINTED)


def number(given: str | None, most: int) -> int:
    """The number that an attribute gives, 1 for none."""
    return (
        min(int(given), most)
        if given and given.isascii() and given.isdigit() and 0 < len(given) < 6 and int(given)
        else 1
    )
