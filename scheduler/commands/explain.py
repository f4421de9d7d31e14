"""`explain`: a phrase → its reading, canonical sentence, rule, RRULE, dates with reasons; starts fast, so it imports little."""

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from calendars.workdays import OfficeCalendar
from scheduler.commands.answered import Answers, answers_in
from scheduler.diagnostics import Diagnostic, values
from scheduler.planning.due_days import acting_day
from scheduler.planning.kinds import kind_of
from scheduler.planning.lunar_days import with_lunar_days
from scheduler.planning.occasion import Context, Occasion, Outline
from scheduler.planning.occasions import outline
from scheduler.planning.recurrence import Recurrence, recurrence
from scheduler.policy import Policy
from scheduler.timing.continuing import Expected, expected_behind
from scheduler.timing.errors import advise, caret
from scheduler.timing.explain import sentence
from scheduler.timing.grammar import Reading, parse
from scheduler.timing.ir import Ambiguous, NoTiming, Triggered
from scheduler.timing.notation import to_notation
from scheduler.timing.offers import asks, offers
from scheduler.timing.tokens import normalise
from scheduler.trace import Assumption
from scheduler.words import day_text, diagnose, say

_CONFIG = "config.toml"


def run(arguments: argparse.Namespace) -> int:
    """Exit status 1 where a phrase has no certain meaning."""
    explainer = _explainer(arguments)
    if arguments.stdin:
        return _each_line(explainer)
    explained = explainer.explain(arguments.phrase or "")
    if arguments.json:
        print(_dumped(explained, indent=2))
    else:
        _show(explained)
    return int(not explained.certain)


def _each_line(explainer: "Explainer") -> int:
    status = 0
    for line in sys.stdin:
        explained = explainer.explain(line.rstrip("\r\n"))
        print(_dumped(explained, indent=None))
        status |= not explained.certain
    return int(status)


def _dumped(explained: "Explained", indent: int | None) -> str:
    import json  # which an answer in words does without

    return json.dumps(explained.as_json(), ensure_ascii=False, indent=indent)


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
            "assumptions": [{"key": a.key, "message": _assumed(a)} for a in self.assumptions],
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
        found = with_lunar_days(outline(timing, context), reading.diagnostics)
        return Explained(
            reading, found, (*self.assumed, *_assumptions(found)), *told, recurrence(timing, context), *apart
        )


def _explainer(arguments: argparse.Namespace) -> Explainer:
    year = arguments.year or _this_year(arguments)
    assumed = () if arguments.year else (Assumption("--year", "this-year", values(year=year)),)
    if arguments.config is None:
        found = _answers_here()
        return Explainer(year, assumed, Policy(), OfficeCalendar(), found.of_all, found.of_plans)
    return _of_office(arguments, year, assumed)


def _answers_here() -> Answers:
    """The answers of config.toml in this folder, where there is one."""
    return answers_in(Path(_CONFIG))


def _this_year(arguments: argparse.Namespace) -> int:
    from scheduler.app import clock  # time zones, which a phrase with its year does without

    return clock(arguments.now)().year


def _of_office(arguments: argparse.Namespace, year: int, assumed: tuple[Assumption, ...]) -> Explainer:
    """With --config: the office's own policy, days off and answers."""
    from scheduler.commands.configured import config_of  # pydantic, which a bare `explain` does without
    from scheduler.planning.task_dates import answers_for

    config = config_of(arguments)
    calendar = OfficeCalendar(config.days_off, config.working_days)
    return Explainer(year, assumed, config.policy, calendar, answers_for("", config.answers))


def _assumptions(found: Outline) -> Iterable[Assumption]:
    return dict.fromkeys(a for o in found.occasions for a in o.assumptions)


def _assumed(assumption: Assumption) -> str:
    area = "cli" if assumption.key.startswith("--") else "planning"
    return say(area, "assumption", assumption.code, assumption.values)


def _diagnostic_json(found: Diagnostic) -> dict[str, object]:
    span = list(found.location.span) if found.location.span else None
    return {"code": found.code, "severity": found.severity.value, "message": diagnose(found), "span": span}


def _label(code: str, **facts: str | int) -> str:
    return say("cli", "label", code, values(**facts))


