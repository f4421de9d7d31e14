"""What is wrong or open in the user's data, as values: gathered, never raised, worded only when printed."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

Values: TypeAlias = tuple[tuple[str, str | int], ...]
"""Facts for a sentence, as sorted (name, value) pairs: comparable, hashable, storable."""


def values(**facts: str | int) -> Values:
    """Facts for a Diagnostic, Reason or Assumption, in one canonical order."""
    return tuple(sorted(facts.items()))


class Severity(StrEnum):
    """How much it holds up: an ERROR makes no date, a QUESTION waits for the coordinator, a WARNING is to be looked at."""

    ERROR = "error"
    QUESTION = "question"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Location:
    """Where in the user's data: a file as the user named it, a line counted from 1, a half-open span of characters.

    In documents that know no lines: page, paragraph, table and row count from 1; sheet is the name of a spreadsheet's tab, whose
    rows count as that program numbers them.
    """

    file: str | None = None
    line: int | None = None
    span: tuple[int, int] | None = None
    page: int | None = None
    sheet: str | None = None
    table: int | None = None
    row: int | None = None
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. `code` is a stable word with hyphens; its sentence stands in scheduler/words under [diagnostic]."""

    code: str
    severity: Severity
    location: Location = Location()
    values: Values = ()


def by_gravity(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The findings, the gravest first, else in their order."""
    order = list(Severity)
    return sorted(found, key=lambda d: order.index(d.severity))


def worst(found: Iterable[Diagnostic]) -> Severity | None:
    """The gravest severity among the findings, None where there are none."""
    return next((d.severity for d in by_gravity(found)), None)
