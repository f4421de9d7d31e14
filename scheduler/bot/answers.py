"""What somebody writes or sends because the bot asked: the reason, the time of a reminder, a note, a link, a picture."""

import asyncio
import re
from datetime import date, datetime, timedelta
from typing import Final

from notifiers.message import Message
from notifiers.notifier import DeliveryError
from notifiers.telegram.listening import FileTooLarge, Written
from notifiers.text import one_line
from scheduler.actions.report import Reported, Result, record
from scheduler.bot import cards
from scheduler.bot.again import rules_of, snoozed
from scheduler.bot.desk import Desk, place_of
from scheduler.bot.speech import is_said
from scheduler.bot.whose import CHANNEL, hand_of, own_chat, people_at
from scheduler.bot.work import Work, reporters, work_by_uid
from scheduler.chats import Ask, Question
from scheduler.diagnostics import values
from scheduler.evidence import MOST_BYTES, NoPicture, evidence_folder, keep_picture
from scheduler.model import Person
from scheduler.reminders import snoozing
from scheduler.schedule import Act, Progress
from scheduler.text import ended_once, shortened
from scheduler.timing.dates import free_date
from scheduler.timing.spoken import free_before
from scheduler.words import day_text, say

_LINK: Final = re.compile(r"https?://[^\s<>\"]{1,500}")
_IN_AN_ANSWER = 200
_SAID_BACK = 60


async def answered(desk: Desk, update: Written, question: Question, person: Person) -> None:
    """Take the answer to an open question; one that cannot be taken leaves it open. Raises DeliveryError, StoreError.

    In a group people also talk to one another: only a reply is an answer.
    """
    if not update.private and update.reply_to is None:
        return
    if question.ask in (Ask.REASON, Ask.SNOOZE) and is_said("enough", update.text):
        await asyncio.to_thread(desk.chats.answered, place_of(update))
        await desk.reply(update, Message(say("bot", "help", "enough")))
        return
    work = await asyncio.to_thread(work_by_uid, desk.app, question.uid)
    if work is None:
        await asyncio.to_thread(desk.chats.answered, place_of(update))
        await _refuse(desk, update, say("bot", "toast", "gone"))
        return
    if question.ask is Ask.SNOOZE:
        await _snooze(desk, update, person, work)
        return
    by = next(iter(await asyncio.to_thread(reporters, desk.app, update, (person,), work)), person)
    if question.ask is Ask.REASON:
        await _reason(desk, update, question, by, work)
    elif update.photo is not None:
        await _picture(desk, update, question, by, work)
    else:
        await _note(desk, update, question, by, work)


async def _reason(desk: Desk, update: Written, question: Question, person: Person, work: Work) -> None:
    if not update.text.strip():
        await _refuse(desk, update, say("bot", "ask", "reason-text"))
        return
    kept = None
    if update.photo is not None and (kept := await _kept(desk, update, update.photo, work)) is None:
        return
    told = await _progress(desk, update, question, person, Act.NOT_DONE, update.text, kept)
    reported = await _record(desk, work, told)
    if await _taken(desk, update, work, reported):
        facts = values(title=_title(work, question), reason=shortened(update.text.strip(), _IN_AN_ANSWER))
        await _confirm(desk, update, say("bot", "answer", _reason_code(question, kept), facts))


def _reason_code(question: Question, kept: str | None) -> str:
    """What a task of a check-in is made done by is another button."""
    code = "reason" if question.task is None else "reason-task"
    return code if kept is None else f"{code}-picture"


async def _snooze(desk: Desk, update: Written, person: Person, work: Work) -> None:
    now = desk.now()
    rules = rules_of(work, person)
    said = _said(update.text, now, work, rules) if len(update.text) <= _IN_AN_ANSWER else None
    if said is None:
        shown = values(text=shortened(one_line(update.text), _SAID_BACK))
        await _refuse(desk, update, say("bot", "again", "unclear", shown))
        return
    moment = snoozing.moment_of(said, now, rules)
    text, kept = await snoozed(desk, work, person, moment)
    if not kept:
        await _refuse(desk, update, text)
        return
    await asyncio.to_thread(desk.chats.answered, place_of(update))
    shifted = snoozing.is_shifted(said, moment)
    await _confirm(desk, update, say("bot", "again", "shifted", values(said=text)) if shifted else text)


