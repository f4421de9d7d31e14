"""What people ask for by a command: lists of work, their calendar, peace for some days, help. Reads and writes; sends nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, assert_never

from notifiers.message import Message
from notifiers.telegram.listening import Written
from notifiers.text import one_line
from scheduler.bot.desk import Desk, Display, place_of
from scheduler.bot.listed_office import office_for
from scheduler.bot.lists import Listed, list_of
from scheduler.bot.speech import is_a_question, is_said, plain_words, said_words
from scheduler.chats import QUESTION_LIFE, Ask, Question, View
from scheduler.diagnostics import values
from scheduler.feeds.specs import Scope
from scheduler.model import Person
from scheduler.reminders.moments import is_sending_day
from scheduler.terms import Audience
from scheduler.text import shortened
from scheduler.timing.dates import free_until
from scheduler.words import day_text, say, weekday_text

LONGEST_PAUSE: Final = timedelta(days=60)
"""Who is away for longer has somebody who stands in ([[absences]])."""

_LOOK_AHEAD = 60  # days
_SHOWN = 60  # characters of what was typed that are said back


class Command(StrEnum):
    """The commands, as Telegram offers them."""

    TODAY = "homnay"
    WEEK = "tuannay"
    OVERDUE = "quahan"
    DONE = "xong"
    UNDO = "hoantac"
    CALENDAR = "lich"
    PAUSE = "tamdung"
    RESUME = "tieptuc"
    HELP = "trogiup"
    LINK = "lienket"


_ALIASES: Final = {
    "today": Command.TODAY,
    "week": Command.WEEK,
    "overdue": Command.OVERDUE,
    "done": Command.DONE,
    "undo": Command.UNDO,
    "calendar": Command.CALENDAR,
    "pause": Command.PAUSE,
    "resume": Command.RESUME,
    "help": Command.HELP,
    "link": Command.LINK,
    "start": Command.LINK,
}
_SPOKEN: Final = (
    Command.TODAY,
    Command.WEEK,
    Command.OVERDUE,
    Command.DONE,
    Command.UNDO,
    Command.CALENDAR,
    Command.HELP,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A command as it was written: None for one that we do not know; rest: what stands behind it; to: the bot behind the @."""

    command: Command | None
    rest: str
    to: str = ""

    @classmethod
    def of(cls, text: str) -> "Asked | None":
        """The command that a text begins with; None for any other text."""
        head, _, rest = one_line(text).partition(" ")
        if not head.startswith("/"):
            return None
        name, _, bot = head[1:].lower().partition("@")
        known = Command(name) if name in list(Command) else _ALIASES.get(name)
        return cls(known, rest, bot)


def offered(people: Iterable[Person] = ()) -> Mapping[str, str]:
    """What Telegram offers where somebody types a slash, and more for those people: a coordinator takes reports back."""
    undoes = any(p.post is Audience.COORDINATOR for p in people)
    return {c.value: say("bot", "command", c.value) for c in Command if undoes or c is not Command.UNDO}


def listing(desk: Desk, people: Sequence[Person], view: View) -> Display:
    """A list of work, which goes on following it."""
    return display_of(list_of(office_for(desk.app, view), people, view), view)


def display_of(found: Listed, view: View) -> Display:
    """A list as the desk shows it."""
    return Display(found.message, view, found.uids, found.more, found.earlier)


def carried_out(desk: Desk, update: Written, people: Sequence[Person], asked: Asked) -> Message | Display:
    """The answer to a command of somebody who is linked."""
    match asked.command:
        case Command.TODAY | Command.WEEK | Command.OVERDUE | Command.DONE:
            return listing(desk, people, View(asked.command.value))
        case Command.UNDO:
            if all(p.post is not Audience.COORDINATOR for p in people):
                return Message(say("bot", "list", "not-hoantac"))
            return listing(desk, people, View.REPORTED)
        case Command.CALENDAR:
            return _calendar(desk, update, people)
        case Command.PAUSE:
            return paused(desk, update, people, asked.rest) if asked.rest else _ask_until(desk, update, people)
        case Command.RESUME:
            return _resumed(desk, people)
        case Command.HELP | Command.LINK:
            return help_message(people)
        case None:
            return _not_understood(update.text)
        case _:
            assert_never(asked.command)


