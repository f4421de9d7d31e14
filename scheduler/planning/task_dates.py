"""One task → its dates: config's decision first, then the coordinator's answer, then the phrase as it is read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from scheduler.diagnostics import Diagnostic, Severity, values
from scheduler.model import Task
from scheduler.planning.assignments import Rules
from scheduler.planning.kinds import awaits_document, in_periodic_report, kind_of
from scheduler.planning.occasion import Context, Occasion, Outline, Wait
from scheduler.planning.occasions import on_dates, on_day, outline
from scheduler.planning.reckoned_days import with_reckoned_days
from scheduler.planning.school_year import in_school_year
from scheduler.planning.years_said import is_before, names_year
from scheduler.policy import Answer, CheckIn, Policy, TaskRule
from scheduler.terms import Kind
from scheduler.timing.combine import read_task_timing
from scheduler.timing.explain import length_of
from scheduler.timing.grammar import Reading, parse
from scheduler.timing.ir import Ambiguous, NoTiming, Relative, Several, Timing, Triggered, Window
from scheduler.timing.offers import offers
from scheduler.timing.tokens import normalise
from scheduler.trace import Assumption, Reason
from scheduler.words import day_text

_LOOKS_BACK = 4
"""Until this month a plan of the year still names what it began with: «Quý I» in a plan of 2 April."""


@dataclass(frozen=True, slots=True)
class PlanFrame:
    """What all tasks of one plan share: its id and name, the year it is laid out for, and the office's rules.

    issued: the day of signing, where known. answers: what a phrase is read as, by normalised phrase. check_in: the plan's own
    rhythm. rolls: whether the plan holds anew each year. until: the second year of a school year.
    year_said: whether the plan or config says its year, which else is that of its issue or of its times.
    """

    id: str
    name: str
    year: int
    issued: date | None
    answers: Mapping[str, str]
    check_in: CheckIn | None
    rolls: bool
    rules: Rules
    until: int | None = None
    year_said: bool = False


@dataclass(frozen=True, slots=True)
class TaskDates:
    """The dates of one task and what waits, the trace that all its dates share, and what is open about it."""

    kind: Kind
    outline: Outline
    why: tuple[Reason, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


def answers_for(plan: str, answers: Iterable[Answer]) -> dict[str, str]:
    """Answers by normalised phrase; one for this plan beats one for all."""
    given = [a for a in answers if a.plan in (None, plan)]
    return {normalise(a.phrase): a.read_as for a in sorted(given, key=lambda a: a.plan is not None)}


def phrase_of(task: Task) -> str:
    """The timing of a task as printed: frequency, duration and period line."""
    return "; ".join(filter(None, (task.frequency, task.duration, task.timing)))


def quoted_of(task: Task) -> str:
    """The lines of the same, each in quotes of its own but for the outermost; a length that the frequency names is said once."""
    again = task.duration is not None and task.frequency is not None and task.duration in task.frequency
    return "”; “".join(dict.fromkeys(filter(None, (task.frequency, None if again else task.duration, task.timing))))


def dates_of(task: Task, rule: TaskRule, plan: PlanFrame) -> TaskDates:
    """Lay out one task over the plan's year."""
    rule, why = _of_this_year(rule, plan), _told(task, rule, plan)
    if rule.dates or rule.due is not None:
        context = _context(rule.kind or _kind(task, None), rule, plan)
        due = rule.due or date.max
        found = on_dates(rule.dates, context) if rule.dates else on_day(due, context, _begins(task, plan, context))
        return TaskDates(context.kind, found if rule.kind else _with_kind_assumed(found, context.kind), why)
    reading, answered = reading_of(task, plan.answers, plan.year, plan.until)
    if reading.timing is None:
        return _without_timing(task, rule, plan, reading, why)
    kind = rule.kind or _kind(task, reading.timing)
    if _is_embedded(task, kind) and not _has_dates(reading.timing):
        return _as_periodic_report(kind, rule, plan, why)
    found = with_reckoned_days(outline(reading.timing, _context(kind, rule, plan)), reading.diagnostics)
    if rule.kind is None:
        found = _with_kind_assumed(found, kind)
    slipped = tuple(_of_years_before(task, plan, reading.timing)) or _before_issue(task, found, plan)
    said = (*_with_readings(reading), *_questions(found), *slipped)
    return TaskDates(kind, found, (*why, *answered), said)


