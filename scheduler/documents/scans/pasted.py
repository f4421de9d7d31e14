"""Pictures pasted into a text: a stamp of secrecy may be one, whatever letters stand around it."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from itertools import islice
from typing import TypeAlias

from PIL import Image, ImageChops, ImageOps, ImageStat

from scheduler.documents.faults import Fault
from scheduler.documents.scans.flattened import Spot
from scheduler.documents.scans.inks import spots_in
from scheduler.documents.scans.pictures import Picture
from scheduler.documents.scans.stamps import BETWEEN, in_colours, read_in
from scheduler.documents.scans.tesseract import Word, words_of
from scheduler.documents.stamp_letters import internal_of_stamp, mark_of_stamp
from scheduler.documents.zipped import Zipped

_DRAWN = (".emf", ".wmf", ".svg", ".xml", ".vml", ".rels", ".bin")
_HEARD = (".mp3", ".mp4", ".wav", ".avi", ".wmv", ".mov", ".m4a", ".m4v", ".wma")
_LEAST = 40, 14
"""Dots that a picture with letters in it is wide and high at least."""
_MOST_OF_STAMP = 1_500_000
"""Dots of a picture of a stamp alone; what has more is a photograph or a page, on which one may lie."""
_SHAPE = 1.1, 9.0
"""Times its height that a stamp is wide."""
_LONGEST = 260, 600
"""Dots of the longer side with which a stamp is looked at: letters of one size are read best."""
_ASLANT = 480
"""The same where it leans."""
_PAGE = 2340
"""Dots of the longer side of a page."""
_BLOCK, _WHOLE_PAGE = 6, 3
"""tesseract's ways with a block of lines, and with a page that it has to divide itself."""
_PAPER, _GAIN = 40, 2.2
"""What is lighter than white by less than this is paper; how much darker the rest is made."""

_AT_ONCE = 8
"""Pictures that are read in one run of the program."""
_FEWEST, _SURE, _MOST_OF_IT = 4, 75.0, 0.6
"""Letters of a picture that was read surely, how sure its words are, and share of its letters that are."""

Opening: TypeAlias = Callable[[], Picture]
"""Gives a picture in colours when it is asked for."""

Reading: TypeAlias = Callable[[Picture], Iterator[str]]
"""The lines that are read in a picture."""


_Read: TypeAlias = tuple[Sequence[str], Sequence[Picture]]
"""The lines of pictures, and which of these are still to be looked at."""


