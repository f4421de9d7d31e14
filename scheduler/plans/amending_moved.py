"""A line that moves work by a length of time, «lùi 15 ngày», or changes a count in it, «tăng từ 02 lên 04 lớp»."""

import re
from dataclasses import dataclass

from calendars.period import Grain
from scheduler.model import Moved
from scheduler.plans.patterns import pattern
from scheduler.plans.vocabulary import words
from scheduler.text import folded

_LENGTH, _LATER, _SOONER, _END = (pattern("moved", key) for key in ("length", "later", "sooner", "end"))
_COUNT = pattern("moved", "count")
_WORD = re.compile(r"\w+")
_GRAINS = {key: grain for grain in (Grain.DAY, Grain.WEEK, Grain.MONTH, Grain.QUARTER) for key in words("moved", grain)}


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted, and what is to be: «02 lớp», «04 lớp»."""

    was: str
    now: str


def moved_by(rest: str) -> Moved | None:
    """How far a line moves the items that were taken out of it; None where it says anything else."""
    found = list(_LENGTH.finditer(rest))
    left = folded(_LENGTH.sub(" ", rest))
    sooner = _SOONER.search(left) is not None
    if len(found) != 1 or sooner == (_LATER.search(left) is not None):
        return None
    known = {*words("moved", "beside"), *words("amending", "between"), *words("amending", "carrying_nothing")}
    if not set(_WORD.findall(left)) <= known:
        return None
    count = int(found[0]["count"])
    return Moved(-count if sooner else count, _GRAINS[folded(found[0]["of"])], _END.search(left) is not None)


def counted_anew(rest: str) -> Counted | None:
    """Which count of the items that were taken out of a line it changes; None where it says anything else."""
    found = _COUNT.match(rest)
    if found is None or (found["of"] and folded(found["of"]) != folded(found["what"])):
        return None
    what = found["what"].strip()
    return Counted(f"{found['was']} {what}", f"{found['now']} {what}")
