"""What a press does: who may, once, in the database first; then the answer; then messages follow in the background."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from notifiers.message import Message
from notifiers.notifier import DeliveryError
from notifiers.telegram.listening import Pressed
from scheduler import keyboards
from scheduler.actions.report import Reported, Result, record
from scheduler.bot import cards
from scheduler.bot.desk import CHANNEL, Desk, place_of, recipient_of
from scheduler.bot.work import Asked, Work, coordinators, reporters, work_of
from scheduler.chats import Ask, Question
from scheduler.diagnostics import values
from scheduler.keyboards import Press
from scheduler.model import Person
from scheduler.reminders import snoozing
from scheduler.schedule import Act, Progress
from scheduler.store.errors import StoreError
from scheduler.terms import Kind
from scheduler.words import say

ANSWER_LIFE: Final = timedelta(minutes=30)
"""So long the bot waits for what it asked for."""


@dataclass(frozen=True, slots=True)
class _Pressing:
    """A press that may be carried out: by whom (never empty), whose chat it is."""

    desk: Desk
    update: Pressed
    press: Press
    work: Work
    persons: tuple[Person, ...]
    reporters: tuple[Person, ...]

    @property
    def by(self) -> Person:
        return self.reporters[0]

    @property
    def undoes(self) -> bool:
        return bool(coordinators(self.work, self.reporters))

    async def toast(self, text: str, alert: bool = False) -> None:
        await self.desk.listener.answer(self.update.press, text, alert)


async def pressed(desk: Desk, update: Pressed, persons: Sequence[Person]) -> None:
    """Carry a press out and answer it, whatever it was. persons: whose chat it is, nobody: a stranger's."""
    press = Press.of(update.data)
    if press is None or not persons:
        await desk.listener.answer(update.press, say("bot", "toast", "old" if persons else "stranger"))
        return
    try:
        await _carry_out(desk, update, press, tuple(persons))
    except StoreError:
        await desk.listener.answer(update.press, say("bot", "toast", "fault"), alert=True)


async def _carry_out(desk: Desk, update: Pressed, press: Press, persons: tuple[Person, ...]) -> None:
    work = await asyncio.to_thread(work_of, desk, press.work)
    if work is None:
        await desk.listener.answer(update.press, say("bot", "toast", "gone"))
        return
    able = reporters(desk, update, persons, work)
    if not able:
        await desk.listener.answer(update.press, say("bot", "result", Result.NOT_THEIRS.value), alert=True)
        return
    await _HANDLERS[press.act](_Pressing(desk, update, press, work, persons, able))


async def _done(p: _Pressing) -> None:
    if p.work.occurrence.kind is Kind.CHECK_IN:
        await _task_done(p)
        return
    reported = await _report(p, Act.DONE)
    if reported.result is not Result.RECORDED:
        await _refuse(p, reported)
        return
    await p.toast(say("bot", "toast", "done-more" if p.update.private else "done-group"))
    await _ask(p, Ask.EVIDENCE)
    await _show(p)


async def _not_done(p: _Pressing) -> None:
    """The reason is what is written next."""
    task = _task(p)
    if task is None and p.press.rest and p.work.occurrence.kind is Kind.CHECK_IN:
        await p.toast(say("bot", "result", Result.NO_SUCH_TASK.value))
        return
    about = p.work.told(task[1]) if task is not None else p.work.standing
    if about.done and not p.undoes:
        await p.toast(say("bot", "result", Result.COORDINATOR_ONLY.value), alert=True)
        return
    await _ask(p, Ask.REASON)
    await p.toast("")
    await _say(p, _question(_title(p), "reason"))


async def _again(p: _Pressing) -> None:
    """Without a moment, the choices are shown; with one, it is kept."""
    if not p.press.rest:
        await p.toast("")
        await _say(p, cards.again_card(p.work, snoozing.choices(p.desk.now(), rules_of(p.work, p.by))))
    elif p.press.rest == cards.OWN_TIME:
        await _ask(p, Ask.SNOOZE)
        await p.toast("")
        await _edit(p, _question(cards.title_of(p.work), "own"))
    elif (moment := _moment(p.press.rest, p.desk.now())) is not None:
        text, kept = await snoozed(p.desk, p.work, cards.receiver_of(p.persons, p.reporters) or p.by, moment)
        await p.toast(text)
        if kept:
            await _edit(p, cards.will_remind(p.work, moment))
    else:
        await p.toast(say("bot", "toast", "old"))


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
        return datetime.strptime(rest, "%Y%m%d%H%M").replace(tzinfo=now.tzinfo)
    except ValueError:
        return None


async def _why(p: _Pressing) -> None:
    await p.toast("")
    await _say(p, cards.why_card(p.work))


async def _counted(p: _Pressing, added: int) -> None:
    """The count that was shown is carried along: pressed twice, it counts once."""
    seen = int(p.press.rest) if p.press.rest.isdecimal() else 0
    reported = await _report(p, Act.COUNT, added, seen)
    if reported.result is not Result.RECORDED:
        await _refuse(p, reported)
        return
    item = p.work.occurrence.item or say("bot", "button", "piece")
    made = values(made=reported.standing.count, quota=p.work.occurrence.quota, item=item)
    await p.toast(say("bot", "toast", "count", made))
    await _show(p)


async def _more(p: _Pressing) -> None:
    await _counted(p, 1)


async def _less(p: _Pressing) -> None:
    await _counted(p, -1)


