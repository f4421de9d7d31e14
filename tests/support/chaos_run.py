"""Driving the sending processes of the chaos tests, and counting what arrived: what was lost, what came twice and why."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from tests.support.bot_process import BotProcess
from tests.support.chaos_office import mark_of

ROOT = Path(__file__).parents[2]
_RECORDED = 0.25
"""Seconds from an answer to its record in the store, on a busy machine; a double beyond it is nobody's fault but ours."""


class Senders:
    """A parent process that forks senders; `begin` starts one, `kill` ends it as a power cut would."""

    def __init__(
        self, folder: Path, store: str, api: BotProcess, scale: float, program: str = "tests.support.chaos_sender"
    ) -> None:
        arguments = [str(folder), store, api.url, api.token, str(scale)]
        self._command = [sys.executable, "-m", program, *arguments]
        self._child: int | None = None
        self.killed_at: list[float] = []

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
        self.killed_at.append(time.monotonic())
        os.kill(self._child, signal.SIGKILL)  # not reaped yet: the id is still its own
        return self.ended()

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
    kills: Sequence[float],
    unsure: Iterable[tuple[str, str]],
) -> Count:
    """kills: when. unsure: (chat, moment) of tries whose answer did not come, as the sender noted them."""
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
        for message in messages[:-1]:
            twice[_why(message, calls[int(message["chat"])], kills, noted)].append(mark)
    surplus = Counter({mark: len(messages) - 1 for mark, messages in where.items()})
    lost = tuple(m for m in marks if m not in where)
    return Count(len(marks), len(arrived), lost, {k: tuple(v) for k, v in twice.items()}, surplus.total())


def in_flight(log: Iterable[Mapping[str, Any]], kills: Sequence[float]) -> list[int]:
    """How many sendings the stand-in had taken and not answered at each kill."""
    calls = tuple(_sendings(log))
    return [sum(float(c["at"]) <= kill < float(c["ended"]) for c in calls) for kill in kills]


def _sendings(log: Iterable[Mapping[str, Any]]) -> Iterable[Mapping[str, Any]]:
    return (call for call in log if call["method"] == "sendmessage" and call["chat"] is not None)


def _marks(text: str) -> Iterable[str]:
    return (f"[{part.split(']')[0]}]" for part in text.split("[")[1:])


def _why(
    message: Mapping[str, Any], calls: Sequence[Mapping[str, Any]], kills: Sequence[float], noted: set[str]
) -> str:
    """Why it was sent once more: by what became of the call by which it came."""
    before = [call for call in calls if float(call["at"]) <= float(message["at"])]
    if not before:
        return "unexplained"
    came, ended = float(before[-1]["at"]), float(before[-1]["ended"])
    if any(came <= kill < ended for kill in kills):
        return "unanswered at a kill"
    if before[-1]["status"] == 0:
        return "answer lost"
    if any(ended <= kill < ended + _RECORDED for kill in kills):
        return "answered at a kill"
    return "answer late" if str(message["chat"]) in noted else "unexplained"
