"""What `explain` finds out of a phrase: its reading with the dates that it comes to, what was assumed, and the form of --json."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from calendars.workdays import OfficeCalendar
from scheduler.diagnostics import Diagnostic
from scheduler.planning.due_days import acting_day
from scheduler.planning.kinds import kind_of
from scheduler.planning.occasion import Context, Occasion, Outline
from scheduler.planning.occasions import outline
from scheduler.planning.reckoned_days import with_reckoned_days
from scheduler.planning.recurrence import Recurrence, recurrence
from scheduler.policy import Policy
from scheduler.timing.explain import sentence
from scheduler.timing.grammar import Reading, parse
from scheduler.timing.ir import Ambiguous, NoTiming
from scheduler.timing.notation import to_notation
from scheduler.timing.offers import asks, offers
from scheduler.timing.tokens import normalise
from scheduler.trace import Assumption
from scheduler.words import diagnose, say


@dataclass(frozen=True, slots=True)
class Explained:
    """A reading with the dates that it comes to in one year, what was assumed for them, and the rules of days off."""

    reading: Reading
    outline: Outline
    assumptions: tuple[Assumption, ...]
    policy: Policy
    calendar: OfficeCalendar
    recurrence: Recurrence | None = None
    phrase: str = ""
    of_plans: Mapping[str, str] = field(default_factory=dict)

    @property
    def year(self) -> int:
        """The year of what names none."""
        return self.reading.year

    @property
    def read_as(self) -> str | None:
        """What config.toml says that the phrase is read as."""
        return self.reading.phrase if self.reading.phrase != self.phrase else None

    @property
    def certain(self) -> bool:
        """Whether the phrase has one meaning."""
        return self.reading.timing is not None and not isinstance(self.reading.timing, Ambiguous | NoTiming)

    @property
    def offered(self) -> tuple[str, ...]:
        """What config takes as the answer to a question, the likest first; none where nothing is asked."""
        return offers(self.reading) if asks(self.reading.timing) else ()

    @property
    def read_by(self) -> tuple[str, ...]:
        """The named rules that read the phrase, in order."""
        return tuple(dict.fromkeys(piece.rule for piece in self.reading.pieces))

    def as_json(self) -> dict[str, object]:
        """The answer in the form of `explain --json`; start, end and due of an occurrence are days, both ends inclusive."""
        timing = self.reading.timing
        return {
            "phrase": self.phrase,
            "read_as": self.read_as,
            "year": self.year,
            "meaning": to_notation(timing) if timing is not None else None,
            "sentence": sentence(timing, self.year) if timing is not None else None,
            "rules": self.read_by,
            "rrule": self.recurrence.rule if self.recurrence is not None else None,
            "dtstart": self.recurrence.start.isoformat() if self.recurrence is not None else None,
            "occurrences": [self._occasion(o) for o in self.outline.occasions],
            "assumptions": [{"key": a.key, "message": assumed_text(a)} for a in self.assumptions],
            "offers": list(self.offered),
            "diagnostics": [_diagnostic_json(d) for d in self.reading.diagnostics],
        }

    def acting(self, occasion: Occasion) -> tuple[date, list[str]]:
        """The day by which to act, and why this day: last, where it is a day off, how that moves the day to act by."""
        act_by, shift = acting_day(occasion.due, self.policy.on_day_off, self.calendar)
        return act_by, [say("planning", "reason", r.code, r.values) for r in (*occasion.why, *shift)]

    def _occasion(self, occasion: Occasion) -> dict[str, object]:
        act_by, why = self.acting(occasion)
        return {
            "start": occasion.start.isoformat(),
            "end": occasion.due.isoformat(),
            "due": occasion.due.isoformat(),
            "act_by": act_by.isoformat(),
            "time": f"{occasion.at:%H:%M}" if occasion.at else None,
            "label": occasion.label,
            "kind": occasion.kind.value,
            "count": occasion.quota,
            "why": why,
        }


@dataclass(frozen=True, slots=True)
class Explainer:
    """What phrases are explained against: the year (assumed where nobody named it), policy, working days, answers."""

    year: int
    assumed: tuple[Assumption, ...]
    policy: Policy
    calendar: OfficeCalendar
    answers: Mapping[str, str]
    of_plans: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def explain(self, phrase: str) -> Explained:
        """Read a phrase (or what the coordinator answered for it) and lay it out over the year."""
        key = normalise(phrase) if self.answers or self.of_plans else ""
        reading = parse(self.answers.get(key, phrase), self.year)
        timing, told = reading.timing, (self.policy, self.calendar)
        apart = phrase, self.of_plans.get(key, {})
        if timing is None:
            return Explained(reading, Outline(), self.assumed, *told, None, *apart)
        kind = kind_of(timing, frequency=phrase)
        context = Context(self.year, self.policy, self.calendar, kind)
        found = with_reckoned_days(outline(timing, context), reading.diagnostics)
        return Explained(
            reading, found, (*self.assumed, *_assumptions(found)), *told, recurrence(timing, context), *apart
        )


def _assumptions(found: Outline) -> Iterable[Assumption]:
    return dict.fromkeys(a for o in found.occasions for a in o.assumptions)


def assumed_text(assumption: Assumption) -> str:
    area = "cli" if assumption.key.startswith("--") else "planning"
    return say(area, "assumption", assumption.code, assumption.values)


def _diagnostic_json(found: Diagnostic) -> dict[str, object]:
    span = list(found.location.span) if found.location.span else None
    return {"code": found.code, "severity": found.severity.value, "message": diagnose(found), "span": span}