def _not_understood(text: str) -> Message:
    """Thanks are answered as thanks, so is "enough"; of all else it is said that it was not understood, and where help is."""
    if is_said("enough", text):
        return Message(say("bot", "help", "enough"))
    if is_said("thanks", text):
        return Message(say("bot", "help", "welcome"))
    shown = values(text=shortened(one_line(text), _SHOWN))
    return Message(say("bot", "help", "unknown-title", shown), (say("bot", "help", "unknown"),))


def spoken(text: str) -> Command | None:
    """The command that somebody means who writes it as words ("việc hôm nay"): those alone that show something."""
    if len(text) > _SHOWN:
        return None
    said = f" {plain_words(text)} "
    meant = [c for c in _SPOKEN if any(f" {words} " in said for words in said_words(c))]
    if is_said("done-alone", text):
        return Command.DONE
    return meant[0] if len(meant) == 1 else None


def is_evidence(text: str) -> bool:
    """Whether it may be a note on what was just reported: thanks and questions for a list are none."""
    return not (is_said("thanks", text) or (spoken(text) is not None and is_a_question(text)))


def help_message(people: Sequence[Person]) -> Message:
    """What can be asked for, and for whom this chat is."""
    lines = (say("bot", "help", "command", values(command=c, does=does)) for c, does in offered(people).items())
    closing = (say("bot", "help", code) for code in ("pause", "buttons", "coordinator"))
    whose = say("bot", "help", "for", values(roles=_roles(people)))
    return Message(say("bot", "help", "title"), ("\n".join(lines), *closing, whose))


def paused(desk: Desk, update: Written, people: Sequence[Person], text: str) -> Message:
    """Hold back what those people get until the day that was typed; where it cannot be, say why, and the question stays open."""
    now = desk.now()
    if is_said("enough", text):
        desk.chats.answered(place_of(update))
        return Message(say("bot", "help", "enough"))
    until = free_until(text[:_SHOWN], now)
    if until is None:
        return _pause_said("unclear", text=one_line(text)[:_SHOWN])
    if until <= now.date():
        return _pause_said("past", day=day_text(until))
    if until > now.date() + LONGEST_PAUSE:
        return _pause_said("far", day=day_text(until), most=LONGEST_PAUSE.days)
    for person in people:
        desk.repository.pause(person.id, until)
    desk.chats.answered(place_of(update))
    office = desk.office()
    days = (until + timedelta(days=n) for n in range(_LOOK_AHEAD))
    back = next((d for d in days if is_sending_day(d, office.calendar, office.config.policy)), until)
    return _pause_said("paused", roles=_roles(people), weekday=weekday_text(back), day=day_text(back))


def _ask_until(desk: Desk, update: Written, people: Sequence[Person]) -> Message:
    expires = desk.moment() + QUESTION_LIFE
    desk.chats.ask(place_of(update), Question(Ask.PAUSE, people[0].id, expires))
    return _pause_said("ask")


def _resumed(desk: Desk, people: Sequence[Person]) -> Message:
    held, today = desk.repository.pauses(), desk.now().date()
    rested = [p for p in people if held.get(p.id, date.min) > today]
    for person in rested:
        desk.repository.pause(person.id, None)
    return _pause_said("resumed" if rested else "not-paused", roles=_roles(rested or people))


def _calendar(desk: Desk, update: Written, people: Sequence[Person]) -> Message:
    """The page on which one's own feed is subscribed to: a secret, so in private alone."""
    if not update.private:
        return Message(say("bot", "calendar", "private", values(bot=desk.listener.username)))
    office = desk.office()
    addresses, theirs = desk.app.addresses(office), {s.ref: s for s in office.feeds if s.scope is Scope.PERSON}
    titles = {p.id: say("bot", "calendar", "title", values(role=p.role)) for p in people}
    lines = [
        say("bot", "calendar", "page", values(address=addresses.page(theirs[p.id].slug)))
        if p.id in theirs
        else say("bot", "calendar", "closed")
        for p in people
    ]
    here = () if office.config.server.public_url is not None else (say("bot", "calendar", "not-public"),)
    return Message("; ".join(titles.values()), (*lines, *here, say("bot", "calendar", "secret")))


def _roles(people: Iterable[Person]) -> str:
    return ", ".join(p.role for p in people)


def _pause_said(code: str, **facts: str | int) -> Message:
    return Message(say("bot", "pause", code, values(**facts)))
