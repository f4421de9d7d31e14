"""Columns for months or quarters that are marked where work falls → a timing phrase made of the titles of the marked ones."""

from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.diagnostics import values
from scheduler.plans.grid import GridRow
from scheduler.plans.patterns import pattern
from scheduler.plans.timed import starts_timed
from scheduler.plans.vocabulary import words
from scheduler.text import folded
from scheduler.words import say

_QUARTER, _MONTH = pattern("grid", "quarter"), pattern("grid", "month")
_MONTHS = pattern("grid", "months")
_BARE_QUARTER, _BARE_MONTH = pattern("grid", "bare_quarter"), pattern("grid", "bare_month")
_QUARTERS = ("I", "II", "III", "IV")
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Marked:
    """What the marks of a row come to. unread: what stands in marked cells and is neither a mark nor a time.

    by_fill: the marks are colours alone. fills: how many colours there are, where these are several, so that none is read.
    """

    timing: str | None
    unread: tuple[str, ...] = ()
    by_fill: bool = False
    fills: int = 0


def period_name(title: str, *, under_time: bool = False) -> str | None:
    """The month or quarter that a column stands for, as a timing phrase; bare numbers count only below words for time."""
    bare = " ".join(title.split()).strip(" .:")
    if (found := _QUARTER.match(bare)) or (under_time and (found := _BARE_QUARTER.match(bare))):
        number = found["no"].upper()
        return say(
            "plans", "label", "quarter", values(no=number if number in _QUARTERS else _QUARTERS[int(number) - 1])
        )
    if found := _MONTHS.match(bare):
        return say("plans", "label", "month", values(no=f"{int(found['no'])} - {int(found['last'])}"))
    if (found := _MONTH.match(bare)) or (under_time and (found := _BARE_MONTH.match(bare))):
        return say("plans", "label", "month", values(no=int(found["no"])))
    return None


def grid_columns(titles: Sequence[str], *, under_time: Sequence[bool]) -> dict[int, str]:
    """The columns of a grid with the period of each; {} unless there are several of one kind in order."""
    found = {
        at: name
        for at, title in enumerate(titles)
        if (name := period_name(title, under_time=at < len(under_time) and under_time[at])) is not None
    }
    return found if len(found) >= _FEWEST and len(set(found.values())) == len(found) else {}


def marked(row: GridRow, columns: dict[int, str]) -> Marked:
    """The periods that a row marks, in order; a cell that says a time of its own gives that."""
    told, unread = [], []
    for at, name in columns.items():
        text = " ".join(row.at(at).split()) if at not in row.covered else ""
        if not text or folded(text) in ("-", "–", "0"):
            continue
        if starts_timed(text):
            told.append(text)
            continue
        told += _covered(at, name, row, columns)
        if folded(text) not in words("grid", "marks"):
            unread.append(text)
    return Marked(", ".join(told), tuple(unread)) if told else _coloured(row, columns)


def _coloured(row: GridRow, columns: dict[int, str]) -> Marked:
    """The periods whose cells bear a colour that no cell before them bears; of two one may mean «planned», the other «done»."""
    before = row.fills[: min(columns)]
    fills = {
        at: row.fills[at] for at in columns if at < len(row.fills) and row.fills[at] and row.fills[at] not in before
    }
    colours = len(set(fills.values()))
    if colours != 1 or len(fills) == len(columns):
        return Marked(None, fills=colours if colours > 1 else 0)
    return Marked(", ".join(columns[at] for at in fills), by_fill=True)


def _covered(at: int, name: str, row: GridRow, columns: dict[int, str]) -> list[str]:
    """The periods of a marked cell: of every column that it covers."""
    width = dict(row.spans).get(at, 1)
    return [name, *(columns[place] for place in range(at + 1, at + width) if place in columns)]
