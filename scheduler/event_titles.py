"""Occurrence → the title of its calendar event: what, of which period, which of how many, from when it was moved, how it stands."""

from datetime import time

from scheduler.book import Book, State, Stood
from scheduler.diagnostics import values
from scheduler.moved_text import with_moved
from scheduler.report_titles import ReportTitle, balanced, begins_with_about, read_report
from scheduler.schedule import Occurrence
from scheduler.terms import Kind
from scheduler.text import capitalised, shortened
from scheduler.titles import behind_report, in_short, without_item
from scheduler.words import month_day_text, say

_SUMMARY_LENGTH = 110
"""Characters of a task's own title in a title."""


def summary(occurrence: Occurrence, state: State, book: Book, most: int = _SUMMARY_LENGTH) -> str:
    """The event's title: what, which of how many, how many pieces or units are done, from when it was moved, how it stands.

    most: characters of the task's own title in it.
    """
    return _standing(occurrence, state, book, _named(occurrence, state, book, most))


def due_summary(occurrence: Occurrence, state: State, book: Book) -> str:
    """The title of a window's due day as an event of its own."""
    told = say("feeds", "summary", "due-day", values(summary=_named(occurrence, state, book)))
    return _standing(occurrence, state, book, told)


def plain_summary(occurrence: Occurrence, most: int = _SUMMARY_LENGTH, hour: time | None = None) -> str:
    """The title that all occurrences of a series share: without period, number and standing. hour: that of all before it moved."""
    title = _title(occurrence, most)
    form = ("plain-quota" if occurrence.item else "plain-pieces") if occurrence.quota > 1 else "plain"
    facts = values(title=title, quota=occurrence.quota, item=occurrence.item or "")
    text = capitalised(_with_hour(occurrence, say("feeds", "summary", form, facts)))
    return text if hour is None else with_moved(text, occurrence.due, Stood(occurrence.due, hour))


def standing_code(occurrence: Occurrence, state: State, book: Book) -> str:
    """Overdue counts from act_by; while the day that the plan states is still ahead, only that is said which is true."""
    early = state is State.OVERDUE and book.today <= occurrence.due
    return "late-to-act" if early else state.value


def _named(occurrence: Occurrence, state: State, book: Book, most: int = _SUMMARY_LENGTH) -> str:
    text = capitalised(
        _with_hour(occurrence, _of_plan(occurrence, book, _what(occurrence, book.count(occurrence), most)))
    )
    if len(occurrence.parts) > 1:
        done = book.done_parts(occurrence)
        text = say("feeds", "summary", "parts", values(summary=text, done=done, all=len(occurrence.parts)))
    if state is State.PLANNED and book.state(occurrence) is not State.OVERDUE:  # what is late is said of a plain title
        return with_moved(text, occurrence.due, book.moved.get(occurrence.uid))
    return text


def _standing(occurrence: Occurrence, state: State, book: Book, text: str) -> str:
    facts = values(summary=text, act=month_day_text(occurrence.act_by.month, occurrence.act_by.day))
    return say("feeds", "summary", standing_code(occurrence, state, book), facts)


def _what(occurrence: Occurrence, made: int, most: int) -> str:
    if occurrence.kind is Kind.REPORT and occurrence.quota == 1:
        return balanced(_report(occurrence, occurrence.label, most))
    form, title = _form(occurrence, made, most)
    facts = values(
        title=title,
        label=occurrence.label if occurrence.kind is Kind.REPORT else in_short(occurrence.label),
        number=occurrence.number or 0,
        total=occurrence.total or 0,
        quota=occurrence.quota,
        made=made,
        item=occurrence.item or "",
    )
    return say("feeds", "summary", form, facts)


def _form(occurrence: Occurrence, made: int, most: int) -> tuple[str, str]:
    """How the title is put together, and the task's own title in it."""
    title = _title(occurrence, most)
    if occurrence.kind is Kind.CHECK_IN:
        return "plain", title
    if occurrence.quota > 1:
        form = "quota" if occurrence.item else "pieces"
        return (f"{form}-made" if made else form), title
    return ("plain" if occurrence.number is None else "numbered"), title


def _title(occurrence: Occurrence, most: int) -> str:
    counted = without_item(occurrence.title, occurrence.item or "") if occurrence.quota > 1 else occurrence.title
    return shortened(counted, most)


def _report(occurrence: Occurrence, label: str, most: int) -> str:
    """A report reads as one, and says so once: the task's own «báo cáo» in front gives way to ours, unless a name follows it."""
    rest = behind_report(occurrence.title)
    title = shortened(occurrence.title if rest is None else rest, most)
    if rest is None:
        title = title.partition(": ")[0]  # «Tổng kết: các phòng …» goes on with who does what
        code = "report-of" if occurrence.of_period else "report-named"
    elif not occurrence.of_period:
        code = "report"
    else:
        return _of_a_period(read_report(rest), rest, label, most)
    return say("feeds", "summary", code, values(title=title, label=label))


def _of_a_period(told: ReportTitle, rest: str, label: str, most: int) -> str:
    """Báo cáo, what it tells, of which period, to whom; a period is said once, by the label."""
    what, receiver = shortened(told.what, most), shortened(told.receiver, most)
    facts = values(what=what, receiver=receiver, label=label, title=what or shortened(rest, most))
    if receiver:
        return say("feeds", "summary", "report-of-to" if what else "report-to", facts)
    if rest[:1].isupper():
        return say("feeds", "summary", "report-twice", facts)
    return say("feeds", "summary", "report-about" if begins_with_about(what) else "report-of", facts)


def _of_plan(occurrence: Occurrence, book: Book, text: str) -> str:
    """Check-ins of several plans stand beside each other and have no other title; one over several plans names none."""
    plans = {book.tasks[key].plan for key in occurrence.tasks if key in book.tasks}
    if occurrence.kind is not Kind.CHECK_IN or len(plans) != 1:
        return text
    return say("feeds", "summary", "check-in", values(title=text, plan=book.short_plan_name(*plans)))


def _with_hour(occurrence: Occurrence, text: str) -> str:
    if occurrence.at is None or occurrence.timed:
        return text
    return say("feeds", "summary", "hour", values(hour=f"{occurrence.at:%H:%M}", summary=text))