def _said(text: str, now: datetime, work: Work, rules: snoozing.Rules) -> date | datetime | None:
    """The day or the moment that was typed; an hour alone is today's, tomorrow's where that has passed."""
    if (before := free_before(text)) is not None:
        return snoozing.before_due(before, work.occurrence, rules, now)
    if (found := free_date(text, now)) is not None:
        return found
    today = free_date(f"{day_text(now.date())} {text}", now)
    if not isinstance(today, datetime):
        return None
    return today if today > now else today + timedelta(days=1)


async def _note(desk: Desk, update: Written, question: Question, person: Person, work: Work) -> None:
    found = _LINK.search(update.text)
    link = None if found is None else found[0]
    rest = update.text if link is None else update.text.replace(link, "", 1)
    told = await _progress(desk, update, question, person, Act.EVIDENCE, rest, link)
    if await _taken(desk, update, work, await _record(desk, work, told), more=True):
        code = "note" if link is None else "link-note" if rest.strip() else "link"
        await _confirm(desk, update, say("bot", "answer", code, values(title=_title(work, question))))


async def _picture(desk: Desk, update: Written, question: Question, person: Person, work: Work) -> None:
    assert update.photo is not None
    if (kept := await _kept(desk, update, update.photo, work)) is None:
        return
    told = await _progress(desk, update, question, person, Act.EVIDENCE, update.text, kept)
    reported = await _record(desk, work, told)
    if reported.result in (Result.RECORDED, Result.NOTHING_NEW):
        desk.showing.reported({told.uid})
        await _confirm(desk, update, say("bot", "answer", "picture", values(title=_title(work, question))))
    else:
        await _refuse(desk, update, say("bot", "result", reported.result.value))


async def _kept(desk: Desk, update: Written, photo: str, work: Work) -> str | None:
    """The reference of the picture as it is kept; None where it cannot be, which is said."""
    try:
        return await _fetched(desk, photo, update.size, work)
    except FileTooLarge:
        await _refuse(desk, update, say("bot", "answer", "too-large"))
    except NoPicture:
        await _refuse(desk, update, say("bot", "answer", "no-picture"))
    except (OSError, DeliveryError):
        await _refuse(desk, update, say("bot", "answer", "no-room"))
    return None


async def _fetched(desk: Desk, file: str, size: int | None, work: Work) -> str:
    if size is not None and size > MOST_BYTES:
        raise FileTooLarge
    content = await desk.listener.fetch(file, MOST_BYTES)
    folder = evidence_folder(work.office.config.store_url, desk.app.folder)
    return await asyncio.to_thread(keep_picture, content, folder)


async def _progress(
    desk: Desk, update: Written, question: Question, person: Person, act: Act, text: str, evidence: str | None = None
) -> Progress:
    themselves = await asyncio.to_thread(people_at, desk.app, own_chat(update))
    return Progress(
        question.uid,
        act,
        person.id,
        desk.moment(),
        CHANNEL,
        question.task,
        text=text.strip() or None,
        evidence=evidence,
        hand=None if person in themselves else hand_of(update),
    )


async def _record(desk: Desk, work: Work, told: Progress) -> Reported:
    return await asyncio.to_thread(record, desk.repository, work.office, told)


async def _taken(desk: Desk, update: Written, work: Work, reported: Reported, *, more: bool = False) -> bool:
    """Whether it is written now; what is too long may be said again, more may follow what belongs to Done for its half hour."""
    if reported.result is not Result.TOO_LONG and not more:
        await asyncio.to_thread(desk.chats.answered, place_of(update))
    if reported.result is Result.RECORDED:
        desk.showing.reported(work.uids)
        return True
    await _refuse(desk, update, say("bot", "result", reported.result.value))
    return False


def _title(work: Work, question: Question) -> str:
    task = work.office.book.tasks.get(question.task or "")
    return cards.title_of(work) if task is None else shortened(task.title, _IN_AN_ANSWER)


async def _confirm(desk: Desk, update: Written, text: str) -> None:
    await desk.reply(update, Message(say("bot", "answer", "recorded-title"), (ended_once(text),)))


async def _refuse(desk: Desk, update: Written, text: str) -> None:
    await desk.reply(update, Message(say("bot", "answer", "refused-title"), (text,)))
