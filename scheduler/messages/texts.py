"""A line of a message in words: what, of whom, by when, or how it stands; of several units in one. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from scheduler.book import State
from scheduler.diagnostics import values
from scheduler.event_titles import summary
from scheduler.folding import answered_of_all
from scheduler.messages.entries import Line, World
from scheduler.reminders.pace import pace
from scheduler.reminders.steps import Notice, is_escalated, notice_of
from scheduler.schedule import Occurrence
from scheduler.words import say
from scheduler.work_lines import done_text, explained, in_part, off_text, unit_text, when_text


def item_text(line: Line, mark: str, world: World) -> str:
    """One line: what, of whom, by when, or that it is done; why it is not, where that was told."""
    occurrence, book, standing = line.occurrence, world.book, line.standing(world.book)
    state = State.DONE if standing.done else State.CANCELLED if line.off else State.PLANNED
    shown = replace(book, moved={}) if line.changed else book  # from where it moved is said once, with the change
    facts = {"mark": mark, "title": summary(occurrence, state, shown), "unit": book.unit_names(occurrence.leads)}
    if standing.done:
        return done_text(standing, facts, tuple(world.people.values()))
    if line.off:
        return off_text(facts)
    said = in_part(_open(line, facts, world), answered_of_all(line.folded, book))
    if line.changed:
        said = say("messages", "item", "changed", values(said=said, change=line.changed))
    if line.reopened:
        said = say("messages", "item", "reopened", values(said=said))
    return explained(said, standing)


def text_of_several(lines: Sequence[Line], numbers: Mapping[Line, int], world: World) -> str:
    """Work that several units do each for themselves: said once, below it who has not reported yet and who has."""
    book, there = world.book, [line for line in lines if not line.off]
    waits = [line for line in there if not line.standing(book).done]
    one, state = (waits or lines)[0].occurrence, State.PLANNED if waits else State.DONE if there else State.CANCELLED
    when = when_text(one, book.today, world.calendar, lines[0].delivery.step)
    facts = values(title=summary(one, state, book), when=when, open=len(waits), all=len(there))
    code = "of-several" if waits else "of-several-done" if there else "of-several-off"
    told = (_unit_line(line, numbers, world) for line in lines)
    return "\n".join((say("messages", "item", code, facts), *told))


def _unit_line(line: Line, numbers: Mapping[Line, int], world: World) -> str:
    code, standing = "numbered" if line in numbers else "within", line.standing(world.book)
    mark = say("messages", "mark", code, values(number=numbers.get(line, 0)))
    facts = {"mark": mark, "unit": world.book.unit_names(line.occurrence.leads)}
    if line.off and not standing.done:
        return say("messages", "unit", "off", values(**facts))
    return unit_text(standing, facts, tuple(world.people.values()))


def _open(line: Line, facts: Mapping[str, str], world: World) -> str:
    delivery, occurrence = line.delivery, line.occurrence
    if notice_of(delivery.step) is Notice.PACE and (found := _pace(occurrence, facts["mark"], world)) is not None:
        return found
    if is_escalated(delivery.step):
        code = "escalated-air" if occurrence.timed else "escalated"
        when = when_text(occurrence, world.book.today, world.calendar)
        return say("messages", "item", code, values(**facts, when=when))
    when = when_text(occurrence, world.book.today, world.calendar, delivery.step)
    return say("messages", "item", "plain", values(**facts, when=when))


def _pace(occurrence: Occurrence, mark: str, world: World) -> str | None:
    """The warning; None where the number has caught up since."""
    book = world.book
    found = pace(occurrence, book.standing(occurrence.uid).count, book.today, world.calendar)
    if found is None:
        return None
    unit = book.unit_names(occurrence.leads)
    facts = values(mark=mark, title=occurrence.title, unit=unit, made=found.made, left=found.left)
    return say("messages", "item", "pace" if found.made else "pace-none", (*facts, ("quota", occurrence.quota)))
