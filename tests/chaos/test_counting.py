"""How the chaos tests tell what a double is due to: each message that arrived belongs to one sending, whatever time it took."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.support.chaos_flight import End, Journal, sendings
from tests.support.chaos_office import mark_of
from tests.support.chaos_run import counted

HOURS = 7200.0


def arrived(*moments: float) -> Sequence[Mapping[str, Any]]:
    return [{"chat": 1, "text": f"Việc {mark_of(1, 0)}", "at": at} for at in moments]


CASES = {
    "answer not read": ([()], "in flight at a kill"),
    "answer read, not recorded": ([(End.ANSWERED,)], "being recorded at a kill"),
    "answer not come in time": ([(End.UNSURE,)], "answer late"),
    "recorded": ([(End.ANSWERED, End.RECORDED)], "unexplained"),
    "refused, and arrived": ([(End.REFUSED,)], "unexplained"),
    "refused, then killed": ([(End.REFUSED,), ()], "in flight at a kill"),
    "killed, then recorded and sent all the same": ([(), (End.ANSWERED, End.RECORDED)], "unexplained"),
}


@pytest.mark.parametrize(("before", "why"), CASES.values(), ids=CASES)
def test_why_a_message_came_twice(before: Sequence[Sequence[End]], why: str, tmp_path: Path) -> None:
    for ends in (*before, (End.ANSWERED, End.RECORDED)):
        sender = Journal(tmp_path / "journal")
        sender.begin("nv-1", "1")
        for end in ends:
            sender.end("nv-1", end)
    made = sendings(tmp_path / "journal")
    found = counted(1, 1, arrived(made[-2].begun, made[-1].begun + HOURS), [], made)
    assert (found.lost, found.twice) == ((), {why: (mark_of(1, 0),)})


def test_a_request_that_is_carried_out_after_the_next_ones_beginning_is_its_own_senders(tmp_path: Path) -> None:
    for ends in ((), (End.ANSWERED, End.RECORDED)):
        sender = Journal(tmp_path / "journal")
        sender.begin("nv-1", "1")
        for end in ends:
            sender.end("nv-1", end)
    made = sendings(tmp_path / "journal")
    found = counted(1, 1, arrived(made[1].begun + 1, made[1].begun + 2), [], made)
    assert found.twice == {"in flight at a kill": (mark_of(1, 0),)}


def test_what_never_arrived_is_lost(tmp_path: Path) -> None:
    assert counted(1, 2, arrived(1.0), [], ()).lost == (mark_of(1, 1),)


def test_a_message_of_several_pieces_of_work_is_one_double(tmp_path: Path) -> None:
    """The coordinator is told of what no channel of others can take."""
    sender = Journal(tmp_path / "journal")
    sender.begin("dau-moi", "9")
    made = sendings(tmp_path / "journal")
    text = f"{mark_of(1, 0)} {mark_of(2, 0)}"
    told = [{"chat": 9, "text": text, "at": made[0].begun + n} for n in range(2)]
    Journal(tmp_path / "journal").begin("dau-moi", "9")
    assert counted(2, 1, told, [], sendings(tmp_path / "journal")).twice == {"in flight at a kill": (mark_of(1, 0),)}
