"""Automatic numbers and bullets of a Word file: what Word shows before a paragraph that is part of a list."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from scheduler.documents.word_styles import Styles
from scheduler.documents.zipped import attribute, child, children

_BULLETS = {"\uf02d": "-", "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "o": "○", "·": "•", "§": "▪"}
_LONGEST = 40
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"),
    (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    kind: str
    text: str
    plain: bool
    restarts: int | None
    style: str | None


@dataclass(frozen=True, slots=True)
class _List:
    """A list as it is used (w:num): the abstract one that counts for it, its levels, the starts that it overrides."""

    counter: str
    levels: dict[int, _Level]
    starts: dict[int, int]


@dataclass(slots=True)
class Numbering:
    """The lists of a file, and how far each has counted: ask for the labels of the paragraphs in their order."""

    lists: dict[str, _List] = field(default_factory=dict)
    counts: dict[tuple[str, int], int] = field(default_factory=dict)
    started: set[tuple[str, int]] = field(default_factory=set)

    def label(self, own: Element | None, style: str | None, styles: Styles) -> str:
        """The label of the next paragraph, "" where it is in no list. own: its w:pPr."""
        numbered = styles.paragraph_property(own, style, "numPr")
        number = attribute(child(numbered, "numId"), "val")
        one = self.lists.get(number or "")
        if number is None or one is None:
            return ""
        names = {s.id for s in styles.chain(style or styles.default)}
        of_style = next((depth for depth, level in one.levels.items() if level.style in names), 0)
        at = _int(attribute(child(numbered, "ilvl"), "val"), of_style)
        return self._counted(number, one, at) if at in one.levels else ""

    def form(self, number: str) -> tuple[str, str] | None:
        """How the outermost level of a list counts, and what it prints around the number; None for bullets and no list."""
        level = self.lists[number].levels.get(0) if number in self.lists else None
        return None if level is None or level.kind in ("bullet", "none") else (level.kind, level.text)

    def _counted(self, number: str, one: _List, at: int) -> str:
        level = one.levels[at]
        if level.kind == "bullet":
            return _BULLETS.get(level.text, "•" if "\ue000" <= level.text[:1] <= "\uf8ff" else level.text.strip()[:3])
        if at in one.starts and (number, at) not in self.started:
            self.counts[one.counter, at] = one.starts[at]
        else:
            self.counts[one.counter, at] = self.counts.get((one.counter, at), level.start - 1) + 1
        self.started.add((number, at))
        self._restart_below(one, at)
        return self._printed(one, at) if level.kind != "none" or "%" not in level.text else ""

    def _restart_below(self, one: _List, at: int) -> None:
        """Levels further in begin anew, unless they say that they go on or restart only after a level further out."""
        for below, level in one.levels.items():
            if below > at and (level.restarts is None or at < level.restarts):
                self.counts.pop((one.counter, below), None)

    def _printed(self, one: _List, at: int) -> str:
        text = one.levels[at].text
        for depth, level in one.levels.items():
            if f"%{depth + 1}" in text:
                count = self.counts.get((one.counter, depth), level.start)
                kind = "decimal" if one.levels[at].plain else level.kind
                text = text.replace(f"%{depth + 1}", in_format(count, kind))
        return text.strip()[:_LONGEST]


def read_numbering(root: Element | None) -> Numbering:
    """The lists of numbering.xml, which may be missing."""
    abstract = {attribute(one, "abstractNumId") or "": one for one in children(root, "abstractNum")}
    by_style = {
        name: key for key, one in abstract.items() if (name := attribute(child(one, "styleLink"), "val")) is not None
    }
    lists: dict[str, _List] = {}
    for number in children(root, "num"):
        key = attribute(child(number, "abstractNumId"), "val") or ""
        key = by_style.get(attribute(child(abstract.get(key), "numStyleLink"), "val") or "", key)
        lists[attribute(number, "numId") or ""] = _list(key, abstract.get(key), number)
    lists.pop("0", None)
    return Numbering(lists)


def _list(key: str, abstract: Element | None, number: Element) -> _List:
    levels = {_int(attribute(one, "ilvl"), 0): _level(one) for one in children(abstract, "lvl")}
    starts: dict[int, int] = {}
    for override in children(number, "lvlOverride"):
        at = _int(attribute(override, "ilvl"), 0)
        if (own := child(override, "lvl")) is not None:
            levels[at] = _level(own)
        if (start := attribute(child(override, "startOverride"), "val")) is not None:
            starts[at] = _int(start, 1)
    return _List(key, dict(sorted(levels.items())), starts)


def _level(element: Element) -> _Level:
    restarts = attribute(child(element, "lvlRestart"), "val")
    return _Level(
        start=_int(attribute(child(element, "start"), "val"), 1),
        kind=attribute(child(element, "numFmt"), "val") or "decimal",
        text=attribute(child(element, "lvlText"), "val") or "",
        plain=child(element, "isLgl") is not None,
        restarts=_int(restarts, 0) if restarts is not None else None,
        style=attribute(child(element, "pStyle"), "val"),
    )


def in_format(count: int, kind: str) -> str:
    """A number as a list of this kind prints it; a kind that we do not know counts in figures."""
    match kind:
        case "upperRoman":
            return _roman(count).upper()
        case "lowerRoman":
            return _roman(count)
        case "upperLetter":
            return _letters(count).upper()
        case "lowerLetter":
            return _letters(count)
        case "decimalZero":
            return f"{count:02d}"
        case "none":
            return ""
        case _:
            return str(count)


def _roman(count: int) -> str:
    if not 0 < count < 4000:
        return str(count)
    text = ""
    for worth, letters in _ROMAN:
        text, count = text + letters * (count // worth), count % worth
    return text


def _letters(count: int) -> str:
    """a … z, then aa, bb, as Word goes on."""
    return chr(97 + (count - 1) % 26) * min(1 + (count - 1) // 26, 5) if count > 0 else str(count)


def _int(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else otherwise
