"""Units listed behind their kind, which is said once: «Các Sở: Tài chính, Nội vụ và Tư pháp»."""

import re

from scheduler.plans.patterns import pattern
from scheduler.text import capitalised

_LISTED = pattern("units", "kind_then_list")
_BETWEEN = pattern("units", "between_listed")
_FULL_NAME = pattern("units", "full_name")


def each_of_kind(name: str) -> tuple[str, ...]:
    """The units, each with its kind, in order; () for a name that is no such list.

    A comma may stand inside a name too («Văn hóa, Thể thao và Du lịch»), so that these are for people to look at.
    """
    found = _LISTED.fullmatch(name.strip())
    if found is None:
        return ()
    parts = [part.strip(" .") for part in _BETWEEN.split(found["names"]) if part.strip(" .")]
    kind = capitalised(re.sub(r"\s+", " ", found["kind"]))
    return tuple(part if _FULL_NAME.match(part) else f"{kind} {part}" for part in parts) if len(parts) > 1 else ()
