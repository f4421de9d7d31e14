"""Driving the sending processes of the chaos tests, and counting what arrived: what was lost, what came twice and why."""

import os
import signal
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from tests.support.bot_process import BotProcess
from tests.support.chaos_flight import End, Sending, sending_of
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
        self._process.wait(60)
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
    """What came of a run. twice: by why, a mark of each message that told what was told before; unexplained ones are faults."""

    expected: int
    arrived: int
    lost: tuple[str, ...]
    twice: Mapping[str, tuple[str, ...]]


def counted(
    people: int,
    moments: int,
    arrived: Sequence[Mapping[str, Any]],
    log: Sequence[Mapping[str, Any]],
    made: Sequence[Sending],
) -> Count:
    """arrived, log: of the stand-in, its messages and its calls. made: what the senders' journal tells."""
    made_in: defaultdict[str, list[Sending]] = defaultdict(list)
    for sending in made:
        made_in[sending.chat].append(sending)
    calls: defaultdict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for call in sorted(_calls(log), key=lambda call: float(call["at"])):
        calls[int(call["chat"])].append(call)
    marks = [mark_of(p, d) for d in range(moments) for p in range(1, people + 1)]
    twice, last = defaultdict[str, list[str]](list), dict[str, tuple[Mapping[str, Any], Sending | None]]()
    known = frozenset(marks)
    for message, sending in _brought(arrived, made_in):
        found = sorted(known.intersection(_marks(message["text"])), reverse=True)
        before = {id(last[mark][0]): (*last[mark], mark) for mark in found if mark in last}
        for earlier, its, mark in before.values():
            twice[_why(earlier, its, calls[int(earlier["chat"])])].append(mark)
        last.update(dict.fromkeys(found, (message, sending)))
    lost = tuple(m for m in marks if m not in last)
    return Count(len(marks), len(arrived), lost, {k: tuple(v) for k, v in twice.items()})


def _brought(
    arrived: Iterable[Mapping[str, Any]], made_in: Mapping[str, Sequence[Sending]]
) -> Sequence[tuple[Mapping[str, Any], Sending | None]]:
    """What arrived, oldest first, each with the sending that brought it."""
    chats: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for message in sorted(arrived, key=lambda m: float(m["at"])):
        chats[str(message["chat"])].append(message)
    pairs = [
        pair
        for chat, messages in chats.items()
        for pair in zip(messages, sending_of([float(m["at"]) for m in messages], made_in.get(chat, ())), strict=True)
    ]
    return sorted(pairs, key=lambda pair: float(pair[0]["at"]))


def _calls(log: Iterable[Mapping[str, Any]]) -> Iterable[Mapping[str, Any]]:
    return (call for call in log if call["method"] == "sendmessage" and call["chat"] is not None)


def _marks(text: str) -> Iterable[str]:
    return (f"[{part.split(']')[0]}]" for part in text.split("[")[1:])


def _why(message: Mapping[str, Any], sending: Sending | None, calls: Sequence[Mapping[str, Any]]) -> str:
    """Why what a message told was told once more: by what its sender knew last of it."""
    match sending and sending.end:
        case End.IN_FLIGHT:
            return "in flight at a kill"
        case End.ANSWERED:
            return "being recorded at a kill"
        case End.UNSURE:
            return "answer lost" if _broke_off(message, calls) else "answer late"
        case _:
            return "unexplained"


def _broke_off(message: Mapping[str, Any], calls: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the call that brought it was left without an answer."""
    before = [call for call in calls if float(call["at"]) <= float(message["at"])]
    return bool(before) and before[-1]["status"] == 0
