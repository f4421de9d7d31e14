"""A spot of ink turned flat → its lines, each as a piece to be read: with the frame taken off, and cut free of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from PIL import Image, ImageChops

from scheduler.documents.scans.leaning import angles_of
from scheduler.documents.scans.outlines import with_full_letters
from scheduler.documents.scans.pictures import Picture, Pixels
from scheduler.documents.scans.thickness import runs_left, thicker

_INK = 100
_FRAME = 0.55, 0.7
"""Shares of a spot's width and height that a line of its frame is long at least; strokes of letters are not."""
_IN_LINE = 0.25
"""Share of the fullest row's ink that rows of the same line of letters have."""
_WITHIN_LINE = 0.2
"""Share of the height of the highest such rows that may lie between those of one line."""
_LOWEST = 14
"""Dots of a stamp's letters at least."""
_MOST_LINES = 3
_ABOVE, _BELOW, _BESIDE = 0.5, 0.35, 0.3
"""Heights of its letters that accents take above and below them, and that the white beside them may."""
_RIM = 0.12
"""Share of a spot's height that its frame takes."""
_ENDS = (-0.03, 0.06, 0.13)
"""Shares of a line's width at its ends that a frame or other print takes."""
_HEIGHT = 48
"""Dots of a line's letters with which they are read best."""
MARGIN = 30
_WIDE_BLANK, _CLOSE_BLANK = 0.45, 0.2
"""Heights of a letter between two that are set wide apart at least, and between those that are set as usual."""
_MUCH_CLOSER = 0.75
"""Share of its width that is left of a line whose letters are set wide apart."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A spot of ink, white on black. guide: its thickest strokes, by which its lines are told from print below it; None: its ink.

    leans: degrees that it may lean by, at least and at most.
    """

    ink: Picture
    guide: Picture | None = None
    leans: tuple[int, int] = (0, 180)


def turnings_of(spot: Spot) -> Iterator[list[Picture]]:
    """The lines of a spot from top to bottom, dark on white, by each angle that it may lean by, in each way that may read best."""
    full = with_full_letters(spot.ink) if spot.guide is None else None
    for angle in angles_of(spot.guide or spot.ink):
        if spot.leans[0] <= abs(angle) <= spot.leans[1]:
            flat = _flat(spot.ink, angle)
            if spot.guide is not None:
                yield from _guided(flat, _flat(spot.guide, angle))
                continue
            yield from _framed(flat)
            if full is not None:
                yield _lines_within(_flat(full, angle))


def _flat(ink: Picture, angle: float) -> Picture:
    return ink.rotate(angle, Image.Resampling.BICUBIC, expand=True)


def _framed(flat: Picture) -> Iterator[list[Picture]]:
    """The lines without their frame, and all that is within the frame."""
    yield _lines_within(flat)
    box = _solid(flat).getbbox()
    if box is not None:
        whole = flat.crop(box)
        dx, dy = int(whole.width * _RIM / 1.5), int(whole.height * _RIM)
        yield [as_paper(whole.crop((dx, dy, whole.width - dx, whole.height - dy)), whole.height * 0.55)]


def _lines_within(flat: Picture) -> list[Picture]:
    """The lines without their frame."""
    box = _solid(flat).getbbox()
    if box is None:
        return []
    bare = _without_frame(flat.crop(box))
    return list(_with_closed_up([(bare.crop(line), high) for line, high in _lines(bare)]))


def _with_closed_up(lines: Sequence[tuple[Picture, float]]) -> Iterator[Picture]:
    """The lines as they are, and those whose letters are set wide apart once more without the white between these."""
    yield from (as_paper(line, high) for line, high in lines)
    for line, high in lines:
        close = closed_up(line, high)
        if close.width < line.width * _MUCH_CLOSER:
            yield as_paper(close, high)


