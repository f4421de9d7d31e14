"""Occurrence → what calendars show: an event, its due day as an event of its own, a to-do; and the feed around them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from calendars.event import Alarm, Event, Feed, Status, Todo, TodoStatus
from calendars.zone import ZONE
from scheduler.book import Book, State
from scheduler.diagnostics import values
from scheduler.event_text import description, waiting_item
from scheduler.event_titles import due_summary, summary
from scheduler.feeds.query import Look
from scheduler.feeds.specs import FeedSpec, Scope
from scheduler.schedule import Occurrence, Published, Waiting
from scheduler.terms import Kind
from scheduler.text import capitalised, shortened
from scheduler.titles import is_of_text
from scheduler.words import say

_COLORS = {
    Scope.OFFICE: "steelblue",
    Scope.PLAN: "seagreen",
    Scope.UNIT: "darkorange",
    Scope.PERSON: "crimson",
    Scope.ARCHIVE: "slategray",
}
_KIND_COLORS = {
    Kind.REPORT: "mediumpurple",
    Kind.BULLETIN: "goldenrod",
    Kind.BROADCAST: "teal",
    Kind.ACTIVITY: "olivedrab",
    Kind.CHECK_IN: "sienna",
}
_SLOT_MINUTES = 15
_MOST_NAMED, _TITLE_LENGTH, _SUMMARY_LENGTH = 5, 80, 110


@dataclass(frozen=True, slots=True)
class Told:
    """By what tasks that wait were last told: what was published of them, else the revision applied, and when (UTC)."""

    sequence: int
    modified: datetime
    published: Mapping[str, Published] = field(default_factory=dict)

    def revised(self, todo: Todo) -> Todo:
        """The to-do with its own revision, which rises where it reads otherwise and not with others' news."""
        known = self.published.get(todo.uid)
        sequence, modified = (self.sequence, self.modified) if known is None else (known.sequence, known.modified)
        return replace(todo, sequence=sequence, modified=modified)


def event_of(occurrence: Occurrence, state: State, book: Book) -> Event:
    """The event as calendars show it; its revision (SEQUENCE, LAST-MODIFIED) is put on by `revised`."""
    start, end = span(occurrence)
    return Event(
        uid=occurrence.told_as,
        summary=summary(occurrence, state, book),
        start=start,
        end=end,
        description=description(occurrence, state, book),
        categories=categories_of(occurrence),
        status=Status.CANCELLED if state is State.CANCELLED else Status.CONFIRMED,
    )


def categories_of(occurrence: Occurrence) -> tuple[str, ...]:
    """CATEGORIES: the kind of its work."""
    return (say("feeds", "category", occurrence.kind.value),)


def span(occurrence: Occurrence) -> tuple[date, date] | tuple[datetime, datetime]:
    """DTSTART and DTEND: whole days, or the hour on the air (15 minutes where the plan gives no length)."""
    if not occurrence.timed or occurrence.at is None:
        return occurrence.start, occurrence.end
    start = datetime.combine(occurrence.start, occurrence.at, ZONE)
    return start, start + timedelta(minutes=occurrence.minutes or _SLOT_MINUTES)


def spans_days(occurrence: Occurrence) -> bool:
    """Whether it is a window of days, so that its due day may stand as an event of its own."""
    return not occurrence.timed and occurrence.start < occurrence.due


def due_event(event: Event, occurrence: Occurrence, state: State, book: Book) -> Event:
    """The due day of a window as an event of its own, with the window's revision; its UID is the window's with `.due`."""
    name, _, host = event.uid.partition("@")
    told = due_summary(occurrence, state, book)
    end = occurrence.due + timedelta(days=1)
    return replace(event, uid=f"{name}.due@{host}", summary=told, start=occurrence.due, end=end)


def todo_of(occurrence: Occurrence, state: State, book: Book) -> Todo:
    """The to-do that a task list shows."""
    done, share = state is State.DONE, _share(occurrence, book)
    return Todo(
        uid=occurrence.told_as,
        summary=summary(occurrence, state, book),
        due=span(occurrence)[0] if occurrence.timed else occurrence.due,
        description=description(occurrence, state, book),
        categories=categories_of(occurrence),
        status=_todo_status(state, share),
        percent=100 if done else min(int(share * 100), 99) or None,
        completed=_completed(occurrence, book) if done else None,
    )


def waiting_todos(waiting: Iterable[Waiting], office: str, book: Book) -> Iterator[tuple[Waiting, Todo]]:
    """To-dos without a day of what waits for one; what is done when there is need of it waits for nothing and stood for ever.

    office: its id.
    """
    seen: Counter[str] = Counter()
    for one in waiting:
        seen[one.task] += 1
        if one.reason.code != "when-needed":
            yield one, _waiting_todo(one, seen[one.task], office, book)


