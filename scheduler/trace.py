"""Why a date is what it is: Reason and Assumption, the two things that every date carries."""

from dataclasses import dataclass

from scheduler.diagnostics import Values


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of the trace of a date; its sentence stands in scheduler/words under [reason]."""

    code: str
    values: Values = ()


@dataclass(frozen=True, slots=True)
class Assumption:
    """Something that the plan did not state, taken from the config key `key`; its sentence stands under [assumption]."""

    key: str
    code: str
    values: Values = ()