def _of_years_before(task: Task, plan: PlanFrame, timing: Timing) -> Iterable[Diagnostic]:
    if not plan.rolls and is_before(phrase_of(task), timing, plan.year):
        yield Diagnostic("year-before", Severity.WARNING, values=values(phrase=phrase_of(task), year=plan.year))


def _before_issue(task: Task, found: Outline, plan: PlanFrame) -> Iterable[Diagnostic]:
    """due-before-issue: all days lie before that of issue. A plan of the year that comes out in its first months may look back."""
    last, issued = max((o.due for o in found.occasions), default=None), plan.issued
    if last is None or issued is None or plan.rolls or last >= issued:
        return
    if last.year == issued.year and issued.month <= _LOOKS_BACK:
        return
    stated = plan.year_said or names_year(phrase_of(task))
    asked = Severity.WARNING if stated else Severity.QUESTION
    yield Diagnostic("due-before-issue", asked, values=values(due=day_text(last), issued=day_text(issued)))


def _begins(task: Task, plan: PlanFrame, context: Context) -> date | None:
    """The first day of work that the plan spreads over a window: config moves its last day, and no more."""
    timing = reading_of(task, plan.answers, plan.year, plan.until)[0].timing
    return outline(timing, context).occasions[0].start if isinstance(timing, Window) else None


def _with_readings(reading: Reading) -> Iterable[Diagnostic]:
    """What is open about the phrase; a question between readings names them, and the one that may be copied as its answer."""
    offered = offers(reading)
    if not offered:
        return reading.diagnostics
    told = "; ".join(f"{n}) {text}" for n, text in enumerate(offered, 1))
    facts = values(readings=told, read_as=offered[0])
    asked = Severity.QUESTION
    return (replace(d, values=(*d.values, *facts)) if d.severity is asked else d for d in reading.diagnostics)


def _of_this_year(rule: TaskRule, plan: PlanFrame) -> TaskRule:
    """Where a plan holds anew each year, a day that config gives belongs to the year in which it lies, and to no other."""
    if not plan.rolls:
        return rule
    due = rule.due if rule.due is not None and rule.due.year == plan.year else None
    return replace(rule, due=due, dates=tuple(day for day in rule.dates if day.year == plan.year))


def _kind(task: Task, timing: Timing | None) -> Kind:
    return kind_of(timing, title=task.title, stream=task.stream, frequency=task.frequency)


def _told(task: Task, rule: TaskRule, plan: PlanFrame) -> tuple[Reason, ...]:
    phrase = phrase_of(task)
    facts = values(phrase=quoted_of(task), plan=plan.name, no=task.no)
    noted = (Reason("note", values(note=rule.note)),) if rule.note else ()
    return (Reason("marked" if task.of_grid else "phrase" if phrase else "no-phrase", facts), *noted)


def reading_of(
    task: Task, answers: Mapping[str, str], year: int, until: int | None = None
) -> tuple[Reading, tuple[Reason, ...]]:
    """How a task's timing reads, and which answers of the coordinator (by normalised phrase) it was read by.

    until: the second year where the plan is for a school year.
    """
    found, reasons = _reading_in(task, answers, year)
    return (found if until is None else in_school_year(found, _reading_in(task, answers, until)[0])), reasons


def _reading_in(task: Task, answers: Mapping[str, str], year: int) -> tuple[Reading, tuple[Reason, ...]]:
    whole = answers.get(normalise(phrase_of(task)))
    if whole is not None:
        return parse(whole, year), (Reason("answer", values(read_as=whole)),)
    timing, frequency = (_answered(text, answers) for text in (task.timing, task.frequency))
    changed = [
        now for now, was in ((timing, task.timing), (frequency, task.frequency)) if now is not None and now != was
    ]
    reasons = tuple(Reason("answer", values(read_as=text)) for text in changed)
    return read_task_timing(timing, frequency, task.duration, year), reasons


