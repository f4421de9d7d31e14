"""The text of a Word paragraph as it is shown: insertions kept, deletions and hidden text dropped, old fonts decoded."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from scheduler.documents.legacy_fonts import Decode, decoded, decoder
from scheduler.documents.notes import raised
from scheduler.documents.word_styles import Styles, is_on, is_raised
from scheduler.documents.zipped import attribute, child, children, local

_THROUGH = frozenset(
    {"ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "customXml", "fldSimple", "dir", "bdo"}
)
_BREAKS = frozenset({"br", "cr"})
_TRACKED = frozenset({"ins", "del", "moveTo", "moveFrom"})
_NOTES = frozenset({"footnoteReference", "endnoteReference"})


@dataclass(slots=True)
class Shown:
    """What is seen of a paragraph. boxes: the contents of text boxes anchored in it; notes: how many footnotes it refers to.

    tracked: how many tracked insertions and deletions it holds. struck: the pieces that are struck out.
    hidden: pieces of text that nobody sees, those struck out with them.
    """

    text: str = ""
    bold: bool = False
    boxes: list[Element] = field(default_factory=list)
    notes: int = 0
    tracked: int = 0
    hidden: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Runs:
    """Gathers the runs of a paragraph; between the marks of a field only its result is shown, not its code."""

    styles: Styles
    style: str | None
    pieces: list[tuple[str, Decode | None]] = field(default_factory=list)
    weights: list[bool] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    notes: int = 0
    tracked: int = 0
    hidden: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    in_code: list[bool] = field(default_factory=list)
    was_hidden: bool = False

    def take(self, element: Element) -> None:
        for one in element:
            name = local(one)
            self.tracked += name in _TRACKED and any(local(t) in ("t", "delText") and t.text for t in one.iter())
            if name == "r":
                self._run(one)
            elif name in _THROUGH:
                self.take(one)
            elif name == "AlternateContent":
                self.take(_alternative(one))

    def _run(self, run: Element) -> None:
        properties = self.styles.run_properties(child(run, "rPr"), self.style)
        struck = any(is_on(properties, line) for line in ("strike", "dstrike"))
        if struck and (gone := hidden_text(run)).strip():
            self.struck.append(decoded([(gone.strip(), decoder(self.styles.font(properties)))]))
        if struck or is_on(properties, "vanish"):
            self._hide(decoded([(hidden_text(run), decoder(self.styles.font(properties)))]))
            return
        text = "".join(self._shown(run))
        text = raised(text) if is_raised(properties) else text
        self.was_hidden = self.was_hidden and not text
        if text and (is_on(properties, "caps") or (text.islower() and is_on(properties, "smallCaps"))):
            text = text if decoder(self.styles.font(properties)) else text.upper()
        if text:
            self.pieces.append((text, decoder(self.styles.font(properties))))
        if text.strip():
            self.weights.append(is_on(properties, "b"))

    def _hide(self, text: str) -> None:
        """Keeps a text that nobody sees with the piece that it goes on with."""
        if self.was_hidden:
            self.hidden[-1] += text
        else:
            self.hidden.append(text)
        self.was_hidden = True

    def _shown(self, run: Element) -> Iterator[str]:
        for one in run:
            name = local(one)
            if name == "fldChar":
                self._field(attribute(one, "fldCharType"))
            elif name in ("drawing", "pict", "object"):
                self.boxes += _boxes(one)
            elif name == "AlternateContent":
                yield from self._shown(_alternative(one))
            elif name in _NOTES:
                self.notes += 1
            elif not any(self.in_code):
                yield _letters(one, name)

    def _field(self, kind: str | None) -> None:
        """A field goes begin, code, separate, result, end; one inside the code of another shows nothing."""
        if kind == "begin":
            self.in_code.append(True)
        elif kind == "separate" and self.in_code:
            self.in_code[-1] = False
        elif kind == "end" and self.in_code:
            self.in_code.pop()


def shown(paragraph: Element, styles: Styles) -> Shown:
    """What a reader sees of a w:p, its automatic number left out."""
    runs = _Runs(styles, style_of(paragraph))
    runs.take(paragraph)
    bold = bool(runs.weights) and all(runs.weights)
    return Shown(decoded(runs.pieces), bold, runs.boxes, runs.notes, runs.tracked, runs.hidden, runs.struck)


def hidden_text(element: Element) -> str:
    """All letters of a run, or of whatever nobody sees."""
    return "".join(_letters(one, local(one)) for one in element.iter())


def style_of(paragraph: Element) -> str | None:
    """The id of a paragraph's style."""
    return attribute(child(child(paragraph, "pPr"), "pStyle"), "val")


def mark_deleted(paragraph: Element) -> bool:
    """Whether the end of the paragraph is a tracked deletion: then the next one goes on with it."""
    mark = child(child(paragraph, "pPr"), "rPr")
    return child(mark, "del") is not None or child(mark, "moveFrom") is not None


def _letters(one: Element, name: str) -> str:
    if name == "t":
        return one.text or ""
    if name == "tab" or name == "ptab":
        return "\t"
    if name in _BREAKS:
        return "\n"
    return "-" if name == "noBreakHyphen" else ""


def _boxes(element: Element) -> Iterator[Element]:
    """The contents of the text boxes in a drawing; of a new and an old form of one, the first."""
    for one in element:
        name = local(one)
        if name == "txbxContent":
            yield one
        else:
            yield from _boxes(_alternative(one) if name == "AlternateContent" else one)


def _alternative(element: Element) -> Element:
    """Of the forms that a file offers the one for new programs, else the one for old ones."""
    forms = [*children(element, "Choice"), *children(element, "Fallback")]
    return forms[0] if forms else Element("none")