def _show(explained: Explained) -> None:
    reading, timing = explained.reading, explained.reading.timing
    print(f"{_label('phrase')}: {explained.phrase}")
    if explained.read_as is not None:
        print(_label("answered", read_as=explained.read_as))
    for plan, read_as in explained.of_plans.items():
        print(_label("answered-of-plan", plan=plan, read_as=read_as))
    for found in reading.diagnostics:
        _show_diagnostic(reading.phrase, found)
    if timing is None:
        right = _show_help(reading)
        _show_answer(explained, (right,) if right is not None else ())
        return
    print(f"{_label('meaning')}: {sentence(timing, explained.year)}")
    print(f"{_label('rule')}: {'; '.join(map(rule_name, explained.read_by))}")
    if (repeated := explained.recurrence) is not None:
        print(f"{_label('rrule')}: {repeated.rule} (DTSTART:{repeated.start:%Y%m%d})")
    offered = offers(reading) if asks(timing) else ()
    _show_readings(offered, explained)
    _show_dates(explained)
    if explained.assumptions:
        print(f"{_label('assumptions')}:")
        print("\n".join(f"  • {_assumed(a)} [{a.key}]" for a in explained.assumptions))
    if asks(timing):
        _show_answer(explained, offered)
    elif isinstance(timing, Triggered):
        _show_offered_day(explained)


def _show_diagnostic(phrase: str, found: Diagnostic) -> None:
    if found.location.span is not None:
        print(caret(phrase, found.location.span))
    print(f"{say('cli', 'severity', found.severity.value)}: {diagnose(found)}")


def _show_help(reading: Reading) -> str | None:
    """What was understood, what could stand at the place that was not, the nearest phrase; the phrase without slips is returned."""
    advice = advise(reading)
    if advice is None:
        return None
    for piece in advice.understood:
        print(_help("understood", text=reading.phrase[slice(*piece.span)], rule=rule_name(piece.rule)))
    if advice.pending and not advice.follows:
        print(_help("pending", text=advice.pending))
    if advice.expected or not (advice.follows or advice.understood or advice.pending):
        print(_help("could-follow" if advice.follows else "could-stand", text=_told(advice.expected)))
    if advice.nearest is not None:
        print(_help("mended" if advice.mended else "nearest", text=advice.nearest))
    return advice.nearest if advice.mended else None


def _told(expected: Sequence[Expected]) -> str:
    """What could stand at a place, in words; where nothing is known of it, what a phrase may begin with."""
    told = [(one.code, ", ".join(_help("example", text=text) for text in one.examples)) for one in expected]
    return "; ".join(say("timing", "expected", code, values(examples=said)) for code, said in told or [("start", "")])


def _show_answer(explained: Explained, offered: Sequence[str]) -> None:
    """Where the coordinator writes what the phrase means, with the reading that comes first."""
    code = "answer" if len(offered) > 1 else "answer-one" if offered else "answer-open"
    print(_help(code, phrase=_quotable(explained.phrase), read_as=_quotable(offered[0]) if offered else "…"))


def _show_offered_day(explained: Explained) -> None:
    """The lines that take the day of an occasion that everybody knows."""
    for wait in explained.outline.waits:
        if wait.reason.code == "waits-for-occasion":
            day = _help("on-day", day=str(dict(wait.reason.values)["day"]))
            print(_help("answer-day", phrase=_quotable(explained.phrase), read_as=day))


def _quotable(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def rule_name(rule: str) -> str:
    """A rule in the words of a clerk: its name, and the bound behind it ("calendar-point-before")."""
    for base in _BOUNDED:
        if rule.startswith(f"{base}-"):
            return say("rules", "rule", base, ()) + say("rules", "bound", rule.removeprefix(f"{base}-"), ())
    return say("rules", "rule", "remark" if rule.startswith("remark-") else rule, ())


_BOUNDED = ("calendar-point", "cyclic-day")


def _help(code: str, **facts: str) -> str:
    return say("timing", "label", code, values(**facts))


def _show_readings(offered: Sequence[str], explained: Explained) -> None:
    """The readings of a question, each of which may be written as its answer; and why there are fewer than two."""
    reading = explained.reading
    if not asks(reading.timing):
        return
    if offered:
        print(f"{_label('readings')}:")
        print("\n".join(f"  {n}. {text}" for n, text in enumerate(offered, 1)))
    if len(offered) > 1:
        return
    print(_help("one-reading" if offered else "no-reading"))
    if told := expected_behind(reading.phrase, reading.year):
        print(_help("could-follow", text=_told(told)))


def _show_dates(explained: Explained) -> None:
    if not explained.outline.occasions:
        print(_label("no-dates"))
        for wait in explained.outline.waits:
            print(f"  • {say('planning', 'reason', wait.reason.code, wait.reason.values)}")
        return
    print(f"{_label('dates', year=explained.year)}:")
    for occasion in explained.outline.occasions:
        start = "" if occasion.start == occasion.due else f"{day_text(occasion.start)} – "
        hour = f" {occasion.at:%H:%M}" if occasion.at else ""
        print(f"  {start}{day_text(occasion.due)}{hour}  {occasion.label}")
        print("\n".join(f"      {line}" for line in explained.acting(occasion)[1]))
