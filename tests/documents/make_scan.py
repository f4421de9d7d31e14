"""Scans for the tests: a Word file printed by LibreOffice, then looked at as a scanner does: askew, grained, without letters."""

import io
import random
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops

BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def table(rows: Sequence[str], widths: Sequence[int]) -> str:
    """A Word table with ruled lines; rows: w:tr elements; widths: of the columns, in twentieths of a point."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    look = (
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>'
    )
    return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def printed(data: bytes, program: str, suffix: str = ".docx", to: str = "pdf") -> bytes:
    """A file converted by LibreOffice, with a profile of its own."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, f"a{suffix}")
        source.write_bytes(data)
        options = ["--headless", "--norestore", f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"]
        command = [program, *options, "--convert-to", to, "--outdir", f"{folder}/out", str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return Path(folder, "out", f"a.{to.split(':')[0]}").read_bytes()


def pictures(pdf: bytes, dpi: int = 200, skew: float = 0.8, grain: int = 12, seed: int = 1) -> list[Image.Image]:
    """The pages as a scanner gives them: each a little askew, the other way from page to page, on paper with a grain."""
    chance = random.Random(seed)
    found = []
    for number, page in enumerate(pypdfium2.PdfDocument(pdf)):
        sheet = page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
        turned = sheet.rotate(skew * (-1) ** number, Image.Resampling.BICUBIC, fillcolor=255)
        noise = Image.frombytes("L", turned.size, chance.randbytes(turned.width * turned.height))
        found.append(ImageChops.subtract(turned, noise.point([v * grain // 255 for v in range(256)])))
    return found


def scan(pages: Sequence[Image.Image], dpi: int = 200, quality: int = 80) -> bytes:
    """A PDF that holds nothing but these pictures."""
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=list(pages[1:]), resolution=dpi, quality=quality)
    return out.getvalue()


if __name__ == "__main__":  # a Word or PDF file → a scan of it
    given, wanted = Path(sys.argv[1]), Path(sys.argv[2])
    body = given.read_bytes()
    letters = body if given.suffix == ".pdf" else printed(body, "soffice", given.suffix)
    wanted.write_bytes(scan(pictures(letters)))
