"""Driving the sending processes of the chaos tests, and counting what arrived: what was lost, what came twice and why."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from tests.support.bot_process import BotProcess
from tests.support.chaos_office import mark_of

ROOT = Path(__file__).parents[2]


class Senders:
    """A parent process that forks senders; `begin` starts one, `kill` ends it as a power cut would."""

    def __init__(
        self, folder: Path, store: str, api: BotProcess, scale: float, program: str = "tests.support.chaos_sender"
    ) -> None:
        arguments = [str(folder), store, api.url, api.token, str(scale)]
        self._command = [sys.executable, "-m", program, *arguments]
        self._child: int | None = None

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


def claimed_in(file: Path) -> set[str]:
    """UIDs of what a process had in hand, read after it was killed."""
    with sqlite3.connect(file) as connection:
        return {uid for (uid,) in connection.execute("SELECT uid FROM outbox WHERE state = 'claimed'")}


def counted(
    people: int,
    moments: int,
    arrived: Sequence[Mapping[str, Any]],
    log: Sequence[Mapping[str, Any]],
    in_hand: set[str],
    unsure: Iterable[tuple[str, str]],
    mark_uid: Mapping[str, str],
) -> Count:
    """in_hand: uids claimed at the kills. unsure: (chat, day text) of tries whose answer did not come, as the sender noted them."""
    calls: defaultdict[int, list[tuple[float, int]]] = defaultdict(list)
    for call in log:
        if call["method"] == "sendmessage" and call["chat"] is not None:
            calls[int(call["chat"])].append((float(call["at"]), int(call["status"])))
    where: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    marks = [mark_of(p, d) for d in range(moments) for p in range(1, people + 1)]
    known = set(marks)
    for message in arrived:
        for mark in {m for m in _marks(message["text"]) if m in known}:
            where[mark].append(message)
    noted = set(unsure)
    twice: defaultdict[str, list[str]] = defaultdict(list)
    for mark, messages in where.items():
        if len(messages) > 1:
            twice[_why(mark, messages, calls, in_hand, noted, mark_uid)].append(mark)
    surplus = Counter({mark: len(messages) - 1 for mark, messages in where.items()})
    lost = tuple(m for m in marks if m not in where)
    return Count(len(marks), len(arrived), lost, {k: tuple(v) for k, v in twice.items()}, surplus.total())


def _marks(text: str) -> Iterable[str]:
    return (f"[{part.split(']')[0]}]" for part in text.split("[")[1:])


def _why(
    mark: str,
    messages: Sequence[Mapping[str, Any]],
    calls: Mapping[int, list[tuple[float, int]]],
    in_hand: set[str],
    noted: set[tuple[str, str]],
    mark_uid: Mapping[str, str],
) -> str:
    if any(_unanswered(m, calls[int(m["chat"])]) for m in messages[:-1]):
        return "answer lost"
    if mark_uid[mark] in in_hand:
        return "killed"
    chat = str(messages[0]["chat"])
    return "answer late" if any(c == chat for c, _ in noted) else "unexplained"


def _unanswered(message: Mapping[str, Any], calls: Sequence[tuple[float, int]]) -> bool:
    """Whether the call by which it came was left without an answer by the stand-in."""
    before = [status for at, status in calls if at <= float(message["at"]) + 0.005]
    return bool(before) and before[-1] == 0
