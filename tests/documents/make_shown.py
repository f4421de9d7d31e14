"""PDF files that show something which is no text: pictures in forms, in what was put onto the page, in stripes, letters drawn."""

import math
import zlib
from collections.abc import Sequence
from types import ModuleType

from PIL import Image

TEXT = "BT /F1 12 Tf 60 780 Td (KE HOACH cong tac nam 2026 cua Uy ban) Tj 0 -20 Td (1. Ra soat ho so luu tru) Tj ET"
STROKES = {
    "M": [[(0, 0), (0, 10), (4, 3), (8, 10), (8, 0)]],
    "Ậ": [[(0, 0), (4, 10), (8, 0)], [(1.5, 3.5), (6.5, 3.5)], [(2, 12), (4, 14), (6, 12)], [(3.4, -2.3), (4.8, -2.3)]],
    "T": [[(4, 0), (4, 10)], [(0, 10), (8, 10)]],
    "X": [[(0, 0), (8, 10)], [(0, 10), (4, 5), (8, 0)]],
}
SHOWN = ("on the third page", "in a form", "as a stamp", "as a watermark", "in stripes", "drawn with a pen")


def showing(where: str, picture: Image.Image, word: str, paper: ModuleType) -> bytes:
    """A file of three pages that shows a picture at one of these places, or a word in letters drawn on the page."""
    wide, high = picture.width / 3, picture.height / 3
    placed = f"q {wide} 0 0 {high} 0 0 cm /I1 Do Q"
    form = (
        f"<< /Type /XObject /Subtype /Form /BBox [0 0 {wide} {high}] /Resources << /XObject << /I1 4 0 R >> >> "
        f"/Length {len(placed)} >>\nstream\n{placed}\nendstream"
    ).encode()
    note = "<< /Type /Annot /Subtype /{} /Rect [300 600 500 700] /AP << /N 5 0 R >> >>"
    image = _image(picture)
    if where == "drawn with a pen":
        return _file(paper, _drawn(word, 350, 600, 12), [image], "")
    if where == "in stripes":
        cuts = [(top, min(top + 20, picture.height)) for top in range(0, picture.height, 20)]
        parts = [_image(picture.crop((0, top, picture.width, bottom))) for top, bottom in cuts]
        names = " ".join(f"/S{at} {4 + at} 0 R" for at in range(len(cuts)))
        drawn = "\n".join(
            f"q {wide} 0 0 {(bottom - top) / 3} 200 {600 - bottom / 3} cm /S{at} Do Q"
            for at, (top, bottom) in enumerate(cuts)
        )
        return _file(paper, drawn, parts, f"/XObject << {names} >>")
    if where == "on the third page":
        return _file(paper, f"q 1 0 0 1 200 600 cm {placed} Q", [image], "/XObject << /I1 4 0 R >>")
    if where == "in a form":
        return _file(paper, "q 1 0 0 1 300 500 cm /X1 Do Q", [image, form], "/XObject << /X1 5 0 R >>")
    kind = "Stamp" if where == "as a stamp" else "Watermark"
    return _file(paper, "", [image, form, note.format(kind).encode()], "", "/Annots [6 0 R]")


def _file(paper: ModuleType, drawn: str, objects: Sequence[bytes], resources: str, notes: str = "") -> bytes:
    """Three pages, the last of which shows it; objects are numbered from 4."""
    first = 4 + len(objects)
    found = [b"", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", *objects]
    for at in range(3):
        last = at == 2
        found.append(paper.stream(f"{TEXT}\n{drawn if last else ''}".encode()))
        more, noted = (resources, notes) if last else ("", "")
        found.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {first + 2 * at} 0 R "
            f"/Resources << /Font << /F1 3 0 R >> {more} >> {noted} >>".encode()
        )
    kids = " ".join(f"{first + 2 * at + 1} 0 R" for at in range(3))
    found[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    found[1] = f"<< /Type /Pages /Count 3 /Kids [{kids}] >>".encode()
    made: bytes = paper.assembled(found)
    return made


def _image(picture: Image.Image) -> bytes:
    packed = zlib.compress(picture.convert("RGB").tobytes())
    about = (
        f"<< /Type /XObject /Subtype /Image /Width {picture.width} /Height {picture.height} /ColorSpace /DeviceRGB "
        f"/BitsPerComponent 8 /Filter /FlateDecode /Length {len(packed)} >>\nstream\n"
    )
    return about.encode() + packed + b"\nendstream"


def _drawn(word: str, x: float, y: float, turn: float) -> str:
    """A word in strokes, red, turned by so many degrees."""
    cos, sin = 2 * math.cos(math.radians(turn)), 2 * math.sin(math.radians(turn))
    lines = [f"q {cos} {sin} {-sin} {cos} {x} {y} cm 0.8 0.1 0.1 RG 1.3 w"]
    for at, letter in enumerate(word):
        for stroke in STROKES[letter]:
            points = (f"{11 * at + px} {py} {'l' if n else 'm'}" for n, (px, py) in enumerate(stroke))
            lines.append(f"{' '.join(points)} S")
    return "\n".join([*lines, "Q"])
