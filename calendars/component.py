"""Event and Todo as the icalendar library's components, and a component's lines; one of the library's homes."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import assert_never

import icalendar
from icalendar.prop import vDate, vDatetime, vDDDLists, vDuration, vInt, vText, vUri

from calendars import text
from calendars.event import Alarm, Event, Status, Todo
from calendars.recurrence import Recurrence
from calendars.zone import ZONE

Entry = Event | Todo
Property = tuple[str, object]


class Text(vText):
    r"""A TEXT value escaped by us: the library turns the two characters \N into a line break (C:\Nam is a path)."""

    def to_ical(self) -> bytes:
        """Its octets as they stand in a file, not folded."""
        return text.escaped(self).encode()


class Plain(vText):
    """A value that is written as it is: a rule, a list whose members are ready."""

    def to_ical(self) -> bytes:
        """Its octets."""
        return self.encode()


_TRANSPARENT, _FREE = Text("TRANSPARENT"), Text("FREE")


def published(entry: Entry, alarms: Iterable[Alarm] = ()) -> icalendar.Component:
    """The component with its revision. Raises ValueError where there is none: DTSTAMP is required and never invented."""
    if entry.modified is None:
        raise ValueError(f"{entry.uid}: never published, so it has no DTSTAMP")
    component = content(entry)
    component["SEQUENCE"] = vInt(entry.sequence)
    component["DTSTAMP"] = component["LAST-MODIFIED"] = vDatetime(entry.modified.astimezone(UTC))
    if isinstance(entry, Event) and entry.status is not Status.CANCELLED:
        component.subcomponents.extend(_alarm(alarm, entry) for alarm in alarms)
    return component


def content(entry: Entry) -> icalendar.Component:
    """The component without its revision."""
    match entry:
        case Event():
            return filled(icalendar.Event(), _event_properties(entry))
        case Todo():
            return filled(icalendar.Todo(), _todo_properties(entry))
        case _:
            assert_never(entry)


def filled(component: icalendar.Component, properties: Iterable[Property]) -> icalendar.Component:
    """The component with these properties set."""
    for name, value in properties:
        component[name] = value
    return component


def lines(component: icalendar.Component) -> Iterator[bytes]:
    """Its content lines in the library's order, not folded, without line breaks."""
    name = str(component.name).encode()
    yield b"BEGIN:" + name
    for key in component.sorted_keys():
        yield _line(key, component[key])
    for inner in component.subcomponents:
        yield from lines(inner)
    yield b"END:" + name


def _line(name: str, value: object) -> bytes:
    params = value.params  # type: ignore[attr-defined] # every value of the library has them
    head = b"%b;%b:" % (name.encode(), params.to_ical()) if params else b"%b:" % name.encode()
    written = value.to_ical()  # type: ignore[attr-defined]
    return head + (written.encode() if isinstance(written, str) else written)  # some are text


def _event_properties(event: Event) -> Iterator[Property]:
    yield "UID", Text(text.one_line(event.uid))
    yield "SUMMARY", Text(text.one_line(event.summary))
    yield "DTSTART", when(event.start)
    if event.end != event.start:  # a moment has no DTEND: it would have to lie after DTSTART (section 3.8.2.2)
        yield "DTEND", when(event.end)
    yield "STATUS", Text(event.status.value)
    # A deadline must not make anybody look busy.
    yield "TRANSP", _TRANSPARENT
    yield "X-MICROSOFT-CDO-BUSYSTATUS", _FREE
    if location := text.one_line(event.location or ""):
        yield "LOCATION", Text(location)
    yield from _about(event)
    if event.recurrence is not None:
        yield from _repetition(event.recurrence)
    if event.recurrence_id is not None:
        yield "RECURRENCE-ID", when(event.recurrence_id)


def _todo_properties(todo: Todo) -> Iterator[Property]:
    yield "UID", Text(text.one_line(todo.uid))
    yield "SUMMARY", Text(text.one_line(todo.summary))
    if todo.due is not None:
        yield "DUE", when(todo.due)
    yield "STATUS", Text(todo.status.value)
    if todo.percent is not None:
        yield "PERCENT-COMPLETE", vInt(todo.percent)
    if todo.completed is not None:
        yield "COMPLETED", vDatetime(todo.completed.astimezone(UTC))
    yield from _about(todo)


def _about(entry: Entry) -> Iterator[Property]:
    """What says more about it, where it does."""
    if description := text.paragraphs(entry.description):
        yield "DESCRIPTION", Text(description)
    if categories := [c for c in map(text.one_line, entry.categories) if c]:
        yield "CATEGORIES", Plain(",".join(map(text.escaped, categories)))
    if entry.url:
        yield "URL", vUri(text.uri(entry.url))
    if entry.color:
        yield "COLOR", Text(text.one_line(entry.color))


def _repetition(recurrence: Recurrence) -> Iterator[Property]:
    yield "RRULE", Plain(recurrence.rrule())
    if exceptions := recurrence.exceptions():
        kind = {} if isinstance(recurrence.start, datetime) else {"VALUE": "DATE"}  # TZID it finds by itself
        yield "EXDATE", vDDDLists([_local(moment) for moment in exceptions], params=kind)


def _alarm(alarm: Alarm, event: Event) -> icalendar.Component:
    shown = text.one_line(alarm.text) or text.one_line(event.summary)
    facts = (("ACTION", Text("DISPLAY")), ("DESCRIPTION", Text(shown)), ("TRIGGER", vDuration(-alarm.before)))
    return filled(icalendar.Alarm(), facts)


def when(moment: date | datetime) -> vDate | vDatetime:
    """A day, or an hour in the zone of Vietnam, with the parameters that say which."""
    local = _local(moment)
    return vDatetime(local) if isinstance(local, datetime) else vDate(local, params={"VALUE": "DATE"})


def _local(moment: date | datetime) -> date | datetime:
    return moment.astimezone(ZONE) if isinstance(moment, datetime) else moment
