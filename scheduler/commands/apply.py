"""`apply`: show what files and config change in people's calendars, then make them current."""

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence

from scheduler.actions.apply import Preview, apply, preview
from scheduler.actions.comparing import Changes, Moved
from scheduler.actions.snapshot import applied_config
from scheduler.app import App
from scheduler.commands.configured import app_of, config_of, config_path, plan_files, warn
from scheduler.commands.printing import label, print_diagnostics, told
from scheduler.diagnostics import Diagnostic, Severity, values
from scheduler.installation_secret import make_secret
from scheduler.planning.task_changes import TaskChange
from scheduler.schedule import Occurrence
from scheduler.settings import Config
from scheduler.words import day_text, say

_SHOWN = 40
_FEW = 10


def run(arguments: argparse.Namespace) -> int:
    """With --dry-run nothing is written. Exit status 2 where config.toml has faults, 1 where a plan's file was refused."""
    found, wrong = previewed(arguments, app := app_of(arguments))
    print_diagnostics((*wrong, *found.derived.diagnostics), "questions")
    if says_nothing_stands(found, app):
        return 1
    show_task_changes(found.tasks)
    show_handed(found, applied_config(found.revision, app.folder))
    show_passed(found)
    show_staying(found, applied_config(found.revision, app.folder))
    show_kept(found.kept)
    show_changes(found, applied_config(found.revision, app.folder))
    if arguments.dry_run:
        print(told("not-applied"))
    elif not found.current:
        applied(app, found)
        show_applied(found)
    return int(any(d.severity is Severity.ERROR for d in wrong))


def says_nothing_stands(found: Preview, app: App) -> bool:
    """Whether the revision may not be applied, which is said: no plan's file is left, or one that people follow lost its own.

    A plan that is new and refused only stays away; one whose new file is refused would be called off in every calendar.
    """
    config, last = applied_config(found.revision, app.folder), app.repository.latest_revision()
    refused = [source.id for source in config.plans if source.file not in found.revision.files]
    before = () if last is None else applied_config(last, app.folder).plans
    followed = {source.id for source in before if last is not None and source.file in last.files}
    lost = refused if len(refused) == len(config.plans) else [plan for plan in refused if plan in followed]
    if lost:
        warn("plans-refused", plans="; ".join(f"“{plan}”" for plan in lost))
    return bool(lost)


def applied(app: App, found: Preview) -> None:
    """Make the preview current; the first time with a secret for the addresses that are given out from then on."""
    if app.repository.latest_revision() is None:
        make_secret(app.folder)
    apply(app.repository, found, app.folder, app.now())


def previewed(arguments: argparse.Namespace, app: App) -> tuple[Preview, tuple[Diagnostic, ...]]:
    """The revision that the files come to, and what is wrong with files. Raises BadConfig after printing every fault."""
    config = config_of(arguments)
    files, wrong = plan_files(config, app.repository.latest_revision())
    text = config_path(arguments).read_text(encoding="utf-8-sig")
    return preview(app.repository, text, files, app.folder, app.now()), wrong


def show_task_changes(changes: Sequence[TaskChange]) -> None:
    """What became of tasks: a line for each change, the longest list cut with its count."""
    if not changes:
        return
    print(label("task-changes", count=len(changes)))
    for change in changes[:_SHOWN]:
        facts = {"plan": change.plan, "no": change.no, "title": change.title}
        print(say("planning", "change", change.what.value, values(**facts, before=change.before, after=change.after)))
    if len(changes) > _SHOWN:
        print(told("more", count=len(changes) - _SHOWN))


def show_handed(found: Preview, config: Config) -> None:
    """Work that other units lead from now on: what stays done, and what was reported and does not pass over."""
    names = {unit.id: unit.name for unit in config.units}
    titles = {key.key: task.title for key, task in found.derived.tasks.items()}
    for handed in found.handed[:_SHOWN]:
        was, now = (_named(units, names) for units in (handed.before, handed.after))
        title = titles.get(handed.task or "", handed.occurrence.title)
        facts = values(title=title, due=day_text(handed.occurrence.due), before=was, after=now)
        print(say("planning", "change", "done-stays" if handed.carried else "report-stays-behind", facts))
    if len(found.handed) > _SHOWN:
        print(told("more", count=len(found.handed) - _SHOWN))


def show_passed(found: Preview) -> None:
    """Work that begins as done, since what it was split from or put together of was done."""
    titles = {key.key: task.title for key, task in found.derived.tasks.items()}
    for passed in found.passed[:_SHOWN]:
        old = "; ".join(f"“{title}”" for title in passed.old)
        title = titles.get(passed.task or "", passed.occurrence.title)
        facts = values(title=title, due=day_text(passed.occurrence.due), old=old)
        print(say("planning", "change", "done-passes", facts))
    if len(found.passed) > _SHOWN:
        print(told("more", count=len(found.passed) - _SHOWN))


