"""What the bot shows of one piece of work: its card, the tasks of a check-in, why this date, when to be reminded again. Pure."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Final

from calendars.zone import ZONE
from notifiers.message import Button, Heading, Message
from scheduler.actions.snapshot import Snapshot
from scheduler.book import State
from scheduler.bot.work import Asked, Work, takers_back_of
from scheduler.diagnostics import Values, values
from scheduler.event_text import assumption_lines, when_line, why_lines, why_off
from scheduler.event_titles import summary
from scheduler.keyboards import MOST_BUTTONS, Act, Item, Press, item_keyboard, task_handle
from scheduler.model import Person
from scheduler.progress import NOTHING, Standing
from scheduler.reminders.snoozing import Choice
from scheduler.schedule import Occurrence, handle
from scheduler.text import ended_once, shortened
from scheduler.words import day_text, month_day_text, say, weekday_text

TASKS_AT_ONCE: Final = 40
"""Tasks of a check-in with buttons at once, two each; Telegram takes 100 buttons."""

_IN_A_LINE = 80
_LONGEST_REASON = 300


def title_of(work: Work) -> str:
    """The work in a few words, for a line that vanishes."""
    return shortened(work.shown.title, _IN_A_LINE)


def off_text(gone: Occurrence) -> str:
    """That work was called off, for a line that vanishes."""
    return say("bot", "toast", "off", values(title=shortened(gone.title, _IN_A_LINE)))


def card(work: Work, undoers: Collection[Person]) -> Message:
    """One piece of work with all its buttons. undoers: who of its readers may take back what is done."""
    occurrence, book, standing = work.shown, work.office.book, work.standing
    state = State.DONE if standing.done else book.state(occurrence)
    facts = values(unit=book.unit_names(occurrence.leads))
    lines = [say("bot", "card", "unit", facts)] if occurrence.leads else []
    lines.append(when_line(occurrence))
    if occurrence.quota > 1:
        counted = values(made=standing.count, quota=occurrence.quota, item=item_of(work))
        lines.append(say("bot", "card", "count", counted))
    lines += _told(work, standing)
    buttons = item_keyboard(Item(1, occurrence, standing, undoable=bool(undoers)))
    return Message(summary(occurrence, state, book), ("\n".join(lines),), buttons)


def item_of(work: Work) -> str:
    """What its pieces are called."""
    return work.occurrence.item or say("bot", "button", "piece")


def _told(work: Work, standing: Standing) -> Iterable[str]:
    """How it stands, by whom, with what."""
    if standing.done:
        yield say("bot", "card", "done", values(who=who(work, standing), day=_day(standing.at)))
    elif standing.reason is not None:
        reason = shortened(standing.reason, _LONGEST_REASON)
        yield say("bot", "card", "not-done", values(who=who(work, standing), day=_day(standing.at), reason=reason))
    if standing.note:
        yield say("bot", "card", "note", values(note=shortened(standing.note, _LONGEST_REASON)))
    if standing.evidence:
        yield say("bot", "card", "evidence", values(count=len(standing.evidence)))


def who(work: Work, standing: Standing) -> str:
    """Who reported last, by role."""
    person = work.office.person(standing.by)
    return say("bot", "card", "office") if person is None else person.role


def _day(at: datetime | None) -> str:
    return "" if at is None else day_text(at.astimezone(ZONE).date())


def check_in_card(work: Work, readers: Collection[Person], now: datetime) -> Message:
    """The tasks of a check-in, one tap each; what is done keeps its number, what is explained can become done.

    readers: those in front of it; who of them may open again what was reported done has a button for it.
    """
    numbered = list(enumerate(work.asked, start=1))
    open_ = [(n, a) for n, a in numbered if not work.told(a).done]
    still = [(n, a) for n, a in open_ if not work.told(a).answered]
    answered = values(answered=len(numbered) - len(still), all=len(numbered))
    title = summary(work.shown, State.PLANNED if open_ else State.DONE, work.office.book)
    lines = [say("bot", "check-in", "answered", (*answered, *_until(work)))]
    lines += _task_lines(work, numbered)
    if open_:
        lines.append(say("bot", "check-in", _hint(len(still))))
    first = sorted(open_, key=lambda one: work.told(one[1]).answered)[:TASKS_AT_ONCE]
    buttons = [b for n, a in sorted(first, key=lambda one: one[0]) for b in _task_buttons(work, n, a)]
    told = [(n, a) for n, a in numbered if _told_alone(work, a) and takers_back_of(work, a, readers, now)]
    buttons += (_task_undo(work, n, a, beside=place % 2 > 0) for place, (n, a) in enumerate(told))
    return Message(title, tuple(lines), tuple(buttons[:MOST_BUTTONS]))


def _hint(still: int) -> str:
    """What to press. still: how many tasks wait for an answer."""
    return "more" if still > TASKS_AT_ONCE else "hint" if still else "hint-open"


def _told_alone(work: Work, asked: Asked) -> bool:
    """Whether that task was reported done, and not the check-in as a whole."""
    return work.office.book.standing(asked.check_in.uid).tasks.get(asked.key, NOTHING).done


def _task_undo(work: Work, number: int, asked: Asked, *, beside: bool) -> Button:
    label = say("bot", "button", "numbered", values(number=number, label=say("bot", "button", "undo")))
    press = Press(Act.UNDO, handle(work.occurrence.uid), task_handle(asked.key))
    return Button(label, press.data, beside)


def _until(work: Work) -> Values:
    act = work.occurrence.act_by
    return values(weekday=weekday_text(act), day=day_text(act))


def _task_lines(work: Work, numbered: Sequence[tuple[int, Asked]]) -> Iterable[str]:
    """The tasks, below the name of their plan where several plans ask."""
    several, plan = len(work.folded) > 1, ""
    for number, asked in numbered:
        if several and asked.check_in.plan != plan:
            plan = asked.check_in.plan
            yield Heading(work.office.book.plans.get(plan, plan))
        yield _task_line(work, number, asked)


def _task_line(work: Work, number: int, asked: Asked) -> str:
    told, task = work.told(asked), work.office.book.tasks.get(asked.key)
    title = shortened(task.title if task is not None else asked.key, 2 * _IN_A_LINE)
    facts: dict[str, str | int] = {"number": number, "title": title}
    if told.done:
        return say("bot", "check-in", "done", values(**facts))
    if told.reason is not None:
        return say("bot", "check-in", "not-done", values(**facts, reason=shortened(told.reason, _IN_A_LINE)))
    return say("bot", "check-in", "open", values(**facts))


def _task_buttons(work: Work, number: int, asked: Asked) -> Iterable[Button]:
    name, both = handle(work.occurrence.uid), ((Act.DONE, "task-done"), (Act.NOT_DONE, "task-not-done"))
    for act, code in both[:1] if work.told(asked).answered else both:
        press = Press(act, name, task_handle(asked.key))
        yield Button(say("bot", "button", code, values(number=number)), press.data, beside=act is Act.NOT_DONE)


def why_card(work: Work) -> Message:
    """The trace of a date, as the calendar's event tells it."""
    occurrence = work.occurrence
    why = why_lines(occurrence)
    if occurrence.phrase and not any(occurrence.phrase in text for text in why):
        why = (say("feeds", "line", "phrase", values(phrase=occurrence.phrase)), *why)
    lines = [when_line(occurrence), _bullets(why)]
    if occurrence.assumptions:
        lines += ["\n".join((say("bot", "card", "assumed"), _bullets(t for _, t in assumption_lines(occurrence))))]
    return Message(say("bot", "card", "why", values(title=title_of(work))), tuple(line for line in lines if line))