def _waiting_todo(waiting: Waiting, number: int, office: str, book: Book) -> Todo:
    lines = [waiting_item(waiting), say("feeds", "line", "plan", values(plan=book.plan_name(waiting.plan)))]
    if waiting.leads:
        lines.append(say("feeds", "line", "lead", values(units=book.unit_names(waiting.leads))))
    if waiting.phrase:
        lines.append(say("feeds", "line", "phrase", values(phrase=waiting.phrase)))
    why = "waits-for-occasion" if waiting.reason.code == "waits-for-occasion-of-task" else waiting.reason.code
    lines.append(say("planning", "reason", why, waiting.reason.values))  # the line of config.toml is the coordinator's
    return Todo(
        uid=f"{waiting.task}-waiting{'' if number == 1 else f'.{number}'}@{office}",
        summary=say(
            "feeds", "summary", "waiting", values(summary=capitalised(shortened(waiting.title, _SUMMARY_LENGTH)))
        ),
        due=None,
        description="\n".join(lines),
        categories=(say("feeds", "category", waiting.kind.value),),
    )


def _share(occurrence: Occurrence, book: Book) -> float:
    """How much of it was reported: pieces of a quota, units of shared work, tasks of a check-in."""
    if occurrence.quota > 1:
        return book.count(occurrence) / occurrence.quota
    if len(occurrence.parts) > 1:
        return book.done_parts(occurrence) / len(occurrence.parts)
    told = book.standing_of(occurrence).tasks
    return sum(told[key].done for key in occurrence.tasks if key in told) / len(occurrence.tasks)


def _completed(occurrence: Occurrence, book: Book) -> datetime | None:
    """When the last of its parts was done; what is added to the report afterwards changes nothing of that."""
    found = (book.standing(uid).done_at for uid in occurrence.parts or (occurrence.uid,))
    return max((at for at in found if at is not None), default=None)


def _todo_status(state: State, share: float) -> TodoStatus:
    if state is State.CANCELLED:
        return TodoStatus.CANCELLED
    if state is State.DONE:
        return TodoStatus.COMPLETED
    return TodoStatus.IN_PROCESS if share else TodoStatus.NEEDS_ACTION


def revised(event: Event, told: Published) -> Event:
    """The event with the revision that was published of it."""
    return replace(event, sequence=told.sequence, modified=told.modified)


def linked(event: Event, url: str | None, words: str, kind: Kind | None = None) -> Event:
    """The event with the link to its page in its description, which every program shows. words: the code of its sentence.

    kind: of its work; a check-in lists many items, so that its link stands above them.

    A URL beside it would say the same again: Google and Outlook show none, and it is a tenth of a person's feed.
    """
    if url is None:
        return event
    return replace(event, description=_with_link(event.description, url, words, kind))


def linked_todo(todo: Todo, url: str | None, words: str, kind: Kind | None = None) -> Todo:
    """The same for a to-do."""
    if url is None:
        return todo
    return replace(todo, description=_with_link(todo.description, url, words, kind))


def _with_link(text: str, url: str, words: str, kind: Kind | None) -> str:
    lines = text.split("\n")
    lines.insert(1 if kind is Kind.CHECK_IN else len(lines), say("feeds", "line", words, values(url=url)))
    return "\n".join(lines)


def head_of(spec: FeedSpec, look: Look, address: str | None, waiting: Sequence[Waiting], narrowed: str = "") -> Feed:
    """The calendar around a feed's entries. waiting: tasks of its own that have no date yet; narrowed: to what, in words."""
    more = [say("feeds", "about", "narrowed", values(what=narrowed))] if narrowed else []
    about = " · ".join((spec.about, *more, *_waiting_texts(waiting)))
    name = say("feeds", "narrowed", "name", values(name=spec.name, what=narrowed)) if narrowed else spec.name
    return Feed(name, (), about, _color(spec), address, alarms=tuple(map(Alarm, look.alarms)))


def _color(spec: FeedSpec) -> str:
    """A CSS3 name, as RFC 7986 asks; kinds of work each have their own, as people subscribe to several side by side."""
    return _KIND_COLORS[Kind(spec.ref)] if spec.scope is Scope.KIND else _COLORS[spec.scope]


def _waiting_texts(waiting: Sequence[Waiting]) -> Iterable[str]:
    """What waits for a date, and what is done when there is need of it and gets none."""
    needed = [w for w in waiting if w.reason.code == "when-needed"]
    for code, those in (("waiting", [w for w in waiting if w not in needed]), ("when-needed", needed)):
        if those:
            yield _waiting_text(code, those)


def _waiting_text(code: str, waiting: Sequence[Waiting]) -> str:
    tasks = "; ".join(map(_waiting_task, waiting[:_MOST_NAMED]))
    if (more := len(waiting) - _MOST_NAMED) > 0:
        tasks = say("feeds", "about", "waiting-more", values(tasks=tasks, more=more))
    return say("feeds", "about", code, values(count=len(waiting), tasks=tasks))


def _waiting_task(waiting: Waiting) -> str:
    code = "waiting-of-text" if is_of_text(waiting.no) else "waiting-task"
    return say("feeds", "about", code, values(no=waiting.no, title=shortened(waiting.title, _TITLE_LENGTH)))


def in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    """Events by start and UID, overrides of series behind everything else."""
    return tuple(sorted(events, key=lambda e: (e.recurrence_id is not None, e.start.isoformat()[:10], e.uid)))
