"""The styles of a Word file: which font, weight, list and outline level a paragraph or run has by them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from scheduler.documents.zipped import attribute, child, children, local

_OFF = ("0", "false", "off", "none")
_DEEPEST = 30
"""Styles based on styles; a file can make them go round in a circle."""


@dataclass(frozen=True, slots=True)
class Style:
    """A style: the one that it is based on, and its own properties of runs and of paragraphs."""

    id: str
    based_on: str | None
    runs: Element | None
    paragraphs: Element | None


@dataclass(frozen=True, slots=True)
class Styles:
    """All styles of a file. theme: the fonts that stand for "major" and "minor" ones."""

    by_id: dict[str, Style] = field(default_factory=dict)
    default: str | None = None
    base: Element | None = None
    theme: dict[str, str] = field(default_factory=dict)

    def chain(self, id: str | None) -> Iterator[Style]:
        """The style and those that it is based on, the nearest first."""
        for _ in range(_DEEPEST):
            if id is None or (style := self.by_id.get(id)) is None:
                return
            yield style
            id = style.based_on

    def run_properties(self, own: Element | None, paragraph_style: str | None) -> tuple[Element, ...]:
        """The properties of a run, the strongest first: its own, its style's, its paragraph's style's, the default."""
        of_run = self.chain(attribute(child(own, "rStyle"), "val"))
        of_paragraph = self.chain(paragraph_style or self.default)
        found = (own, *(s.runs for s in of_run), *(s.runs for s in of_paragraph), self.base)
        return tuple(one for one in found if one is not None)

    def font(self, properties: tuple[Element, ...]) -> str | None:
        """The name of the font that shows letters beyond ASCII."""
        for one in properties:
            fonts = child(one, "rFonts")
            for key in ("hAnsi", "ascii"):
                themed = attribute(fonts, f"{key}Theme")
                name = self.theme.get(themed[:5]) if themed else attribute(fonts, key)
                if name:
                    return name
        return None

    def paragraph_property(self, own: Element | None, style: str | None, name: str) -> Element | None:
        """The property of a paragraph: its own, else its style's."""
        found = (own, *(s.paragraphs for s in self.chain(style or self.default)))
        return next((e for one in found if (e := child(one, name)) is not None), None)


def is_on(properties: tuple[Element, ...], name: str) -> bool:
    """Whether a property that is on or off is on."""
    found = next((e for one in properties if (e := child(one, name)) is not None), None)
    return found is not None and (attribute(found, "val") or "1") not in _OFF


def is_raised(properties: tuple[Element, ...]) -> bool:
    """Whether letters stand raised, as marks of notes do."""
    found = next((e for one in properties if (e := child(one, "vertAlign")) is not None), None)
    return attribute(found, "val") == "superscript"


def read_styles(root: Element | None, theme: Element | None) -> Styles:
    """The styles of styles.xml and theme1.xml, either of which may be missing."""
    found = [_style(one) for one in children(root, "style")]
    default = next(
        (
            attribute(one, "styleId")
            for one in children(root, "style")
            if attribute(one, "type") == "paragraph" and attribute(one, "default") in ("1", "true")
        ),
        None,
    )
    base = child(child(child(root, "docDefaults"), "rPrDefault"), "rPr")
    return Styles({style.id: style for style in found}, default, base, _theme_fonts(theme))


def _style(element: Element) -> Style:
    based_on = attribute(child(element, "basedOn"), "val")
    return Style(attribute(element, "styleId") or "", based_on, child(element, "rPr"), child(element, "pPr"))


def _theme_fonts(theme: Element | None) -> dict[str, str]:
    """Names of the fonts for Latin letters by the first letters of "majorHAnsi", "minorAscii"."""
    scheme = next((one for one in (theme.iter() if theme is not None else ()) if local(one) == "fontScheme"), None)
    named = {key: attribute(child(child(scheme, f"{key}Font"), "latin"), "typeface") for key in ("major", "minor")}
    return {key: name for key, name in named.items() if name}
