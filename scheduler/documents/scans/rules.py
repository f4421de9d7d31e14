"""The ruled lines of a page's picture: long runs of ink, along and down."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from PIL import Image, ImageChops, ImageFilter

from scheduler.documents.scans.pictures import DPI, Picture, Pixels

_ALONG = DPI * 45 // 100
"""Dots that a line along the page is long at least: longer than any stroke of a letter."""
_DOWN = DPI * 17 // 100
"""Dots that a line down the page is long at least: the height of a row with one line of text."""
_THICKEST = DPI // 20
_BREAK = DPI // 25
"""Dots that may be missing in a line, where the ink is faint; far less than a row is high."""
_LOOSE = DPI // 20
"""Dots by which a line may miss the one that it meets."""
_SHORT = 5
"""Dots by which it may end short of the middle of one of these, where the ink is faint."""
_ASIDE = 4
"""Dots by which the halves of one line may be apart."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A line along the page (or down it, with both directions exchanged): it lies at `at`, and goes from `start` to `end`."""

    at: int
    start: int
    end: int
    thick: int


def rules_along(ink: Picture) -> list[Rule]:
    """The lines along the page."""
    return _united(_thin_pieces(ink, _ALONG))


def rules_down(ink: Picture, along: Sequence[Rule]) -> list[Rule]:
    """The lines down the page that begin and end at lines along it, as strokes of letters do not.

    at: from its left, start and end: from its top.
    """
    pieces = _thin_pieces(ink.transpose(Image.Transpose.TRANSPOSE), _DOWN)
    usual = _usual_thickness(pieces)
    found = _united([one for one in pieces if not _is_letter(along, one, usual)])
    return [between for rule in found if (between := _between(along, rule)) is not None]


def _usual_thickness(pieces: Sequence[Rule]) -> int:
    """That of most of the lines' length."""
    left = sum(one.end - one.start for one in pieces) / 2
    for one in sorted(pieces, key=lambda one: one.thick):
        left -= one.end - one.start
        if left <= 0:
            return one.thick
    return 0


def _is_letter(along: Sequence[Rule], rule: Rule, usual: int) -> bool:
    """Whether it is the stem of a capital with its accent: it fills a low row, but does not run into the lines above and below.

    A line down the page does; one of which the ink is faint nearly does at one end, and is no thinner than the others.
    """
    near = [one for one in along if one.start - _LOOSE <= rule.at <= one.end + _LOOSE]
    if any(rule.start + _LOOSE < one.at < rule.end - _LOOSE for one in near):
        return False
    above = [one.at for one in near if abs(one.at - rule.start) <= _LOOSE]
    below = [one.at for one in near if abs(one.at - rule.end) <= _LOOSE]
    if not above or not below:
        return False
    short = sorted((rule.start - max(above), min(below) - rule.end))
    return short[0] > 0 or (short[1] > 0 and (short[1] > _SHORT or rule.thick * 2 < usual))


def _between(along: Sequence[Rule], rule: Rule) -> Rule | None:
    """The part of a line down the page from the first line along it that it meets to the last: a letter may stand at its end."""
    met = [
        one.at
        for one in along
        if rule.start - _LOOSE <= one.at <= rule.end + _LOOSE and one.start - _LOOSE <= rule.at <= one.end + _LOOSE
    ]
    return replace(rule, start=min(met), end=max(met)) if met and min(met) < max(met) else None


def box_along(rule: Rule) -> Pixels:
    """What a line along the page covers."""
    return rule.start, rule.at - rule.thick // 2 - 3, rule.end, rule.at + rule.thick // 2 + 4


def box_down(rule: Rule) -> Pixels:
    """What a line down the page covers."""
    return rule.at - rule.thick // 2 - 3, rule.start, rule.at + rule.thick // 2 + 4, rule.end


def mended(picture: Picture, drawn: Iterable[Pixels]) -> Picture:
    """The picture, dark on white, without these lines; what crosses one goes on below it."""
    found = picture.copy()
    for left, top, right, bottom in drawn:
        size = right - left, bottom - top
        edges = (
            ((left, top - 1, right, top), (left, bottom, right, bottom + 1))
            if size[0] > size[1]
            else ((left - 1, top, left, bottom), (right, top, right + 1, bottom))
        )
        one, two = (picture.crop(edge).resize(size, Image.Resampling.NEAREST) for edge in edges)
        found.paste(ImageChops.lighter(one, two), (left, top))
    return found


def _thin_pieces(ink: Picture, least: int) -> list[Rule]:
    """The runs that are no thicker than a line is."""
    return [rule for rule in _pieces(ink.filter(ImageFilter.MaxFilter(3)), least) if rule.thick <= _THICKEST]


def _pieces(ink: Picture, least: int) -> Iterator[Rule]:
    """Runs in rows that lie on each other, as one."""
    held: list[tuple[int, int, int, int]] = []  # top, bottom, start, end
    for y, runs in _runs(ink, least):
        still = [one for one in held if one[1] >= y - 2]
        yield from (_rule(*one) for one in held if one[1] < y - 2)
        held = still
        for start, end in runs:
            under = [one for one in held if one[2] <= end and start <= one[3]]
            held = [one for one in held if one not in under]
            top = min((one[0] for one in under), default=y)
            held.append((top, y, min([start, *(one[2] for one in under)]), max([end, *(one[3] for one in under)])))
    yield from (_rule(*one) for one in held)


def _rule(top: int, bottom: int, start: int, end: int) -> Rule:
    return Rule((top + bottom) // 2, start, end, bottom - top + 1)


def _runs(ink: Picture, least: int) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """Each row that has runs of ink of this length, with their beginnings and ends."""
    worn, reach = ink, 1
    while reach < least:  # after each step a dot is left where `reach` dots of ink begin
        step = min(reach, least - reach)
        worn = ImageChops.darker(worn, ImageChops.offset(worn, -step, 0))
        reach += step
    data, width = worn.tobytes(), worn.width
    bounds = worn.getbbox()
    for y in range(bounds[1], bounds[3]) if bounds else ():
        row = data[y * width : (y + 1) * width]
        runs: list[tuple[int, int]] = []
        at = row.find(b"\xff")
        while at >= 0:
            end = row.find(b"\0", at)
            end = width if end < 0 else end
            runs.append((at, min(end + least - 1, width)))
            at = row.find(b"\xff", end)
        if runs:
            yield y, runs


def _united(pieces: list[Rule]) -> list[Rule]:
    """Pieces of one line together: beside each other, or behind each other with little missing."""
    found: list[Rule] = []
    for rule in sorted(pieces, key=lambda one: (one.at // (2 * _ASIDE), one.start)):
        near = next((one for one in found if _is_same(one, rule)), None)
        if near is not None:
            found.remove(near)
            at = (near.at * (near.end - near.start) + rule.at * (rule.end - rule.start)) // (
                near.end - near.start + rule.end - rule.start
            )
            rule = Rule(at, min(near.start, rule.start), max(near.end, rule.end), max(near.thick, rule.thick))
        found.append(rule)
    return sorted(found, key=lambda one: (one.at, one.start))


def _is_same(one: Rule, other: Rule) -> bool:
    apart = max(one.start, other.start) - min(one.end, other.end)
    return abs(one.at - other.at) <= 2 * _ASIDE and apart <= _BREAK
