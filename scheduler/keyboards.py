"""The buttons under a list of work, and what each carries: pure, the same in previews as in what is sent."""

import re
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from typing import Final, Self

from notifiers.message import Button
from scheduler.diagnostics import values
from scheduler.progress import Standing
from scheduler.schedule import Occurrence, handle
from scheduler.terms import Kind
from scheduler.words import say

MOST_ROWS: Final = 5
"""So many pieces of work have a row of buttons each; more stand two in a row, with short names."""

MOST_SHORT: Final = 48
"""So many pieces of work have two short buttons each; more have one numbered button each, which opens them."""

MOST_BUTTONS: Final = 96
"""Of the 100 that Telegram takes; what is beyond is reported from /quahan and /tuannay."""

_A_ROW = 5
_SHORT_A_ROW = 2
_SHORT: Final = {"done": "short-done", "more": "short-more", "answer": "short-answer"}
_DATA = re.compile(r"(?P<act>[a-z+-]):(?P<work>[\w-]{12})(?::(?P<rest>[\w-]{1,24}))?(?P<listed>\*)?", re.ASCII)


class Act(StrEnum):
    """What a button asks for, as it stands in its data."""

    DONE = "d"
    NOT_DONE = "n"
    AGAIN = "a"
    WHY = "w"
    MORE = "+"
    LESS = "-"
    UNDO = "u"
    OPEN = "o"
    ANSWER = "c"
    PAGE = "p"


_LABELS: Final = {
    Act.DONE: "done",
    Act.NOT_DONE: "not_done",
    Act.AGAIN: "again",
    Act.WHY: "why",
    Act.MORE: "more",
    Act.LESS: "less",
    Act.UNDO: "undo",
    Act.OPEN: "open",
    Act.ANSWER: "answer",
    Act.PAGE: "page",
}


@dataclass(frozen=True, slots=True)
class Press:
    """What a button carries: the act, the handle of the occurrence, and what the act needs (the count that was shown).

    listed: it stands under a list of several pieces of work, numbered.
    """

    act: Act
    work: str
    rest: str = ""
    listed: bool = False

    @classmethod
    def of(cls, data: str) -> Self | None:
        """What was pressed; None for what no button of ours carries."""
        found = _DATA.fullmatch(data)
        if found is None or found["act"] not in list(Act):
            return None
        return cls(Act(found["act"]), found["work"], found["rest"] or "", found["listed"] is not None)

    @property
    def data(self) -> str:
        """As the button carries it: at most 40 bytes."""
        return ":".join(part for part in (self.act.value, self.work, self.rest) if part) + "*" * self.listed


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of work of a list, under its number, and where it stands.

    undoable: its reader may take it back once it is done, as a slip or as the coordinator. off: it was called off, so
    nothing can be pressed.
    """

    number: int
    occurrence: Occurrence
    standing: Standing
    undoable: bool = False
    off: bool = False


def task_handle(key: str) -> str:
    """A short name of a task within its check-in: 48 bits of its key's hash, 8 characters."""
    return urlsafe_b64encode(sha256(key.encode()).digest()[:6]).decode()


def list_keyboard(items: Sequence[Item], beside: int = 0) -> tuple[Button, ...]:
    """The buttons under a list, done in one tap each; what alone is open has all of its own.

    beside: how many things without buttons stand in the same message.
    """
    shown = [i for i in items if not i.off and (i.undoable or not i.standing.done)]
    if len(shown) == 1:
        return item_keyboard(shown[0], "whole" if len(items) + beside == 1 else "numbered")
    if len(shown) <= MOST_ROWS:
        return tuple(button for item in shown for button in _row(item))
    if len(shown) <= MOST_SHORT:
        return tuple(b for place, item in enumerate(shown) for b in _short_row(item, beside=place % _SHORT_A_ROW > 0))
    return tuple(
        Button(
            str(item.number), Press(Act.OPEN, handle(item.occurrence.uid), listed=True).data, beside=place % _A_ROW > 0
        )
        for place, item in enumerate(shown[:MOST_BUTTONS])
    )


def item_keyboard(item: Item, form: str = "whole") -> tuple[Button, ...]:
    """Everything that can be done with one piece of work, two buttons a row. form: "numbered" where others stand beside it."""
    acts = _acts_on_done(item) if item.standing.done else _acts(item)
    return tuple(_button(item, act, form, beside=place % 2 > 0) for place, act in enumerate(acts))


def page_button(uid: str) -> Button:
    """What shows the rest of a list. uid: of any work that stands on it, as every button names one."""
    return Button(say("bot", "button", _LABELS[Act.PAGE]), Press(Act.PAGE, handle(uid)).data)


def _row(item: Item) -> Iterable[Button]:
    first = Act.UNDO if item.standing.done else _acts(item)[0]
    yield _button(item, first, "numbered", beside=False)
    yield _button(item, Act.OPEN, "numbered", beside=True)


def _short_row(item: Item, *, beside: bool) -> Iterable[Button]:
    """The same two for many pieces of work, two of which stand in a row."""
    first, more = _row(item)
    act = Act.UNDO if item.standing.done else _acts(item)[0]
    said = say("bot", "button", _SHORT.get(_LABELS[act], _LABELS[act]))
    yield replace(first, label=say("bot", "button", "numbered", values(number=item.number, label=said)), beside=beside)
    yield more


def _acts_on_done(item: Item) -> tuple[Act, ...]:
    return (Act.UNDO, Act.WHY) if item.undoable else (Act.WHY,)


def _acts(item: Item) -> tuple[Act, ...]:
    if item.occurrence.kind is Kind.CHECK_IN:
        return Act.ANSWER, Act.AGAIN, Act.WHY
    if item.occurrence.quota > 1:
        less = (Act.LESS,) if item.standing.count else ()
        return Act.MORE, *less, Act.DONE, Act.NOT_DONE, Act.AGAIN, Act.WHY
    return Act.DONE, Act.NOT_DONE, Act.AGAIN, Act.WHY


def _button(item: Item, act: Act, form: str, *, beside: bool) -> Button:
    counted = str(item.standing.count) if act in (Act.MORE, Act.LESS) else ""
    said = say("bot", "button", _LABELS[act], values(item=item.occurrence.item or say("bot", "button", "piece")))
    label = say("bot", "button", form, values(number=item.number, label=said))
    return Button(label, Press(act, handle(item.occurrence.uid), counted, form == "numbered").data, beside)