def _bullets(texts: Iterable[str]) -> str:
    return "\n".join(say("bot", "card", "bullet", values(text=text)) for text in texts)


def gone_card() -> Message:
    """What is left of a card whose work is no longer planned."""
    return Message(say("bot", "card", "gone-title"), (say("bot", "toast", "gone"),))


def off_card(office: Snapshot, gone: Occurrence) -> Message:
    """What is left of a card whose work was called off: that it was, and why."""
    unit = say("bot", "card", "unit", values(unit=office.book.unit_names(gone.leads)))
    lines = (unit, when_line(gone), say("bot", "card", "off"), why_off(gone) or "")
    told = "\n".join(line for line in lines[0 if gone.leads else 1 :] if line)
    return Message(summary(gone, State.CANCELLED, office.book), (told,))


def again_card(work: Work, offered: Iterable[tuple[Choice, datetime]], waiting: datetime | None) -> Message:
    """When to be reminded again. waiting: for when that is set already; another choice takes its place."""
    name = handle(work.occurrence.uid)
    made = [
        Button(_choice_text(choice, at), Press(Act.AGAIN, name, f"{at:{MOMENT_FORM}}").data, beside=place % 2 > 0)
        for place, (choice, at) in enumerate(offered)
    ]
    own = Button(say("bot", "again", "own"), Press(Act.AGAIN, name, OWN_TIME).data)
    title = say("bot", "again", "title", values(title=title_of(work)))
    if waiting is None:
        return Message(title, (say("bot", "again", "when"),), (*made, own))
    day = values(hour=f"{waiting:%H:%M}", weekday=weekday_text(waiting.date()), day=day_text(waiting.date()))
    off = Button(say("bot", "again", "off"), Press(Act.AGAIN, name, NO_MORE).data, beside=True)
    return Message(title, (say("bot", "again", "waiting", day), say("bot", "again", "when-else")), (*made, own, off))


def no_more(work: Work) -> Message:
    """That no reminder is set any more."""
    return Message(say("bot", "again", "title", values(title=title_of(work))), (say("bot", "again", "no-more"),))


MOMENT_FORM: Final = "%Y%m%d%H%M"
"""As the button of a choice carries its moment (local)."""

NO_MORE: Final = "off"
"""What the button carries that takes a reminder back."""

OWN_TIME: Final = "own"
"""What the button carries with which somebody types the time."""


def _choice_text(choice: Choice, at: datetime) -> str:
    day = month_day_text(at.month, at.day)
    return say("bot", "again", choice.value, values(hour=f"{at:%H:%M}", weekday=weekday_text(at.date()), day=day))


def will_remind(work: Work, at: datetime) -> Message:
    """That somebody will be reminded then."""
    return Message(say("bot", "again", "set-title"), (again_text(work, at),))


def again_text(work: Work, at: datetime) -> str:
    """When somebody will be reminded; that it is only after the day to act by, where that is still ahead."""
    act, today = work.occurrence.act_by, work.office.now.date()
    facts = values(hour=f"{at:%H:%M}", weekday=weekday_text(at.date()), day=day_text(at.date()), title=title_of(work))
    late = values(act_weekday=weekday_text(act), act=day_text(act))
    said = say("bot", "again", "set-late" if today <= act < at.date() else "set", (*facts, *late))
    return ended_once(said)


def receiver_of(persons: Iterable[Person], reporters: Iterable[Person]) -> Person | None:
    """Whose chat a further reminder comes to: of those of the chat who may report, the first."""
    theirs = set(reporters)
    return next((p for p in persons if p in theirs), None)
