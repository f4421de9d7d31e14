"""A task that an amendment lists → the change that it makes: by the note beside it, the heading above it or the paper's title."""

from dataclasses import replace

from scheduler.model import Change, ChangeKind, PlanHeader, Task
from scheduler.plans.amending_later import day_apart
from scheduler.plans.amending_places import as_place
from scheduler.plans.amending_text import kind_said, names_only_place
from scheduler.plans.patterns import pattern

_ADD = pattern("amending", "add")
_TOLD_OF = pattern("account", "told_of")
_NOTE_CLOSE, _NOTE_ADD = pattern("account", "note_close"), pattern("account", "note_add")
_CHANGE = pattern("amending", "change")


def noted(task: Task, note: str | None, header: PlanHeader) -> Change:
    """A task that is listed with a note of what becomes of it; without one, what the paper says of all.

    A note that is not understood stays with the text of the change, so that it is asked where nothing else in the row changes.
    """
    later = day_apart(note) if note else None
    if note is not None and later is not None:
        return replace(noted(task, later.rest, header), text=f"{task.title} ({note})", from_when=later.day)
    kind = _kind_of(note or "")
    task = replace(task, title=task.title.removesuffix(f": {note}")) if note else task
    text = f"{task.title} ({note})"
    if note is None or kind is None:
        listed = _listed(task, header)
        return replace(listed, text=text) if note and listed.kind is ChangeKind.RESTATE else listed
    if kind is ChangeKind.CLOSE:
        return Change(kind, text, task.no, task.title, None, task.location)
    if kind is ChangeKind.ADD and not _CHANGE.search(note):
        return Change(kind, text, None, None, task, task.location)
    return Change(ChangeKind.REPLACE, text, task.no, task.title, task, task.location)


def _kind_of(note: str) -> ChangeKind | None:
    if note and _NOTE_CLOSE.match(note):
        return ChangeKind.CLOSE
    return ChangeKind.ADD if note and _NOTE_ADD.match(note) else kind_said(note)


def _listed(task: Task, header: PlanHeader) -> Change:
    """A task that the amendment lists: by the heading above it closed, added or changed; else by the document's title."""
    for said in (task.section or "", header.title or ""):
        kind = kind_said(said)
        adds, alters = _ADD.search(said), _CHANGE.search(said)
        if kind is ChangeKind.CLOSE:
            return Change(kind, task.title, None, task.title, None, task.location)
        if adds and not alters:
            return Change(ChangeKind.ADD, task.title, None, None, task, task.location)
        if kind is not None:
            break
    if places := as_place(task.title):
        untitled = replace(task, title="")
        if len(places) == 1 and names_only_place(task.title) and (task.timing or task.lead):
            return Change(ChangeKind.REPLACE, task.title, places[0], None, replace(untitled, no=""), task.location)
        return Change(ChangeKind.UNSURE, task.title, places[0], None, untitled, task.location)
    if (told := _TOLD_OF.match(task.title)) is not None:
        return Change(ChangeKind.UNSURE, task.title, None, told["what"], None, task.location)
    return Change(ChangeKind.RESTATE, task.title, task.no, task.title, task, task.location)
