"""`explain`: a phrase → its reading, canonical sentence, rule, RRULE, dates with reasons; starts fast, so it imports little."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from calendars.workdays import OfficeCalendar
from scheduler.commands.answered import answers_in
from scheduler.commands.explained import Explained, Explainer, assumed_text
from scheduler.diagnostics import Diagnostic, values
from scheduler.policy import Policy
from scheduler.timing.continuing import Expected, expected_behind
from scheduler.timing.errors import advise, caret
from scheduler.timing.explain import sentence
from scheduler.timing.grammar import Reading
from scheduler.timing.ir import Triggered
from scheduler.timing.offers import asks
from scheduler.trace import Assumption
from scheduler.words import day_text, diagnose, say

_CONFIG = "config.toml"


class NoSuchPlan(Exception):
    """--plan names none of the config's plans."""

    def __init__(self, plan: str, known: tuple[str, ...]) -> None:
        super().__init__(plan)
        self.plan = plan
        self.known = known


def run(arguments: argparse.Namespace) -> int:
    """Exit status 1 where a phrase has no certain meaning."""
    try:
        explainer = _explainer(arguments)
    except NoSuchPlan as error:
        facts = values(plan=error.plan, known=", ".join(error.known) or "–")
        print(say("cli", "say", "no-such-plan", facts), file=sys.stderr)
        return 2
    if arguments.stdin:
        return _each_line(explainer)
    explained = explainer.explain(arguments.phrase or "")
    if arguments.json:
        print(_dumped(explained, indent=2))
    else:
        _show(explained)
    return int(not explained.certain)


def _each_line(explainer: Explainer) -> int:
    status = 0
    for line in sys.stdin:
        explained = explainer.explain(line.rstrip("\r\n"))
        print(_dumped(explained, indent=None))
        status |= not explained.certain
    return int(status)


def _dumped(explained: Explained, indent: int | None) -> str:
    import json  # which an answer in words does without

    return json.dumps(explained.as_json(), ensure_ascii=False, indent=indent)


def _explainer(arguments: argparse.Namespace) -> Explainer:
    """Raises NoSuchPlan."""
    answers = answers_in(arguments.config or Path(_CONFIG))
    plan: str | None = arguments.plan
    if plan is not None and plan not in answers.years:
        raise NoSuchPlan(plan, tuple(answers.years))
    named = arguments.year or (answers.years[plan] if plan is not None else None)
    year = named or _this_year(arguments)
    assumed = () if named else (Assumption("--year", "this-year", values(year=year)),)
    of_plans = answers.of_plans if plan is None else {}
    if arguments.config is None:
        return Explainer(year, assumed, Policy(), OfficeCalendar(), answers.of(plan), of_plans)
    return _of_office(arguments, Explainer(year, assumed, Policy(), OfficeCalendar(), answers.of(plan), of_plans))


def _this_year(arguments: argparse.Namespace) -> int:
    from scheduler.app import clock  # time zones, which a phrase with its year does without

    return clock(arguments.now)().year


def _of_office(arguments: argparse.Namespace, explainer: Explainer) -> Explainer:
    """With --config: the office's own policy and days off as well."""
    from scheduler.commands.configured import config_of  # pydantic, which a bare `explain` does without

    config = config_of(arguments)
    return replace(explainer, policy=config.policy, calendar=OfficeCalendar(config.days_off, config.working_days))


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
    offered = explained.offered
    _show_readings(offered, explained)
    _show_dates(explained)
    if explained.assumptions:
        print(f"{_label('assumptions')}:")
        print("\n".join(f"  • {assumed_text(a)} [{a.key}]" for a in explained.assumptions))
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
        pieces = f": {occasion.quota:02d} {occasion.item}" if occasion.item else ""
        print(f"  {start}{day_text(occasion.due)}{hour}  {occasion.label}{pieces}")
        print("\n".join(f"      {line}" for line in explained.acting(occasion)[1]))
