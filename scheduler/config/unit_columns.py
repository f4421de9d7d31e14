"""What the columns of a list of units hold, by the titles in its header, be it of one row or two."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from scheduler.config.faults import aliases
from scheduler.plans.patterns import pattern
from scheduler.plans.unit_names import begins_unit
from scheduler.plans.vocabulary import words
from scheduler.text import capitalised, folded, slug

_BRACKETS = re.compile(r"\([^()]*\)")
_EITHER = pattern("columns", "either")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each thing stands, by what it is; unread: the titles that say nothing we know, by column."""

    at: Mapping[str, int] = field(default_factory=dict)
    unread: Mapping[int, str] = field(default_factory=dict)

    @property
    def name(self) -> int | None:
        """The column of the units' names; the old ones where the list sets old and new side by side."""
        return self.at.get("was", self.at.get("name"))

    @property
    def of_replaced(self) -> bool:
        """Whether the list sets old units beside new ones."""
        return "was" in self.at and "successor" in self.at


def columns_of(cells: Sequence[str]) -> Columns | None:
    """The columns by the titles of a header row; None for any other row.

    A row is a header where it titles the names and another column, or nothing but the names.
    """
    keys = {at: key_of(cell) for at, cell in enumerate(cells) if cell.strip()}
    found: dict[str, int] = {}
    for at, key in keys.items():
        if key is not None:
            found.setdefault(key, at)
    if ("name" not in found and "was" not in found) or (len(found) == 1 and len(keys) > 1):
        return None
    return Columns(found, {at: " ".join(cells[at].split()) for at, key in keys.items() if key is None})


def with_second_row(columns: Columns, above: Sequence[str], cells: Sequence[str]) -> Columns | None:
    """With the titles of a second header row below («Thời gian» over «Từ ngày», «Đến ngày»); None where the row is none."""
    keys = {at: key_of(cell) for at, cell in enumerate(cells) if cell.strip() and [cell] != list(above[at : at + 1])}
    told = {key: at for at, key in keys.items() if key is not None}
    if not told or None in keys.values() or not told.keys().isdisjoint(columns.at):
        return None
    over = max((at for at in columns.unread if at <= min(keys)), default=None)
    return Columns({**columns.at, **told}, {at: title for at, title in columns.unread.items() if at != over})


def key_of(title: str) -> str | None:
    """What a column of that title holds; of «Nhóm/Khối» what both words say. None for a title that nobody knows."""
    known, whole = aliases("unit-list"), folded(_BRACKETS.sub(" ", title)).strip(" .:*")
    if whole in known:
        return known[whole]
    if whole.isascii() and (key := _without_accents().get(slug(whole))):
        return key
    parts = [known.get(folded(part).strip(" .:*")) for part in _EITHER.split(_BRACKETS.sub(" ", title)) if part.strip()]
    if len(parts) > 1 and parts[0] is not None and len(set(parts)) == 1:
        return parts[0]
    if whole and all(folded(part).strip() in _kinds() for part in re.split(r"[,/]", whole)):
        return "name"  # «Tổ/bộ phận», «Phòng, ban»
    name_of, blank, unit = whole.partition(" ")
    return "name" if blank and known.get(name_of) == "name" and begins_unit(capitalised(unit)) else None


@cache
def _without_accents() -> dict[str, str]:
    """The titles as they are typed without accents."""
    return {slug(title): key for title, key in aliases("unit-list").items() if " " in title} | {"stt": "no", "tt": "no"}


@cache
def _kinds() -> frozenset[str]:
    """Kinds of units, with which a column of names may be titled."""
    return frozenset(
        (*words("units", "never_alone"), *words("units", "whole_kinds"), *words("units", "titles_of_lists"))
    )
