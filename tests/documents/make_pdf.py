"""PDF files for the tests, written by hand: text at places, lines, pictures, pages; no library, no program."""

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

WIDTH = 0.5
"""Width of every letter, as a share of its size: the one font is of fixed width, so that a test can tell what fits."""


@dataclass
class Page:
    """A page under construction: A4, distances in points from the left and from the top."""

    width: int = 595
    height: int = 842
    drawn: list[str] = field(default_factory=list)
    picture: bool = False
    notes: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, text: str, size: int = 10) -> "Page":
        """Text whose line stands at y."""
        codes = "".join(f"{ord(c):04X}" for c in text)
        self.drawn.append(f"BT /F1 {size} Tf {x} {self.height - y} Td <{codes}> Tj ET")
        return self

    def shape(self, x: float, y: float, letter: str, size: int = 10) -> "Page":
        """A letter of ASCII in a font of drawn shapes, whose box tells nothing of where its line stands (as cairo writes them)."""
        self.drawn.append(f"BT /F2 {size} Tf {x} {self.height - y} Td <{ord(letter):02X}> Tj ET")
        return self

    def slanted(self, x: float, y: float, text: str, size: int = 10) -> "Page":
        """Text that climbs across the page."""
        codes = "".join(f"{ord(c):04X}" for c in text)
        self.drawn.append(f"BT /F1 {size} Tf 0.7 0.7 -0.7 0.7 {x} {self.height - y} Tm <{codes}> Tj ET")
        return self

    def note(self, kind: str, text: str) -> "Page":
        """An annotation: FreeText, Stamp, Text."""
        codes = text.encode("utf-16-be").hex()
        self.notes.append(f"<< /Type /Annot /Subtype /{kind} /Rect [300 700 500 760] /Contents <FEFF{codes}> >>")
        return self

    def line(self, x0: float, y0: float, x1: float, y1: float) -> "Page":
        """A thin line."""
        self.drawn.append(f"0.5 w {x0} {self.height - y0} m {x1} {self.height - y1} l S")
        return self

    def rows(self, edges: Sequence[float], rows: Sequence[Sequence[Sequence[str]]], top: int) -> list[int]:
        """Writes rows of cells (lines each) from a height down, a cell behind each edge; the heights between the rows."""
        heights = [top]
        for row in rows:
            for x, cell in zip(edges, row, strict=False):
                for line, text in enumerate(cell):
                    self.text(x + 4, heights[-1] + 14 + 12 * line, text)
            heights.append(heights[-1] + 8 + 12 * max(map(len, row)))
        return heights

    def grid(self, columns: Sequence[float], rows: Sequence[float], missing: Sequence[tuple[int, int]] = ()) -> "Page":
        """The lines of a table; missing: (row, column) pairs whose right edge is left out."""
        for y in rows:
            self.line(columns[0], y, columns[-1], y)
        for row, (top, bottom) in enumerate(pairwise(rows)):
            for column, x in enumerate(columns):
                if (row, column - 1) not in missing:
                    self.line(x, top, x, bottom)
        return self


def pdf(*pages: Page, encrypt: bool = False) -> bytes:
    """The file of these pages."""
    objects: list[bytes] = []

    def add(content: str | bytes) -> int:
        objects.append(content.encode("latin-1") if isinstance(content, str) else content)
        return len(objects)

    catalog, tree = add(""), add("")
    font, shapes = _font(add), _shapes(add)
    kids = []
    for page in pages:
        drawn = "\n".join(page.drawn) + (f"\nq {page.width} 0 0 {page.height} 0 0 cm /I1 Do Q" if page.picture else "")
        content = add(stream(drawn.encode("latin-1")))
        image = add(
            stream(
                b"\0", "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
            )
        )
        fonts = f"/Font << /F1 {font} 0 R /F2 {shapes} 0 R >>"
        kids.append(
            add(
                f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {page.width} {page.height}] /Contents {content} 0 R "
                f"/Resources << {fonts} /XObject << /I1 {image} 0 R >> >> /Annots [{' '.join(page.notes)}] >>"
            )
        )
    objects[tree - 1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{k} 0 R' for k in kids)}] >>".encode()
    objects[catalog - 1] = f"<< /Type /Catalog /Pages {tree} 0 R >>".encode()
    return assembled(objects, _LOCK if encrypt else "")


_LOCK = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'00' * 32}> /U <{'11' * 32}> >> /ID [<00> <00>]"


def assembled(objects: Sequence[bytes], trailer: str = "") -> bytes:
    """A PDF of these objects, the first of which is the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF".encode()
    return bytes(out)


def stream(data: bytes, entries: str = "") -> bytes:
    """A packed stream."""
    packed = zlib.compress(data)
    return f"<< {entries} /Filter /FlateDecode /Length {len(packed)} >>\nstream\n".encode() + packed + b"\nendstream"


def _font(add: Callable[[str | bytes], int]) -> int:
    """A font of two bytes a letter, whose codes are those of Unicode."""
    mapping = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def "
        "1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0000> <FFFF> <0000> endbfrange "
        "endcmap end end"
    )
    table = add(stream(mapping.encode()))
    width = int(WIDTH * 1000)
    about = add(
        "<< /Type /FontDescriptor /FontName /Even /Flags 4 /FontBBox [0 -200 500 800] /Ascent 800 /Descent -200 >>"
    )
    inner = add(
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Even /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
        f"/Supplement 0 >> /FontDescriptor {about} 0 R /DW {width} >>"
    )
    return add(
        f"<< /Type /Font /Subtype /Type0 /BaseFont /Even /Encoding /Identity-H /DescendantFonts [{inner} 0 R] "
        f"/ToUnicode {table} 0 R >>"
    )


def _shapes(add: Callable[[str | bytes], int]) -> int:
    """A font of drawn shapes for the capitals of ASCII, its box upside down."""
    names = " ".join(f"/{chr(code)}" for code in range(65, 91))
    drawn = add(stream(b"0.5 0 0 -0.1 0.5 0.8 d1 0 0 0.5 0.8 re f"))
    shapes = " ".join(f"/{chr(code)} {drawn} 0 R" for code in range(65, 91))
    return add(
        f"<< /Type /Font /Subtype /Type3 /FontBBox [0 0.9 0.5 -0.1] /FontMatrix [1 0 0 1 0 0] /FirstChar 65 /LastChar 90 "
        f"/Widths [{' '.join(['0.5'] * 26)}] /CharProcs << {shapes} >> /Encoding << /Differences [65 {names}] >> >>"
    )
