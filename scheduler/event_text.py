"""Occurrence → the text of its calendar event: who, when, how many, every date with why, what was assumed, how it stands."""

from collections.abc import Collection, Iterable
from datetime import time

from scheduler.book import Book, State, Stood
from scheduler.diagnostics import values
from scheduler.event_titles import standing_code
from scheduler.mention import Mention
from scheduler.moved_text import moved_line
from scheduler.progress import NOTHING, Standing
from scheduler.schedule import Occurrence, Waiting
from scheduler.terms import Kind
from scheduler.text import capitalised, shortened
from scheduler.titles import is_of_text
from scheduler.trace import Reason
from scheduler.words import day_text, say, weekday_text

_REASON_LENGTH, _ASKED_LENGTH = 300, 90
_UNITS_NAMED, _ALL = 4, 10**6
_ITEMS_SHARED = 24
"""Beyond so many items their units stand on the page alone: Google cuts a description at 8,192 characters."""
EACH = "each-"
"""Begins the codes of reasons in the form in which all occurrences of a series share them."""
_SAID_ABOVE = ("phrase", "phrases", "phrases-of-items", "marked", "no-phrase")


def plain_description(
    occurrence: Occurrence, book: Book, totals: Collection[int] = (), hour: time | None = None
) -> str:
    """The text that occurrences of a series share: without day and number; its reasons are such as name no date.

    totals: of how many in their year each of them is one. hour: at which all stood before that was moved.
    """
    lines = (
        *_who(occurrence, book),
        *_act_in_general(occurrence),
        *((moved_line(occurrence.due, Stood(occurrence.due, hour)),) if hour is not None else ()),
        *_how_many(totals),
        *_how_much(occurrence),
        *_why(map(_reason, occurrence.why)),
        *_assumed(occurrence),
    )
    return "\n".join(lines)


def _act_in_general(occurrence: Occurrence) -> Iterable[str]:
    for reason in occurrence.why:
        if reason.code in (f"{EACH}act-before", f"{EACH}act-after"):
            yield say("feeds", "line", reason.code, reason.values)


def _how_many(totals: Collection[int]) -> Iterable[str]:
    if totals:
        yield _line("total", total=_line("or").join(map(str, sorted(totals))))


def description(occurrence: Occurrence, state: State, book: Book) -> str:
    """The event's text, a fact a line: tasks, units, due day, count, why this date, what was assumed, how it stands."""
    return "\n".join(_lines(occurrence, state, book))


def why_lines(occurrence: Occurrence) -> tuple[str, ...]:
    """The trace of a date as sentences."""
    return tuple(capitalised(say("planning", "reason", r.code, r.values)) for r in occurrence.why)


def assumption_lines(occurrence: Occurrence) -> tuple[tuple[str, str], ...]:
    """What was assumed, as (config key, sentence)."""
    return tuple((a.key, say("planning", "assumption", a.code, a.values)) for a in occurrence.assumptions)


def _lines(occurrence: Occurrence, state: State, book: Book) -> Iterable[str]:
    asked = occurrence.kind is Kind.CHECK_IN  # it lists many items: by when they are to be answered comes before them
    yield from (
        (when_line(occurrence), *_who(occurrence, book)) if asked else (*_who(occurrence, book), when_line(occurrence))
    )
    if state in (State.PLANNED, State.OVERDUE) and (stood := book.moved.get(occurrence.uid)) is not None:
        yield moved_line(occurrence.due, stood)
    if occurrence.number is not None and occurrence.total is not None:
        yield _line("number", number=occurrence.number, total=occurrence.total)
    yield from _how_much(occurrence, book.count(occurrence))
    yield from _reported(occurrence, state, book)
    if state is State.CANCELLED and (off := why_off(occurrence)) is not None:
        yield _line("cancelled-left" if occurrence.left else "cancelled-why", text=off)
        return
    if state is not State.PLANNED:
        yield _line(f"state-{_state_code(occurrence, state, book)}", act=day_text(occurrence.act_by))
    yield from _why(map(_reason, occurrence.why))
    yield from _assumed(occurrence)


def _state_code(occurrence: Occurrence, state: State, book: Book) -> str:
    if state is State.HISTORY and occurrence.let_go:
        return "unfollowed"
    if state is State.HISTORY and occurrence.off_meanwhile:
        return "meanwhile-off"
    return standing_code(occurrence, state, book)


def why_off(occurrence: Occurrence) -> str | None:
    """Why it was called off; what was before the reason was kept has none, and keeps the text that calendars know."""
    return next((_reason(r) for r in occurrence.why if r.code.startswith(("off-", "left-"))), None)


def _reported(occurrence: Occurrence, state: State, book: Book) -> Iterable[str]:
    """What was said of it that its state does not tell: why it is not done, and of shared work who has reported."""
    if state is State.DONE:
        return
    if state is State.CANCELLED:
        yield from _done_before(occurrence, book)
        return
    if (own := book.standing_of(occurrence)).reason:
        yield _line("not-done", reason=_shown(own.reason))
    if len(occurrence.parts) < 2:
        return
    parts = _parts(occurrence, book)
    done, open_ = (tuple(u for u, told in parts if told.done is so) for so in (True, False))
    if done:
        yield _line("units-done", units=book.unit_names(done))
    if done or any(told.reason for _, told in parts):
        yield _line("units-open", units=book.unit_names(open_))
    for unit, told in parts:
        if told.reason and not told.done:
            yield _line("unit-reason", unit=book.directory.name(unit), reason=_shown(told.reason))


def _done_before(occurrence: Occurrence, book: Book) -> Iterable[str]:
    """Of work that is off: which of its units had done theirs."""
    if done := tuple(unit for unit, told in _parts(occurrence, book) if told.done):
        yield _line("units-done", units=book.unit_names(done))