def show_staying(found: Preview, config: Config) -> None:
    """Work that was done and that files or config leave out from now on: no calendar changes, and that is said."""
    names = {unit.id: unit.name for unit in config.units}
    titles = {key.key: key.title for key in (*found.derived.keys, *found.derived.given_up)}
    for one in found.stays[:_SHOWN]:
        title = titles.get(one.task or "") or _titled(one.occurrence, names)
        facts = values(title=title, due=day_text(one.occurrence.due))
        print(say("planning", "change", "done-is-kept", facts))
    if len(found.stays) > _SHOWN:
        print(told("more", count=len(found.stays) - _SHOWN))


def show_kept(kept: Sequence[tuple[Occurrence, Occurrence]]) -> None:
    """Past days that files or config now say otherwise: calendars keep what people were told, and that is said."""
    if not kept:
        return
    print(label("kept-past", count=len(kept)))
    for said, stands in kept[:_FEW]:
        facts = values(title=stands.title, before=day_text(stands.due), after=day_text(said.due))
        print(say("planning", "change", "kept-past", facts))
    if len(kept) > _FEW:
        print(told("more", count=len(kept) - _FEW))


def _named(units: Iterable[str], names: Mapping[str, str]) -> str:
    return "; ".join(names.get(unit, unit) for unit in units) or say("planning", "label", "no-lead")


def show_changes(found: Preview, config: Config) -> None:
    """What people will see change; the longest list is cut, with its count."""
    changes, links = found.changes, found.relinked
    if links is not None:
        print(told("relinked", count=links.events, before=links.before, after=links.after))
    if not changes and links is not None:
        return
    if not changes:
        print(told("already-applied" if found.current else "nothing-changes"))
        return
    counts = {"added": changes.added, "moved": changes.moved, "removed": changes.removed, "reworded": changes.reworded}
    print(told("changes", **{name: len(those) for name, those in counts.items()}))
    if changes.let_go:
        print(told("let-go", count=len(changes.let_go), first=day_text(changes.let_go[0].due)))
    if changes.resumed:
        print(told("resumed", count=len(changes.resumed), first=day_text(changes.resumed[0].due)))
    lines = list(_lines(changes, {**found.former, **{unit.id: unit.name for unit in config.units}}))
    print("\n".join(lines[:_SHOWN]))
    if len(lines) > _SHOWN:
        print(told("more", count=len(lines) - _SHOWN))


def show_applied(found: Preview) -> None:
    """How much was made current."""
    derived = found.derived
    shared = [o for o in derived.occurrences if o.unit is None]
    counts = {"plans": len(derived.plans), "tasks": len(derived.keys), "waiting": len(derived.waiting)}
    print(told("applied", occurrences=len(shared), **counts), file=sys.stdout)


def _lines(changes: Changes, names: Mapping[str, str]) -> Iterable[str]:
    for gone in changes.removed:
        yield told("removed", due=day_text(gone.due), title=_titled(gone, names))
    for moved in changes.moved:
        before, after = (_days(o, moved) for o in (moved.before, moved.after))
        yield told("moved", before=before, after=after, title=moved.after.title)
    for other in changes.reworded:
        yield _reworded(other, changes, names)
    for new in changes.added:
        yield told("added", due=day_text(new.due), title=_titled(new, names))


def _reworded(other: Occurrence, changes: Changes, names: Mapping[str, str]) -> str:
    """Its title and day; where others lead it from now on, who did and who does."""
    if other.uid not in changes.led:
        return told("reworded", due=day_text(other.due), title=other.title)
    before, after = (_named(units, names) for units in (changes.led[other.uid], other.leads))
    return told("reworded-leads", due=day_text(other.due), title=other.title, before=before, after=after)


def _titled(occurrence: Occurrence, names: Mapping[str, str]) -> str:
    """The title; of a unit's own part of work that others have too, with that unit."""
    if occurrence.unit is None:
        return occurrence.title
    return told("part-of", title=occurrence.title, unit=names.get(occurrence.unit, occurrence.unit))


def _days(occurrence: Occurrence, moved: Moved) -> str:
    """The day that people will see, with its hour or its beginning where that is what changes."""
    day = day_text(occurrence.due)
    if occurrence.at is not None and moved.before.at != moved.after.at:
        return told("moved-hour", hour=f"{occurrence.at:%H:%M}", day=day)
    if (
        moved.before.start != moved.after.start
        and moved.before.due == moved.after.due
        and occurrence.start < occurrence.due
    ):
        return told("moved-span", first=day_text(occurrence.start), day=day)
    if moved.before.due == moved.after.due and moved.before.act_by != moved.after.act_by:
        return told("moved-act", day=day, act=day_text(occurrence.act_by))
    return day
