"""A plan that amends another one: from which day it holds, and what it is called where a date is explained."""

from dataclasses import dataclass
from datetime import date

from scheduler.model import Plan
from scheduler.settings import PlanSource
from scheduler.words import day_text


@dataclass(frozen=True, slots=True)
class Amendment:
    """A plan that amends another one: its source in config, as it reads, the day from which it holds."""

    source: PlanSource
    plan: Plan
    since: date

    @property
    def name(self) -> str:
        """What it is called in the trace of a date."""
        number = self.source.number or self.plan.header.number
        return self.source.name or number or self.plan.header.title or self.source.id


def since_text(amendment: Amendment) -> str:
    """The day from which it holds, as people write it."""
    return day_text(amendment.since)