def _parts(occurrence: Occurrence, book: Book) -> list[tuple[str, Standing]]:
    return [(unit, book.standing(uid)) for unit, uid in zip(occurrence.leads, occurrence.parts, strict=False)]


def _shown(reason: str) -> str:
    return shortened(reason, _REASON_LENGTH)


def _why(reasons: Iterable[str]) -> Iterable[str]:
    if told := tuple(reasons):
        yield _line("why")
        yield from (_line("bullet", text=capitalised(text)) for text in told)


def _reason(reason: Reason) -> str:
    """A reason as it stands below the names of plan and item."""
    if reason.code.startswith(EACH):
        return say("feeds", "each", reason.code.removeprefix(EACH), reason.values)
    return say("feeds" if reason.code in _SAID_ABOVE else "planning", "reason", reason.code, reason.values)


def _assumed(occurrence: Occurrence) -> Iterable[str]:
    if occurrence.assumptions:
        yield _line("assumptions")
        yield from (_line("assumption", key=key, text=text) for key, text in assumption_lines(occurrence))


def _who(occurrence: Occurrence, book: Book) -> Iterable[str]:
    """What is done by whom: its items, each with its tick where a check-in has heard of it, their plan, and the units."""
    told, named = book.standing_of(occurrence).tasks, len(occurrence.tasks) <= _ITEMS_SHARED
    for key in occurrence.tasks:
        item = _item_told(_item(book, key, occurrence.kind), told.get(key, NOTHING))
        shares = shares_text(occurrence, key, book, _UNITS_NAMED) if named else ""
        yield _line("item-shared", item=item, shares=shares) if shares else item
    if occurrence.mentions and not named:
        yield _line("shares-on-page")
    yield _line("plan", plan=book.plan_name(occurrence.plan))
    if occurrence.leads:
        yield _line("lead", units=book.unit_names(occurrence.leads))
    if others := beside_text(occurrence, book):
        yield _line("lead-beside", units=others)
    if occurrence.coordinating:
        yield _line("coordinating", units=book.unit_names(occurrence.coordinating))
    if directing := directing_text(occurrence, book):
        yield _line("directing", units=directing)


def directing_text(occurrence: Occurrence, book: Book) -> str:
    """Who directs the work, "" where the plan does not say; of a check-in it is said of each item."""
    found = (u for m in occurrence.mentions for u in m.directing if occurrence.kind is not Kind.CHECK_IN)
    return book.unit_names(tuple(found))


def beside_text(occurrence: Occurrence, book: Book) -> str:
    """Who leads the work beside the unit whose own event it is, "" where nobody does; of a check-in it is said of each item."""
    found = (u for m in occurrence.mentions for u in m.leads if occurrence.kind is not Kind.CHECK_IN)
    return book.unit_names(tuple(found))


def shares_text(occurrence: Occurrence, key: str, book: Book, most: int = _ALL) -> str:
    """Who leads, coordinates and directs one item of a check-in, as far as its event does not say; of a long list the first."""
    mine = (m for m in occurrence.mentions if m.task == key and occurrence.kind is Kind.CHECK_IN)
    leading = "lead" if occurrence.unit is None else "lead-beside"
    return _line("and-share").join(share for m in mine for share in _shares(m, leading, book, most))


def _shares(mention: Mention, leading: str, book: Book, most: int) -> Iterable[str]:
    """leading: the role of its leads."""
    told = {leading: mention.leads, "coordinating": mention.coordinating, "directing": mention.directing}
    for role, units in told.items():
        if units:
            yield _line(f"share-{role}", units=_listed(units, book, most))


def _listed(units: tuple[str, ...], book: Book, most: int) -> str:
    if len(units) <= most:
        return book.unit_names(units)
    return _line("units-more", units=book.unit_names(units[: most - 1]), more=len(units) - most + 1)


def _item_told(item: str, told: Standing) -> str:
    if told.done:
        return _line("item-done", item=item)
    return _line("not-done-item", item=item, reason=_shown(told.reason)) if told.reason else item


def _how_much(occurrence: Occurrence, made: int = 0) -> Iterable[str]:
    if occurrence.quota > 1:
        yield _line(
            "count-made" if made else "count", quota=occurrence.quota, item=occurrence.item or _line("times"), made=made
        )
    if occurrence.minutes:
        yield _line("minutes", minutes=occurrence.minutes)


def _item(book: Book, key: str, kind: Kind) -> str:
    task = book.tasks[key]
    title = shortened(task.title, _ASKED_LENGTH) if kind is Kind.CHECK_IN else task.title
    facts = {"no": task.no, "title": title}
    if is_of_text(task.no):
        return _line("item-of-text", title=title)
    return _line("stream", **facts, stream=task.stream) if task.stream else _line("item", **facts)


def waiting_item(waiting: Waiting) -> str:
    """A task that has no date yet, as the item of its plan."""
    code = "item-of-text" if is_of_text(waiting.no) else "item"
    return _line(code, no=waiting.no, title=waiting.title)


def when_line(occurrence: Occurrence) -> str:
    """The day in words: due day, day to act by where it differs, or the hour on the air."""
    facts = {"weekday": weekday_text(occurrence.due), "due": day_text(occurrence.due)}
    if occurrence.timed and occurrence.at is not None:
        return _line("on-air", hour=f"{occurrence.at:%H:%M}", **facts)
    if occurrence.act_by == occurrence.due:
        return _line("due", **facts)
    return _line("due-act", act_weekday=weekday_text(occurrence.act_by), act=day_text(occurrence.act_by), **facts)


def _line(code: str, **facts: str | int) -> str:
    return say("feeds", "line", code, values(**facts))