def _answered(text: str | None, answers: Mapping[str, str]) -> str | None:
    return answers.get(normalise(text), text) if text is not None else None


def _without_timing(
    task: Task, rule: TaskRule, plan: PlanFrame, reading: Reading, why: tuple[Reason, ...]
) -> TaskDates:
    kind = rule.kind or _kind(task, None)
    if _is_embedded(task, kind):
        return _as_periodic_report(kind, rule, plan, why)
    wait = Wait(None, Reason("not-understood" if phrase_of(task) else "no-timing"))
    return TaskDates(kind, Outline(waits=(wait,)), why, reading.diagnostics if phrase_of(task) else ())


def _is_embedded(task: Task, kind: Kind) -> bool:
    return kind is Kind.REPORT and task.timing is not None and in_periodic_report(task.timing)


def _has_dates(timing: Timing) -> bool:
    if isinstance(timing, Several):
        return any(_has_dates(item) for item in timing.items)
    return not isinstance(timing, Triggered | Ambiguous | NoTiming)


def _as_periodic_report(kind: Kind, rule: TaskRule, plan: PlanFrame, why: tuple[Reason, ...]) -> TaskDates:
    """A report that goes into "the periodic report" is made as often as config says that one is."""
    phrase = plan.rules.policy.reports.embedded
    timing = parse(phrase, plan.year).timing
    assert timing is not None, "config refuses a reports.embedded that cannot be read"
    facts = values(read_as=phrase)
    found = outline(timing, _context(kind, rule, plan))
    assumed = Assumption("reports.embedded", "embedded", facts)
    return TaskDates(kind, _with_assumed(found, assumed), (*why, Reason("embedded", facts)))


def _context(kind: Kind, rule: TaskRule, plan: PlanFrame) -> Context:
    policy = replace(plan.rules.policy, check_in=_check_in(kind, rule, plan))
    return Context(plan.year, policy, plan.rules.calendar, kind, rule.slot, plan.issued, plan.rolls, plan.until)


def _check_in(kind: Kind, rule: TaskRule, plan: PlanFrame) -> CheckIn:
    """The nearest decision wins: the task's, the plan's, the kind's, the office's."""
    policy: Policy = plan.rules.policy
    return rule.check_in or plan.check_in or policy.check_in_of.get(kind) or policy.check_in


def _with_kind_assumed(found: Outline, kind: Kind) -> Outline:
    return _with_assumed(found, Assumption("tasks.kind", f"kind-{kind.value}"))


def _with_assumed(found: Outline, assumed: Assumption) -> Outline:
    return Outline(tuple(_assuming(o, assumed) for o in found.occasions), found.waits)


def _assuming(occasion: Occasion, assumed: Assumption) -> Occasion:
    if occasion.kind is Kind.CHECK_IN:
        return occasion
    return replace(occasion, assumptions=(*occasion.assumptions, assumed))


def _questions(found: Outline) -> tuple[Diagnostic, ...]:
    """What waits for another document, counts from a day or names an occasion is asked; what waits for an event is only told."""
    return tuple(_question(w.timing, w.reason) for w in found.waits if isinstance(w.timing, Triggered | Relative))


def _question(timing: Triggered | Relative, reason: Reason) -> Diagnostic:
    if isinstance(timing, Relative):
        return Diagnostic("waits-for-day", Severity.QUESTION, values=values(event=timing.after or length_of(timing)))
    if reason.code == "waits-for-occasion":
        told = dict(reason.values)
        return Diagnostic(
            "waits-for-occasion",
            Severity.QUESTION,
            values=values(name=told["name"], day=told["day"], due=told["due"]),
        )
    if awaits_document(timing.event):
        return Diagnostic("waits-for-dates", Severity.QUESTION, values=values(event=timing.event))
    return Diagnostic("waits-for-event", Severity.INFO, values=values(event=timing.event))
