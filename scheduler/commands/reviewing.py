"""`read --review` and `read --json`: how sure each task's reading is, against the units that config knows."""

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from calendars.workdays import OfficeCalendar
from scheduler.app import clock
from scheduler.commands.configured import config_path
from scheduler.config.reading import load_config
from scheduler.derivation import directory_of
from scheduler.diagnostics import values
from scheduler.documents import Document
from scheduler.model import Plan, Task
from scheduler.planning.assignments import Rules
from scheduler.planning.directory import Directory
from scheduler.planning.task_dates import PlanFrame, answers_for, dates_of
from scheduler.planning.year import until_of, year_of
from scheduler.plans import to_json, unit_key
from scheduler.plans.as_json import Json
from scheduler.policy import Policy
from scheduler.review.confidence import canonical, confidence
from scheduler.review.decided import UNDECIDED, Against, Decided
from scheduler.review.page import Review, page
from scheduler.settings import Config, PlanSource
from scheduler.words import say


def write_review(
    documents: Sequence[tuple[Path, Document]], plans: Sequence[Plan], arguments: argparse.Namespace
) -> None:
    """Write the review page; of several plans each to a file of its own, numbered before the suffix."""
    config = _config_here(arguments)
    target: Path = arguments.review
    for at, ((_, document), plan) in enumerate(zip(documents, plans, strict=True), 1):
        path = target if len(plans) == 1 else target.with_stem(f"{target.stem}-{at}")
        path.write_text(page(_review(document, plan, config, today(arguments))), encoding="utf-8")
        print(say("review", "label", "written", values(path=str(path))))


def today(arguments: argparse.Namespace) -> date:
    """The day of the clock, or of --now."""
    return clock(arguments.now)().date()


def judged_json(plan: Plan, file: str, arguments: argparse.Namespace) -> dict[str, Json]:
    """The plan as JSON; each task with its confidence, the reasons of it and the timing as it is understood."""
    told, config = to_json(plan), _config_here(arguments)
    against = _against(plan, config, file, today(arguments))
    tasks = [
        {**shown, **_task_json(task, plan, against)}
        for task, shown in zip(plan.tasks, _listed(told["tasks"]), strict=True)
    ]
    return {**told, "tasks": list(tasks)}


def _listed(value: Json) -> list[dict[str, Json]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _task_json(task: Task, plan: Plan, against: Against) -> dict[str, Json]:
    sure = confidence(task, plan, against)
    reasons: list[Json] = [{"level": g.level.value, "code": g.code, "message": g.text} for g in sure.grounds]
    meaning = canonical(task, against)
    return {"confidence": sure.level.value, "reasons": reasons, "meaning": meaning}


def _config_here(arguments: argparse.Namespace) -> Config | None:
    return load_config(config_path(arguments)).config if config_path(arguments).is_file() else None


def _review(document: Document, plan: Plan, config: Config | None, now: date) -> Review:
    return Review(document, plan, _against(plan, config, document.name, now))


def _against(plan: Plan, config: Config | None, file: str, now: date) -> Against:
    decided = _decided(config, file)
    year = year_here(plan, config, file, now)
    frame = _frame(plan, config, decided, year or now.year)

    def days(task: Task) -> tuple[date, ...]:
        found = dates_of(task, decided.on(task), frame).outline.occasions
        return tuple(dict.fromkeys(o.due for o in found))

    return Against(
        frame.year, directory_of(config) if config else None, decided, days, year is not None, now, frame.until
    )


def year_here(plan: Plan, config: Config | None, file: str, now: date) -> int | None:
    """The plan's year: as config says of that file, else as the plan does; None where neither does."""
    source = _source(config, file)
    return year_of(source, plan, now) if source is not None else plan.header.year


def _source(config: Config | None, file: str) -> PlanSource | None:
    """Config's entry of the plan in a file of that name."""
    sources = config.plans if config else ()
    return next((s for s in sources if Path(s.file).name == Path(file).name), None)


def _decided(config: Config | None, file: str) -> Decided:
    source = _source(config, file)
    if config is None or source is None:
        return UNDECIDED
    rules = tuple(r for r in config.tasks if r.plan == source.id)
    return Decided(source, rules, answers_for(source.id, config.answers))


def _frame(plan: Plan, config: Config | None, decided: Decided, year: int) -> PlanFrame:
    """What the plan is laid out against: config's policy and days off where there is a config, else the defaults."""
    policy = config.policy if config else Policy()
    calendar = OfficeCalendar(config.days_off, config.working_days) if config else OfficeCalendar()
    rules = Rules("", policy, calendar, Directory.of((), unit_key))
    source = decided.source
    issued = (source.issued if source else None) or plan.header.issued
    until = until_of(source, plan) if source else plan.header.until
    return PlanFrame("", "", year, issued, decided.answers, None, False, rules, until)