@dataclass(slots=True)
class Looked:
    """What was read in pictures; unseen: how many could not be opened, or not in the time there was.

    until: on the clock time.monotonic(). Nothing more is looked at when a mark was found.
    """

    until: float
    lines: list[str] = field(default_factory=list)
    unseen: int = 0
    marked: bool = False

    def at(self, small: Iterable[Opening], large: Iterable[Opening], read: Reading) -> None:
        """Looks at small pictures as they lie, several at a time, then at those as large as a page, then at what leans in those.

        read: how large ones are read.
        """
        unsure: list[Picture] = []
        left = iter(small)
        while batch := list(islice(left, _AT_ONCE)):
            unsure += self._take(partial(self._flat, batch), len(batch))
        for opening in large:
            self._take(partial(_as_page, opening, read), 1)
        for picture in unsure:
            self._take(partial(_leaning, picture), 1)

    def also(self, readings: Iterable[Callable[[], Iterator[str]]]) -> None:
        """Looks at whole pages, one after the other, of which all lines are kept: words beside a mark may make another of it."""
        for read in readings:
            lines = self._read(partial(_alone, read), 1)[0]
            self.marked = self.marked or _mark_in(lines) is not None
            self.lines += lines

    def _read(self, read: Callable[[], _Read], count: int) -> _Read:
        """What is read, nothing where a mark was found before or no time is left."""
        if self.marked:
            return (), ()
        if time.monotonic() > self.until:
            self.unseen += count
            return (), ()
        try:
            return read()
        except (Fault, MemoryError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
            self.unseen += count
            return (), ()

    def _take(self, read: Callable[[], _Read], count: int) -> Sequence[Picture]:
        """What is still to be looked at of some pictures."""
        lines, unsure = self._read(read, count)
        if self.marked:
            return ()
        mark = _mark_in(lines)
        self.marked = mark is not None
        self.lines += [*lines, *filter(None, map(internal_of_stamp, lines))] if mark is None else [mark]
        return unsure

    def _flat(self, openings: Iterable[Opening]) -> _Read:
        return _flat_of(list(self._opened(openings)))

    def _opened(self, openings: Iterable[Opening]) -> Iterator[Picture]:
        for opening in openings:
            try:
                yield _sized(opening(), _LONGEST[-1])
            except (MemoryError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
                self.unseen += 1


def stamp_like(package: Zipped) -> tuple[bytes, ...]:
    """The pictures of a package that may hold a stamp, each once, the likeliest first."""
    names = (one for one in package.names if "media/" in one and not one.lower().endswith((*_DRAWN, *_HEARD)))
    different = {package.part(one) or b"" for one in names}
    sizes = ((size_of(one), one) for one in different)
    meant = (one for one in sizes if one[1] and one[0][0] >= _LEAST[0] and one[0][1] >= _LEAST[1])
    return tuple(picture for size, picture in sorted(meant, key=lambda one: (_unlikely(*one[0]), one[1])))


def size_of(picture: bytes) -> tuple[int, int]:
    """Its width and height in dots; those of a page for what is no picture that we know, as that may hold anything."""
    try:
        with Image.open(BytesIO(picture)) as opened:
            return opened.size
    except Exception:  # of the many kinds that a broken picture raises
        return _PAGE, _PAGE


def _unlikely(width: int, height: int) -> tuple[bool, int]:
    shaped = _SHAPE[0] < max(width, height) / max(min(width, height), 1) < _SHAPE[1]
    return not shaped or width * height > _MOST_OF_STAMP, width * height


def of_pictures(pictures: Iterable[bytes], until: float) -> Looked:
    """What is read in these files of pictures."""
    looked, sized = Looked(until), [(one, size_of(one)) for one in pictures]
    small, large = (
        [partial(_opened, one) for one, (width, height) in sized if (width * height > _MOST_OF_STAMP) is of_page]
        for of_page in (False, True)
    )
    looked.at(small, large, page_lines_of)
    return looked


def _opened(data: bytes) -> Picture:
    whole = Image.open(BytesIO(data)).convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", whole.size, "white"), whole).convert("RGB")


def _flat_of(pictures: Sequence[Picture]) -> _Read:
    """The lines of pictures as they lie, and those of them in which something else may stand that leans."""
    papers = [list(_papers(one)) for one in pictures]
    found = iter(words_of([paper for some in papers for paper in some], layout=_BLOCK))
    lines: list[str] = []
    unsure: list[Picture] = []
    for picture, some in zip(pictures, papers, strict=True):
        read = [next(found) for _ in some]
        lines += [line for words in read for line in _by_line(words)]
        lines.append(BETWEEN)
        if not any(_is_sure(words) for words in read):
            unsure.append(picture)
    return lines, unsure


def _is_sure(words: Sequence[Word]) -> bool:
    """Whether a picture was read as it lies: then nothing in it leans."""
    letters = sum(len(word.text) for word in words)
    return letters >= _FEWEST and sum(len(word.text) for word in words if word.sure > _SURE) > _MOST_OF_IT * letters


def _leaning(picture: Picture) -> _Read:
    """The lines of a picture in all the ways that they may lean."""
    sized = _sized(picture, _ASLANT)
    lines = list(read_in(map(Spot, spots_in(_ink_of(sized)))))
    return (lines if _mark_in(lines) is not None else [*lines, *in_colours(sized)]), ()


def _as_page(opening: Opening, read: Reading) -> _Read:
    return list(read(opening())), ()


def page_lines_of(picture: Picture) -> Iterator[str]:
    """What is read on a picture that is as large as a page, and what is stamped onto it in colours."""
    sized = _sized(picture, min(_PAGE, max(picture.size)))
    yield from in_colours(sized)
    yield from _by_line(words_of([sized.convert("L")], layout=_WHOLE_PAGE)[0])


def _alone(read: Callable[[], Iterator[str]]) -> _Read:
    return list(read()), ()


def _mark_in(lines: Sequence[str]) -> str | None:
    return max(filter(None, map(mark_of_stamp, lines)), key=len, default=None)


def _sized(picture: Picture, longest: int) -> Picture:
    scale = longest / max(picture.size)
    return picture.resize((max(int(picture.width * scale), 1), max(int(picture.height * scale), 1)))


def _ink_of(picture: Picture) -> Picture:
    """What is dark in a picture, or light in one that is mostly dark, white on black."""
    grey = picture.convert("L")
    dark = ImageChops.invert(grey) if ImageStat.Stat(grey).mean[0] > 128 else grey
    return dark.point([min(round(max(v - _PAPER, 0) * _GAIN), 255) for v in range(256)])


def _by_line(words: Sequence[Word]) -> Iterator[str]:
    by_line: dict[int, list[str]] = {}
    for word in words:
        by_line.setdefault(word.top, []).append(word.text)
    lines = [" ".join(line) for line in by_line.values()]
    yield from lines
    if len(lines) == 2:  # «TUYỆT» above «MẬT»
        yield " ".join(lines)


def _papers(picture: Picture) -> Iterator[Picture]:
    """A picture in several sizes, with its rim and without, where its frame is."""
    for longest in _LONGEST:
        grey = _sized(picture, longest).convert("L")
        rim = max(min(grey.size) // 10, 4)
        for cut in (0, rim):
            inner = grey.crop((cut, cut, max(grey.width - cut, cut + 1), max(grey.height - cut, cut + 1)))
            yield ImageOps.expand(inner, 40, 255)
