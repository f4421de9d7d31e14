"""Which occurrences of tasks are told by series and which by events of their own: decided by the schedule alone."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from calendars.event import Event, Status
from calendars.recurrence import Rule
from calendars.rhythm import FEWEST, rhythm_of
from calendars.zone import ZONE

_FEWEST_ALIKE = 0.4
"""Share of what is told in a series that reads alike: half where a plan changes in mid-year, less whatever is off."""

_QUIET_FROM = 10  # October: feeds reach three months back, so that one of January shows nothing from before it


@dataclass(frozen=True, slots=True)
class Member:
    """One event of a task as it stands, and the day on which the task's rhythm puts its start (before any shift or move).

    planned: as it would look were nothing special about it; without, as it stands. alone: with all that there is to say of
    it, where the series does not speak for it; without, as it stands.
    """

    nominal: date
    event: Event
    planned: Event | None = None
    alone: Event | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """SEQUENCE and LAST-MODIFIED (aware) that were published of a series itself."""

    sequence: int
    modified: datetime | None


@dataclass(frozen=True, slots=True)
class Task:
    """The events of one task, the UID that a series of them bears, and what was published of that series.

    apart: UIDs of other tasks' series that never stand in one feed with this one. gone: the nominal days of the task's
    occurrences that are shown no more, as they lie too far back; the series goes on as if they were.
    """

    uid: str
    members: tuple[Member, ...]
    revision: Revision | None = None
    apart: frozenset[str] = frozenset()
    gone: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """How a task is told as a series.

    model: the event as the series shows it. begin: DTSTART, a day of the rule before all that is shown, and taken out.
    last: the rule's last day. places: the day of the rule on which the series may show something → the nominal day that
    stands for it.
    """

    model: Event
    rule: Rule
    begin: date
    last: date
    places: Mapping[date, date]

    def on(self, day: date) -> date | datetime:
        """The start of the occurrence of that day."""
        if isinstance(self.model.start, datetime):
            return datetime.combine(day, self.model.start.astimezone(ZONE).timetz())
        return day


def layouts(tasks: Iterable[Task]) -> dict[str, Layout]:
    """By UID how each task is told as a series; those are left out that follow no rule.

    Of the series that may stand in one feed only one has an occurrence at a time: FullCalendar takes an override for one
    of any series' occurrence at its time. The one with most occurrences keeps it, of as many the first by UID; in the
    others that occurrence stands beside, from the first publishing on. Where fewer than three are left, all do.

    DTSTART lies before all that feeds show, excluded: sabre/vobject 2 shows the first occurrence as the series has it, be
    it overridden or excluded, and loses what is moved before it.
    """
    drafts = [(task, draft) for task in tasks if (draft := _draft(task)) is not None]
    held: dict[date | datetime, set[str]] = {}
    found: dict[str, Layout] = {}
    for task, draft in sorted(drafts, key=lambda pair: (-len(pair[1].places), pair[0].uid)):
        alone = task.apart | {task.uid}
        free = {place: day for place, day in draft.places.items() if held.get(draft.on(place), set()) <= alone}
        if len(free) >= FEWEST:
            found[task.uid] = replace(draft, places=free, last=max(free))
            for place in free:
                held.setdefault(draft.on(place), set()).add(task.uid)
    return found


def _draft(task: Task) -> Layout | None:
    """The layout of a task that is alone in its feed."""
    days = {*(member.nominal for member in task.members), *task.gone}
    rhythm = rhythm_of(days) if _alike(task.members) else None
    if rhythm is None:
        return None
    first = min(rhythm.places)
    begin = rhythm.rule.last_before(date(first.year - 1, _QUIET_FROM, 1), first)
    if begin is None:
        return None
    places = dict(sorted(rhythm.places.items()))
    layout = Layout(_model(task.members), rhythm.rule, begin, max(places), places)
    return layout if _speaks_for_most(layout, task.members) else None


def _speaks_for_most(layout: Layout, members: Sequence[Member]) -> bool:
    """Whether enough of them look like the series on the days of its rule; else it were a heap of exceptions."""
    standing = [m for m in members if planned(m).status is not Status.CANCELLED]
    own = {day for place, day in layout.places.items() if place == day}
    alike = sum(m.nominal in own and look(planned(m)) == look(layout.model) for m in standing)
    return alike >= _FEWEST_ALIKE * len(standing)


def _alike(members: Sequence[Member]) -> bool:
    """Whether one DTSTART can stand for all: only hours or only whole days, and no series among them."""
    single = all(m.event.recurrence is None and m.event.recurrence_id is None for m in members)
    return single and len({planned(member).timed for member in members} | {m.event.timed for m in members}) == 1


def _model(members: Sequence[Member]) -> Event:
    """What most would look like, of as many the last's look: what lies ahead changes least."""
    standing = [m for m in members if planned(m).status is not Status.CANCELLED] or members
    seen = Counter(look(planned(member)) for member in standing)
    return planned(max(standing, key=lambda member: (seen[look(planned(member))], member.nominal)))


def planned(member: Member) -> Event:
    """The member as it would look were nothing special about it."""
    return member.planned or member.event


def alone(member: Member) -> Event:
    """The member with all that there is to say of it."""
    return member.alone or member.event


def look(event: Event) -> tuple[Hashable, ...]:
    """All that a reader sees of an event but its day."""
    hour = event.start.astimezone(ZONE).time() if isinstance(event.start, datetime) else None
    what = (event.summary, event.description, event.categories, event.url, event.location, event.status, event.color)
    return (hour, event.length, *what)
