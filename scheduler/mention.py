"""Units that a task names beside the work's own leads, for people to read; nobody gets a calendar by it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mention:
    """Who has which share in one task (by its key), as unit ids, or as printed where config knows no such unit; groups stay closed.

    leads, coordinating: of a task that stands in a check-in among others; in a unit's own event, of any task, leads are those that
    lead it beside that unit. directing: who is over the work, of any task.
    """

    task: str
    leads: tuple[str, ...] = ()
    coordinating: tuple[str, ...] = ()
    directing: tuple[str, ...] = ()

    @property
    def says(self) -> bool:
        """Whether it names anybody."""
        return bool(self.leads or self.coordinating or self.directing)
