"""What a press does: who may, once, in the database first; then the answer; then messages follow in the background."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from notifiers.telegram.listening import Pressed
from scheduler import keyboards
from scheduler.actions.report import Reported, Result
from scheduler.bot import cards
from scheduler.bot.again import again
from scheduler.bot.commands import display_of
from scheduler.bot.desk import Desk, Display
from scheduler.bot.listed_office import office_for
from scheduler.bot.lists import LISTS, rest_of
from scheduler.bot.pressing import Pressing, question
from scheduler.bot.shown import found_at, off_on
from scheduler.bot.whose import chat_of
from scheduler.bot.work import reporters, takers_back, takers_back_of, work_of
from scheduler.chats import Ask, Card, View
from scheduler.diagnostics import values
from scheduler.keyboards import Press
from scheduler.model import Person
from scheduler.schedule import Act
from scheduler.store.errors import StoreError
from scheduler.words import say


async def pressed(desk: Desk, update: Pressed, persons: Sequence[Person]) -> None:
    """Carry a press out and answer it, whatever it was. persons: whose chat it is, nobody: a stranger's."""
    press = Press.of(update.data)
    if press is None or not persons:
        await desk.listener.answer(update.press, say("bot", "toast", "old" if persons else "stranger"))
        return
    try:
        if press.act is keyboards.Act.PAGE:
            await _next_page(desk, update, tuple(persons))
        else:
            await _carry_out(desk, update, press, tuple(persons))
    except StoreError:
        await desk.listener.answer(update.press, say("bot", "toast", "fault"), alert=True)


async def _carry_out(desk: Desk, update: Pressed, press: Press, persons: tuple[Person, ...]) -> None:
    work = await asyncio.to_thread(work_of, desk.app, press.work)
    if work is None:
        off = await asyncio.to_thread(off_on, desk.app, chat_of(update), update.message, press.work)
        said = say("bot", "toast", "gone") if off is None else cards.off_text(off)
        await desk.listener.answer(update.press, said, alert=True)
        desk.showing.look_again(chat_of(update), update.message)
        return
    able = await asyncio.to_thread(reporters, desk.app, update, persons, work)
    if not able:
        await desk.listener.answer(update.press, say("bot", "result", Result.NOT_THEIRS.value), alert=True)
        return
    await _HANDLERS[press.act](Pressing(desk, update, press, work, persons, able))


async def _next_page(desk: Desk, update: Pressed, persons: tuple[Person, ...]) -> None:
    """The rest of a list is a message of its own; what it goes on from is known by the message that was pressed."""
    shown = await asyncio.to_thread(found_at, desk.app, chat_of(update), update.message)
    if not isinstance(shown, Card) or shown.view not in LISTS:
        await desk.listener.answer(update.press, say("bot", "toast", "old-list"))
        return
    office = await asyncio.to_thread(office_for, desk.app, shown.view, shown.uids)
    rest = rest_of(office, persons, shown)
    await desk.listener.answer(update.press, "" if rest is not None else say("bot", "toast", "no-rest"))
    if rest is not None:
        await desk.show(update, display_of(rest, shown.view))


async def _done(p: Pressing) -> None:
    if p.is_check_in:
        await _task_done(p)
        return
    reported = await _report(p, Act.DONE)
    if reported.result is not Result.RECORDED:
        await p.refuse(reported)
        return
    await p.toast(say("bot", "toast", "done-more" if p.update.private else "done-group"))
    await p.ask(Ask.EVIDENCE)
    await p.follow()


async def _not_done(p: Pressing) -> None:
    """The reason is what is written next."""
    task = p.task
    if task is None and p.press.rest and p.is_check_in:
        await p.toast(say("bot", "result", Result.NO_SUCH_TASK.value))
        return
    about = p.work.told(task[1]) if task is not None else p.work.standing
    if about.done and not p.coordinators:
        await p.toast(say("bot", "result", Result.COORDINATOR_ONLY.value), alert=True)
        await p.follow()
        return
    await p.ask(Ask.REASON)
    await p.toast("")
    await p.say(question(p.title, "reason"))


async def _why(p: Pressing) -> None:
    await p.toast("")
    await p.say(cards.why_card(p.work))


async def _counted(p: Pressing, added: int) -> None:
    """The count that was shown is carried along: pressed twice, it counts once."""
    seen = int(p.press.rest) if p.press.rest.isdecimal() else 0
    reported = await _report(p, Act.COUNT, added, seen)
    if reported.result is not Result.RECORDED:
        await p.refuse(reported)
        return
    made = values(made=reported.standing.count, quota=p.work.occurrence.quota, item=cards.item_of(p.work))
    await p.toast(say("bot", "toast", "count-done" if reported.standing.done else "count", made))
    await p.follow()


async def _more(p: Pressing) -> None:
    await _counted(p, 1)


async def _less(p: Pressing) -> None:
    await _counted(p, -1)


async def _undo(p: Pressing) -> None:
    task, now = p.task, p.desk.moment()
    about = p.work.standing if task is None else p.work.told(task[1])
    able = takers_back(p.work, p.reporters, now) if task is None else takers_back_of(p.work, task[1], p.reporters, now)
    if not able and about.done:
        await p.toast(say("bot", "result", Result.COORDINATOR_ONLY.value), alert=True)
        return
    if not able:
        await _undone_before(p)
        return
    p = replace(p, reporters=able)
    if task is not None:
        found = [await p.report_on(task[1].check_in.uid, Act.REOPENED, task=task[1].key)]
    else:
        found = [await p.report_on(uid, Act.REOPENED) for uid in p.work.uids]
    if any(r.result is Result.RECORDED for r in found):
        await p.toast(say("bot", "toast", "undone"))
        await p.follow()
    elif found[0].result is Result.NOTHING_NEW:
        await _undone_before(p)
    else:
        await p.refuse(found[0])


async def _undone_before(p: Pressing) -> None:
    """A second press, or a second person's."""
    await p.toast(say("bot", "toast", "undone-before"))
    await p.follow()


async def _open(p: Pressing) -> None:
    """The card is a message of its own: the list stays as it is."""
    await p.toast("")
    await p.display(p.display_of(p.work))


async def _answer(p: Pressing) -> None:
    await p.toast("")
    await p.display(Display(cards.check_in_card(p.work, p.reporters, p.desk.moment()), View.CHECK_IN, p.work.uids))


async def _task_done(p: Pressing) -> None:
    """One tap for one task of a check-in."""
    if (task := p.task) is None:
        await p.toast(say("bot", "result", Result.NO_SUCH_TASK.value))
        return
    number, asked = task
    reported = await p.report_on(asked.check_in.uid, Act.DONE, task=asked.key)
    if reported.result is not Result.RECORDED:
        await p.refuse(reported)
        return
    await p.toast(say("bot", "toast", "task-done" if p.update.private else "task-done-group", values(number=number)))
    await p.ask(Ask.EVIDENCE)
    await p.follow()


async def _report(p: Pressing, act: Act, count: int = 0, seen: int | None = None) -> Reported:
    return await p.report_on(p.work.occurrence.uid, act, count=count, seen=seen)


_HANDLERS: Final[Mapping[keyboards.Act, Callable[[Pressing], Awaitable[None]]]] = {
    keyboards.Act.DONE: _done,
    keyboards.Act.NOT_DONE: _not_done,
    keyboards.Act.AGAIN: again,
    keyboards.Act.WHY: _why,
    keyboards.Act.MORE: _more,
    keyboards.Act.LESS: _less,
    keyboards.Act.UNDO: _undo,
    keyboards.Act.OPEN: _open,
    keyboards.Act.ANSWER: _answer,
}
