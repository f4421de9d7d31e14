"""Driving the sending processes of the chaos tests, and counting what arrived: what was lost, what came twice and why."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, Self

from tests.support.bot_process import BotProcess
from tests.support.chaos_flight import Flight, is_in
from tests.support.chaos_office import mark_of

ROOT = Path(__file__).parents[2]
_UNDER_WAY, _IN_HAND = 2.0, 5.0
"""Seconds: what was sent may be carried out so long after its sender's death, and be in hand so long after it arrived."""


@dataclass(frozen=True, slots=True)
class Kill:
    """When a sender was killed, and the places (chaos_flight) of the chats to which it had a request in flight."""

    at: float
    flying: frozenset[int]


class Senders:
    """A parent process that forks senders; `begin` starts one, `kill` ends it as a power cut would."""

    def __init__(
        self, folder: Path, store: str, api: BotProcess, scale: float, program: str = "tests.support.chaos_sender"
    ) -> None:
        arguments = [str(folder), store, api.url, api.token, str(scale)]
        self._command = [sys.executable, "-m", program, *arguments]
        self._child: int | None = None
        self.kills: list[Kill] = []
        self._folder = folder

    def __enter__(self) -> Self:
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        self._process = subprocess.Popen(
            self._command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        return self

    def __exit__(self, *exception: object) -> None:
        if self._child is not None:
            self.kill()
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(10)
        self._process.stdout.close()

    def begin(self) -> None:
        """Start a sender."""
        assert self._process.stdin is not None
        self._process.stdin.write("go\n")
        self._process.stdin.flush()
        self._child = int(self._line().split()[1])

    def kill(self) -> int:
        """SIGKILL, and its status: -9, or 0 where it had just come to its end."""
        assert self._child is not None
        os.kill(self._child, signal.SIGKILL)  # not reaped yet: the id is still its own
        status, at = self.ended(), time.monotonic()
        flight = Flight(self._folder / "flight")
        self.kills.append(Kill(at, flight.places()))
        flight.clear()
        return status

    def ended(self) -> int:
        """Wait for the end of the sender; its status."""
        self._child = None
        return int(self._line().split()[2])

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()


@dataclass(frozen=True, slots=True)
class Count:
    """What came of a run. twice: marks that arrived more than once, by why; unexplained ones are faults."""

    expected: int
    arrived: int
    lost: tuple[str, ...]
    twice: Mapping[str, tuple[str, ...]]
    extra: int = field(default=0)


def counted(
    people: int,
    moments: int,
    arrived: Sequence[Mapping[str, Any]],
    log: Sequence[Mapping[str, Any]],
    kills: Sequence[Kill],
    unsure: Iterable[tuple[str, str]],
) -> Count:
    """unsure: (chat, moment) of tries whose answer did not come, as the sender noted them."""
    calls: defaultdict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for call in sorted(_sendings(log), key=lambda call: float(call["at"])):
        calls[int(call["chat"])].append(call)
    where: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    marks = [mark_of(p, d) for d in range(moments) for p in range(1, people + 1)]
    known = set(marks)
    for message in arrived:
        for mark in {m for m in _marks(message["text"]) if m in known}:
            where[mark].append(message)
    noted = {chat for chat, _ in unsure}
    twice: defaultdict[str, list[str]] = defaultdict(list)
    for mark, messages in where.items():
        for message, again in pairwise(messages):
            near = [
                k
                for k in kills
                if -_UNDER_WAY <= k.at - float(message["at"]) <= _IN_HAND and k.at <= float(again["at"])
            ]
            twice[_why(message, calls[int(message["chat"])], near, noted)].append(mark)
    surplus = Counter({mark: len(messages) - 1 for mark, messages in where.items()})
    lost = tuple(m for m in marks if m not in where)
    return Count(len(marks), len(arrived), lost, {k: tuple(v) for k, v in twice.items()}, surplus.total())


def _sendings(log: Iterable[Mapping[str, Any]]) -> Iterable[Mapping[str, Any]]:
    return (call for call in log if call["method"] == "sendmessage" and call["chat"] is not None)


def _marks(text: str) -> Iterable[str]:
    return (f"[{part.split(']')[0]}]" for part in text.split("[")[1:])


def _why(message: Mapping[str, Any], calls: Sequence[Mapping[str, Any]], kills: Sequence[Kill], noted: set[str]) -> str:
    """Why it was sent once more: in flight or just being recorded at a kill, its answer lost, or too late for the sender."""
    chat, before = int(message["chat"]), [call for call in calls if float(call["at"]) <= float(message["at"])]
    if any(is_in(kill.flying, chat) for kill in kills):
        return "in flight at a kill"
    if before and before[-1]["status"] == 0:
        return "answer lost"
    if str(chat) in noted:
        return "answer late"
    return "being recorded at a kill" if kills else "unexplained"
