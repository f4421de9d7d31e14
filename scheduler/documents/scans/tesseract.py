"""The program tesseract: pictures in, words with their boxes out; nothing is written to a disk."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from scheduler.documents.faults import Fault
from scheduler.documents.limits import OCR_PAGE_SECONDS
from scheduler.documents.processes import run_to_its_end
from scheduler.documents.scans.pictures import DPI, Picture, as_tiff
from scheduler.documents.scans.program import LANGUAGE, tesseract_program

_PARTS = ("-", "+", "–", "•", "*")
"""Signs that stand alone and mean something."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word. Distances in dots from the left and the top of its picture; top and bottom are those of its line.

    sure: how sure the program is, of 100.
    """

    text: str
    left: int
    right: int
    top: int
    bottom: int
    sure: float


def words_of(pictures: Sequence[Picture], *, layout: int) -> list[list[Word]]:
    """The words of each picture. layout: tesseract's page segmentation mode. Raises Fault: took-too-long, ocr-failed."""
    if not pictures:
        return []
    out = _run(["--dpi", str(DPI), "-l", LANGUAGE, "--psm", str(layout), "-c", "tessedit_do_invert=0", "tsv"], pictures)
    found: list[list[Word]] = [[] for _ in pictures]
    for page, words in groupby(_rows(out), key=lambda row: int(row[1])):
        if 0 < page <= len(found):
            found[page - 1] = list(_words(list(words)))
    return found


def turn_of(picture: Picture) -> int:
    """By how many degrees a page has to be turned against the clock to stand upright; 0 where that cannot be told."""
    try:
        out = _run(["--psm", "0", "-l", "osd"], [picture])
    except Fault:
        return 0
    told = dict(line.split(":", 1) for line in out.splitlines() if ":" in line)
    degrees = told.get("Orientation in degrees", "0").strip()
    return int(degrees) if degrees.isdecimal() else 0


def _run(options: Sequence[str], pictures: Sequence[Picture]) -> str:
    program = tesseract_program()
    if program is None:
        raise Fault("ocr-failed")
    command = [program, "stdin", "stdout", *options]
    status, out = run_to_its_end(command, as_tiff(pictures), os.environ | {"OMP_THREAD_LIMIT": "1"}, OCR_PAGE_SECONDS)
    if status:
        raise Fault("ocr-failed")
    return out.decode("utf-8", "replace")


def _rows(out: str) -> Iterator[list[str]]:
    for line in out.splitlines():
        row = line.split("\t")
        if len(row) == 12 and row[0].isdigit():
            yield row


def _words(rows: Sequence[Sequence[str]]) -> Iterator[Word]:
    """The words of one picture: rows of level 4 are lines, of level 5 words."""
    top = bottom = 0
    for level, _, _, _, _, _, left, y, width, height, sure, text in rows:
        if level == "4":
            top, bottom = int(y), int(y) + int(height)
        elif level == "5" and _means(text.strip(), float(sure)):
            yield Word(_bare(text), int(left), int(left) + int(width), top, bottom, float(sure))


def _bare(text: str) -> str:
    """The word without the rests of lines that stand at its ends."""
    return text.strip().strip("|¦") or text.strip()


def _means(text: str, sure: float) -> bool:
    """Whether it is more than a speck or the rest of a line."""
    if any(c.isalnum() for c in text):
        return sure > 5
    return text in _PARTS or (sure > 50 and bool(text.strip("|[]{}_~`'‘’“”\\/=—«»°^<>")))
