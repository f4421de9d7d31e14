"""What a page of a PDF lets be seen from left to right: programs print what is too wide, and clip it at the margin."""

import math
import re

HEAD = 600
"""Bytes of a page's content in which the program that wrote it says what is seen."""
_NUMBER = re.compile(rb"[-+]?(?:\d+\.?\d*|\.\d+)")
_SETTING_UP = frozenset({b"q", b"w", b"g", b"G", b"j", b"J", b"M", b"i", b"n"})
_NARROWEST = 0.5
"""Share of the page: a smaller box at the beginning clips a picture."""

Matrix = tuple[float, float, float, float, float, float]


def seen(head: bytes, width: float) -> tuple[float, float]:
    """The left and the right edge of what is seen, in points from the left of the page.

    head: how the page's content begins. It is the first thing that is clipped before anything is drawn, where that is a box that
    covers most of the page (PDF 32000-1, 8.5.4: «re W n»); else the whole page.
    """
    box = _clip(head)
    if box is None or box[1] - box[0] < _NARROWEST * width:
        return 0.0, width
    return max(box[0], 0.0), min(box[1], width)


def _clip(head: bytes) -> tuple[float, float] | None:
    matrix: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    box: tuple[float, float] | None = None
    numbers: list[float] = []
    for word in head.split():
        if _NUMBER.fullmatch(word):
            numbers.append(float(word))
            continue
        if word == b"cm" and len(numbers) == 6:
            matrix = _times(matrix, numbers)
        elif word == b"re" and len(numbers) == 4:
            box = _across(matrix, numbers)
        elif word in (b"W", b"W*"):
            return box
        elif word not in _SETTING_UP:
            return None
        numbers = []
    return None


def _times(outer: Matrix, own: list[float]) -> Matrix:
    a, b, c, d, e, f = own
    return (
        a * outer[0] + b * outer[2],
        a * outer[1] + b * outer[3],
        c * outer[0] + d * outer[2],
        c * outer[1] + d * outer[3],
        e * outer[0] + f * outer[2] + outer[4],
        e * outer[1] + f * outer[3] + outer[5],
    )


def _across(matrix: Matrix, box: list[float]) -> tuple[float, float] | None:
    """From where to where a box reaches; None on a page that is turned."""
    if not math.isclose(matrix[1], 0.0, abs_tol=1e-6) or not math.isclose(matrix[2], 0.0, abs_tol=1e-6):
        return None
    x, _, wide, _ = box
    first, last = (matrix[0] * one + matrix[4] for one in (x, x + wide))
    return min(first, last), max(first, last)
