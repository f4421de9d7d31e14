"""What a section row says of the tasks below it: whose work they are («PHÒNG NỘI VỤ»), in what time they fall («THÁNG 3»)."""

import re
from collections.abc import Iterable
from dataclasses import replace

from scheduler.plans.drafts import Draft
from scheduler.plans.parties import Parties
from scheduler.plans.patterns import pattern
from scheduler.plans.unit_names import names_unit, split_units

_OF = pattern("sections", "of_unit")
_WITH_OTHERS = pattern("sections", "with_others")
_STAGE = pattern("sections", "stage")
_TIME, _OF_WORK = pattern("sections", "time"), pattern("sections", "of_work_in_time")
LEAD_OF_SECTION = "lead-of-section"
TIMING_OF_SECTION = "timing-of-section"


def with_said(draft: Draft, titles: Iterable[str]) -> Draft:
    """The task with the unit and the time of the sections that it stands in, the nearest first, where its row names none.

    Both are said, and to be looked at: in a table with a column for lead units an empty cell may as well name nobody.
    """
    above = tuple(titles)
    if not draft.led:
        units = next(filter(None, map(units_of, above)), ())
        draft = _taken(replace(draft, parties=draft.parties + Parties(units)), LEAD_OF_SECTION) if units else draft
    time = next((t for t in above if is_time(t)), None)
    return _taken(replace(draft, timing=time), TIMING_OF_SECTION) if time and not draft.timed else draft


def units_of(title: str) -> tuple[str, ...]:
    """The units that a section title names and nothing else («Nhiệm vụ của Phòng Nội vụ» is one); () for any other title."""
    found = _OF.match(" ".join(title.split()))
    units = split_units(found["units"]) if found and _WITH_OTHERS.search(found["units"]) is None else ()
    return units if units and all(map(names_unit, units)) else ()


def is_time(title: str) -> bool:
    """Whether a title is a month, a quarter or another time and nothing else."""
    return _TIME.fullmatch(re.sub(r"\s+", " ", title).strip(" :.")) is not None


def is_stage(title: str) -> bool:
    """Whether a title is a stage with its time: «Giai đoạn 1: Chuẩn bị (từ ngày 01/02 đến ngày 28/02)»."""
    return _STAGE.match(" ".join(title.split())) is not None


def time_of(title: str) -> str | None:
    """The time that a title is, or that the work below it falls in («NHIỆM VỤ THƯỜNG XUYÊN», «Công tác trọng tâm tháng 3»)."""
    if is_time(title):
        return title.strip().rstrip(":. ")
    if stage := _STAGE.match(" ".join(title.split())):
        return stage["time"]
    found = _OF_WORK.match(" ".join(title.split()))
    return found["time"] if found else None


def _taken(draft: Draft, code: str) -> Draft:
    return replace(draft, taken=(*draft.taken, code))
