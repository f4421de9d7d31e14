"""What became of each sending, in a journal that outlives the sender, as a killed process cannot be asked.

A line is written before a request is handed to the network, when its answer was read, and when what was sent is recorded. A line
that was written is in the file whatever becomes of the process.
"""

import os
import secrets
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from time import monotonic

from notifiers.message import Message, Recipient
from notifiers.notifier import DeliveryError, Receipt
from notifiers.telegram import TelegramNotifier
from scheduler.deliveries import Attempt, Delivery, DeliveryState
from scheduler.store.repository import SqlRepository

_RECIPIENT = ContextVar("recipient", default="nobody")


class End(Enum):
    """What a sender has known last of a sending; IN_FLIGHT: it was killed before it read the answer."""

    IN_FLIGHT = "in-flight"
    ANSWERED = "answered"
    RECORDED = "recorded"
    REFUSED = "refused"
    UNSURE = "unsure"


@dataclass(slots=True)
class Sending:
    """One request. sender: its process. begun: seconds of the monotonic clock, one for all processes of a machine."""

    sender: str
    chat: str
    begun: float
    end: End = End.IN_FLIGHT


class Journal:
    """Written by one sender after another."""

    def __init__(self, file: Path) -> None:
        self._file = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        self._sender = secrets.token_hex(4)

    def begin(self, person: str, chat: str) -> None:
        """A request to that person, in that chat, is handed to the network."""
        self._write("begin", person, chat, str(monotonic()))

    def end(self, person: str, end: End) -> None:
        """What is known now of the last request to that person."""
        self._write("end", person, end.value)

    def _write(self, *words: str) -> None:
        os.write(self._file, f"{' '.join((self._sender, *words))}\n".encode())


def sendings(file: Path) -> Sequence[Sending]:
    """All that a journal tells, in the order of their beginning; of one person, one is under way at a time."""
    found, last = list[Sending](), dict[tuple[str, str], Sending]()
    for line in file.read_text(encoding="utf-8").splitlines():
        sender, what, person, *said = line.split()
        if what == "begin":
            last[sender, person] = Sending(sender, said[0], float(said[1]))
            found.append(last[sender, person])
        else:
            last[sender, person].end = End(said[0])
    return found


def sending_of(arrivals: Iterable[float], made: Sequence[Sending]) -> tuple[Sending | None, ...]:
    """For each message that arrived in a chat (its moment), the sending that brought it; None where none can have.

    The last one begun by then that brought no later one: a request of a killed process may be carried out when another one
    sends already.
    """
    free, found = list(made), list[Sending | None]()
    for at in sorted(arrivals, reverse=True):
        number = next((n for n in reversed(range(len(free))) if free[n].begun <= at), None)
        found.append(None if number is None else free.pop(number))
    return tuple(reversed(found))


class WatchedNotifier(TelegramNotifier):
    """The real notifier, with a line for each request and each answer."""

    journal: Journal

    async def send(self, message: Message, recipient: Recipient) -> Receipt:
        """See Notifier."""
        _RECIPIENT.set(recipient.id)
        return await super().send(message, recipient)

    async def _carry_out(self, chat: str, call: Callable[[], Awaitable[object]]) -> int | DeliveryError:
        person = _RECIPIENT.get()
        self.journal.begin(person, chat)
        answer = await super()._carry_out(chat, call)
        self.journal.end(person, _end_of(answer))
        return answer


@dataclass(frozen=True)
class WatchedRepository(SqlRepository):
    """The real repository, with a line for what is recorded as sent."""

    journal: Journal

    def record(self, results: Sequence[Delivery], worker: str, attempt: Attempt | None = None) -> None:
        """See the port."""
        super().record(results, worker, attempt)
        for person in {d.person for d in results if d.state is DeliveryState.SENT}:
            self.journal.end(person, End.RECORDED)


def _end_of(answer: int | DeliveryError) -> End:
    if not isinstance(answer, DeliveryError):
        return End.ANSWERED
    return End.UNSURE if answer.unknown else End.REFUSED