def _guided(flat: Picture, guide: Picture) -> Iterator[list[Picture]]:
    """The lines that the thickest strokes stand in, with more and less of what is at their ends."""
    lines = list(_lines(guide))
    for share in _ENDS:
        cuts = ((box, round((box[2] - box[0]) * share), high) for box, high in lines)
        yield [as_paper(flat.crop((box[0] + end, box[1], box[2] - end, box[3])), high) for box, end, high in cuts]


def _lines(flat: Picture) -> Iterator[tuple[Pixels, int]]:
    """Where the fullest lines of letters stand with their accents, and how high the letters are, from top to bottom."""
    rows = flat.resize((1, flat.height), Image.Resampling.BOX).tobytes()
    bands = [band for band in _whole(list(_bands(rows))) if band[1] - band[0] > _LOWEST]
    for top, bottom in sorted(sorted(bands, key=lambda band: -sum(rows[band[0] : band[1]]))[:_MOST_LINES]):
        high = bottom - top
        columns = _solid(flat.crop((0, top, flat.width, bottom))).getbbox()
        if columns is not None:
            beside = round(high * _BESIDE)
            box = columns[0] - beside, top - round(high * _ABOVE), columns[2] + beside, bottom + round(high * _BELOW)
            yield box, high


def _bands(rows: bytes) -> Iterator[tuple[int, int]]:
    """Where rows of ink follow each other: first and behind the last."""
    least, start = max(rows, default=0) * _IN_LINE, 0
    for full, band in groupby(rows, key=lambda ink: ink > least):
        end = start + sum(1 for _ in band)
        if full:
            yield start, end
        start = end


def _whole(bands: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The bands, those of one line as one: between bars of its letters there is less ink, and hardly any below an accent."""
    gap = max((bottom - top for top, bottom in bands), default=0) * _WITHIN_LINE
    found: list[tuple[int, int]] = []
    for top, bottom in bands:
        if found and top - found[-1][1] <= gap:
            top = found.pop()[0]
        found.append((top, bottom))
    return found


def _without_frame(flat: Picture) -> Picture:
    """The letters without the lines around them."""
    solid = _solid(flat)
    lines = ImageChops.lighter(
        runs_left(solid, max(round(flat.width * _FRAME[0]), 30), (1, 0)),
        runs_left(solid, max(round(flat.height * _FRAME[1]), 30), (0, 1)),
    )
    return ImageChops.subtract(flat, thicker(lines, 5))


def _solid(flat: Picture) -> Picture:
    return flat.point([255 * int(v > _INK) for v in range(256)])


def closed_up(line: Picture, high: float) -> Picture:
    """A line without the white between letters that are set wide apart; as it is where there is hardly any. high: as below."""
    columns = _solid(line).resize((line.width, 1), Image.Resampling.BOX).tobytes()
    least, kept = round(high * _WIDE_BLANK), round(high * _CLOSE_BLANK)
    runs = [(full, sum(1 for _ in run)) for full, run in groupby(columns, key=bool)]
    widths = [wide if full or wide <= least else kept for full, wide in runs]
    if sum(widths) == line.width:
        return line
    found, at, to = Image.new("L", (max(sum(widths), 1), line.height)), 0, 0
    for (_, wide), left in zip(runs, widths, strict=True):
        found.paste(line.crop((at, 0, at + left, line.height)), (to, 0))
        at, to = at + wide, to + left
    return found


def as_paper(line: Picture, high: float) -> Picture:
    """A line, light on dark, as tesseract reads it best: dark on white with a margin. high: of its capital letters, in dots."""
    scale = min(max(_HEIGHT / max(high, 1), 0.5), 2.5)
    sized = line.resize(
        (max(round(line.width * scale), 1), max(round(line.height * scale), 1)), Image.Resampling.BICUBIC
    )
    paper = Image.new("L", (sized.width + 2 * MARGIN, sized.height + 2 * MARGIN), 255)
    paper.paste(ImageChops.invert(sized), (MARGIN, MARGIN))
    return paper
