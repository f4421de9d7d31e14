"""Which units a task is said to have beside the leads of its event: of the items of a check-in, and who directs the work."""

from collections.abc import Iterable
from datetime import date

from scheduler.mention import Mention
from scheduler.model import Unit
from scheduler.planning.directory import Directory
from scheduler.planning.succession import seats


def named_on(units: Iterable[Unit], day: date, directory: Directory) -> tuple[str, ...]:
    """The units as they are called on a day: successors in the place of what has ended, groups by their own name."""
    held = (unit if unit.members else seats((unit,), day, directory)[0].unit for unit in units)
    return tuple(dict.fromkeys(u.id if directory.by_id(u.id) else u.name for u in held))


def that_say(found: Iterable[Mention]) -> tuple[Mention, ...]:
    """Those that name anybody."""
    return tuple(one for one in found if one.says)
