"""To be reminded again: the choices, the moment that was chosen or typed, and what is said of it."""

import asyncio
from datetime import datetime

from scheduler.bot import cards
from scheduler.bot.desk import Desk
from scheduler.bot.pressing import Pressing, question
from scheduler.bot.whose import CHANNEL
from scheduler.bot.work import Work
from scheduler.chats import Ask
from scheduler.deliveries import DeliveryState
from scheduler.model import Person
from scheduler.reminders import snoozing
from scheduler.reminders.steps import is_asked_for
from scheduler.words import say


async def again(p: Pressing) -> None:
    """Without a moment, the choices are shown; with one, it is kept."""
    if p.work.standing.done:
        await p.toast(say("bot", "again", "done"))
    elif not p.press.rest:
        await p.toast("")
        offered = snoozing.offered(p.desk.now(), rules_of(p.work, p.by), p.work.occurrence.act_by)
        await p.say(cards.again_card(p.work, offered, await asyncio.to_thread(_waiting, p)))
    elif p.press.rest == cards.NO_MORE:
        found = await asyncio.to_thread(p.desk.repository.remind_no_more, p.work.occurrence.uid, _receiver(p).id)
        await p.toast(say("bot", "again", "no-more" if found else "nothing-set"))
        await p.edit(cards.no_more(p.work))
    elif p.press.rest == cards.OWN_TIME:
        await p.ask(Ask.SNOOZE)
        await p.toast("")
        await p.edit(question(cards.title_of(p.work), "own"))
    elif (moment := _moment(p.press.rest, p.desk.now())) is not None:
        text, kept = await snoozed(p.desk, p.work, _receiver(p), moment)
        await p.toast(text)
        if kept:
            await p.edit(cards.will_remind(p.work, moment))
    else:
        await p.toast(say("bot", "toast", "old"))


def _receiver(p: Pressing) -> Person:
    return cards.receiver_of(p.persons, p.reporters) or p.by


def _waiting(p: Pressing) -> datetime | None:
    """For when a reminder is set already; local."""
    now, uid = p.desk.now(), p.work.occurrence.uid
    held = p.desk.repository.deliveries(person=_receiver(p).id, since=now.date())
    asked = (d for d in held if d.uid == uid and is_asked_for(d.step) and d.state is DeliveryState.PENDING)
    return next((d.next_attempt.astimezone(now.tzinfo) for d in asked if d.next_attempt is not None), None)


async def snoozed(desk: Desk, work: Work, person: Person, moment: datetime) -> tuple[str, bool]:
    """Have somebody reminded again at that local moment: what to say of it, and whether it is kept now."""
    asked = snoozing.again(work.occurrence, person, CHANNEL, moment)
    wrong = snoozing.unfit(asked, desk.now(), work.occurrence)
    if wrong is not None:
        return say("bot", "again", wrong.value), False
    new = await asyncio.to_thread(desk.repository.remind_again, asked)
    return (cards.again_text(work, moment), True) if new else (say("bot", "again", "already"), True)


def rules_of(work: Work, person: Person) -> snoozing.Rules:
    """What decides when that person can be reminded."""
    return snoozing.Rules(work.office.calendar, work.office.config.policy, person)


def _moment(rest: str, now: datetime) -> datetime | None:
    try:
        return datetime.strptime(rest, cards.MOMENT_FORM).replace(tzinfo=now.tzinfo)
    except ValueError:
        return None
