"""What goes out first where not all can at once: a slot's hour, then what is overdue, due today, changed, due soon."""

from datetime import date
from enum import IntEnum

from scheduler.deliveries import Delivery
from scheduler.reminders.steps import CHANGES, is_escalated, notice_of
from scheduler.schedule import Occurrence


class Urgency(IntEnum):
    """The lower, the sooner."""

    SLOT = 0
    OVERDUE = 1
    TODAY = 2
    CHANGE = 3
    SOON = 4
    REST = 5


def urgency(held: Delivery, occurrence: Occurrence | None, today: date) -> Urgency:
    """How pressing it is today; None: it speaks of no work that is still planned."""
    notice = notice_of(held.step)
    if notice is not None:
        return Urgency.CHANGE if notice in CHANGES else Urgency.REST
    if occurrence is None:
        return Urgency.REST
    if occurrence.timed and held.step == "T":
        return Urgency.SLOT
    if is_escalated(held.step) or occurrence.act_by < today:
        return Urgency.OVERDUE
    return Urgency.TODAY if occurrence.act_by == today else Urgency.SOON