async def _undo(p: _Pressing) -> None:
    able = coordinators(p.work, p.reporters)
    if not able:
        await p.toast(say("bot", "result", Result.COORDINATOR_ONLY.value), alert=True)
        return
    p = replace(p, reporters=able)
    found = [await _report_on(p, o.uid, Act.REOPENED) for o in p.work.folded]
    if not any(r.result is Result.RECORDED for r in found):
        await _refuse(p, found[0])
        return
    await p.toast(say("bot", "toast", "undone"))
    await _show(p)


async def _open(p: _Pressing) -> None:
    """The card is a message of its own: the list stays as it is."""
    await p.toast("")
    await _say(p, _card(p))


async def _back(p: _Pressing) -> None:
    await p.toast("")
    await _edit(p, _card(p))


async def _answer(p: _Pressing) -> None:
    await p.toast("")
    await _say(p, cards.check_in_card(p.work))


def _card(p: _Pressing) -> Message:
    if p.work.occurrence.kind is Kind.CHECK_IN and not p.work.standing.done:
        return cards.check_in_card(p.work)
    return cards.card(p.work, p.undoes)


async def _task_done(p: _Pressing) -> None:
    """One tap for one task of a check-in."""
    if (task := _task(p)) is None:
        await p.toast(say("bot", "result", Result.NO_SUCH_TASK.value))
        return
    number, asked = task
    reported = await _report_on(p, asked.check_in.uid, Act.DONE, task=asked.key)
    if reported.result is not Result.RECORDED:
        await _refuse(p, reported)
        return
    await p.toast(say("bot", "toast", "task-done" if p.update.private else "task-done-group", values(number=number)))
    await _ask(p, Ask.EVIDENCE)
    await _show(p)


def _task(p: _Pressing) -> tuple[int, Asked] | None:
    """The task that the button is about, with its number on the card."""
    numbered = enumerate(p.work.asked, start=1)
    return next(((n, a) for n, a in numbered if keyboards.task_handle(a.key) == p.press.rest), None)


def _title(p: _Pressing) -> str:
    task = _task(p)
    found = None if task is None else p.work.office.book.tasks.get(task[1].key)
    return cards.title_of(p.work) if found is None else found.title


async def _report(p: _Pressing, act: Act, count: int = 0, seen: int | None = None) -> Reported:
    return await _report_on(p, p.work.occurrence.uid, act, count=count, seen=seen)


async def _report_on(
    p: _Pressing, uid: str, act: Act, *, task: str | None = None, count: int = 0, seen: int | None = None
) -> Reported:
    told = Progress(uid, act, p.by.id, p.desk.moment(), CHANNEL, task, count)
    return await asyncio.to_thread(record, p.desk.repository, p.work.office, told, seen)


async def _refuse(p: _Pressing, reported: Reported) -> None:
    """Said where it was pressed; and what was pressed is shown as it stands, as somebody else was faster."""
    await p.toast(say("bot", "result", reported.result.value))
    if reported.result in (Result.NOTHING_NEW, Result.OUTDATED):
        await _show(p)


async def _show(p: _Pressing) -> None:
    """Let all messages that hold it follow; the pressed one too, where it is a card that the outbox does not know."""
    uids = {o.uid for o in p.work.folded}
    p.desk.showing.reported(uids)
    if p.press.listed or await asyncio.to_thread(_is_kept, p):
        return
    work = await asyncio.to_thread(work_of, p.desk, p.press.work)
    if work is not None:
        await _edit(p, _card_after(replace(p, work=work)))


def _is_kept(p: _Pressing) -> bool:
    return any(p.desk.showing.is_kept(o.uid, p.update.chat, p.update.message) for o in p.work.folded)


def _card_after(p: _Pressing) -> Message:
    """A check-in's card stays one when all is answered."""
    is_check_in = p.work.occurrence.kind is Kind.CHECK_IN and p.press.act in (
        keyboards.Act.DONE,
        keyboards.Act.NOT_DONE,
    )
    return cards.check_in_card(p.work) if is_check_in else _card(p)


async def _ask(p: _Pressing, ask: Ask) -> None:
    """Wait for what whoever pressed writes next, in the name of whose chat it is."""
    task = _task(p)
    uid = p.work.occurrence.uid if task is None else task[1].check_in.uid
    key = None if task is None else task[1].key
    person = cards.receiver_of(p.persons, p.reporters) or p.persons[0]
    question = Question(ask, person.id, p.desk.moment() + ANSWER_LIFE, uid, key)
    await asyncio.to_thread(p.desk.chats.ask, place_of(p.update), question)


def _question(title: str, code: str) -> Message:
    return Message(say("bot", "ask", f"{code}-title", values(title=title)), (say("bot", "ask", code),))


async def _say(p: _Pressing, message: Message) -> None:
    await p.desk.reply(p.update, message)


async def _edit(p: _Pressing, message: Message) -> None:
    """What cannot be changed any more stays as it is."""
    try:
        await p.desk.listener.edit(message, recipient_of(p.update), p.update.message)
    except DeliveryError as error:
        if not error.refused:
            raise


_HANDLERS: Final[Mapping[keyboards.Act, Callable[[_Pressing], Awaitable[None]]]] = {
    keyboards.Act.DONE: _done,
    keyboards.Act.NOT_DONE: _not_done,
    keyboards.Act.AGAIN: _again,
    keyboards.Act.WHY: _why,
    keyboards.Act.MORE: _more,
    keyboards.Act.LESS: _less,
    keyboards.Act.UNDO: _undo,
    keyboards.Act.OPEN: _open,
    keyboards.Act.BACK: _back,
    keyboards.Act.ANSWER: _answer,
}
