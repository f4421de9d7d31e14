"""What stands above a message: its title, and its subject as a list of messages shows it. Pure."""

from dataclasses import replace
from datetime import date

from scheduler.book import State
from scheduler.diagnostics import values
from scheduler.event_titles import summary
from scheduler.messages.entries import Line, Listing, World, works_of
from scheduler.text import shortened
from scheduler.words import day_text, say, weekday_text
from scheduler.work_lines import when_text

_LONGEST_SUBJECT = 70  # characters of the work's title: a list of messages shows less


def title_of(listed: Listing, today: date) -> str:
    """Its day, and whether it holds nothing but changes or notices."""
    alone = next(iter(listed)) if len(listed) == 1 else ""
    sort = {"changed": "changes", "notice": "notices"}.get(alone, "digest")
    return say("messages", "title", sort, values(weekday=weekday_text(today), day=day_text(today)))


def subject_of(listed: Listing, title: str, world: World) -> str:
    """What the message holds, as a list of messages shows it: one piece of work by its name, more by how many and how pressing."""
    told = [those for bunches in listed.values() for those in bunches]
    counts = {code: works_of(bunches) for code, bunches in listed.items()}
    if len(told) == 1 and len(told[0]) == 1 and isinstance(line := told[0][0], Line):
        o, book = line.occurrence, world.book
        what = shortened(summary(o, State.PLANNED, replace(book, moved={})), _LONGEST_SUBJECT)
        facts = values(title=what, when=when_text(o, book.today, world.calendar, line.delivery.step))
        return say("messages", "subject", "one", facts)
    said = ", ".join(say("messages", "subject", code, values(count=n)) for code, n in counts.items())
    return say("messages", "subject", "several", values(what=said, title=title))
