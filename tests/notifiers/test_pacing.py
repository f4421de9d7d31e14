"""The pace against a strict limiter of another's counting: never too fast, and no slower than it has to be."""

import heapq
import math
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifiers.pacing import Limit, Pacer
from tests.support.bot_limits import Flood

CHATS = ["1", "2", "3", "-100200", "-100300"]
# Moments are multiples of 1/1024 s, so that a sum of them is exact and a whole window is a whole window.
LATENCIES = st.lists(st.integers(0, 3000).map(lambda n: n / 1024), min_size=1, max_size=20)


class Simulation:
    """Senders and a server in a time of their own. latencies: to the server and back, in turn."""

    def __init__(self, jobs: Sequence[str], latencies: Sequence[float], at_once: int, flood: Flood) -> None:
        self.now = 0.0
        self.pacer = Pacer(self.now)
        self.admitted: list[tuple[float, str]] = []
        self._flood = flood
        self._waiting = list(jobs)
        self._at_once = at_once
        self._latencies = latencies
        self._drawn = 0
        self._events: list[tuple[float, int, str, str]] = []
        self._under_way = 0

    def run(self) -> "Simulation":
        while self._waiting or self._events:
            self._start()
            wake = self._next_permitted()
            if self._under_way >= self._at_once or wake <= self.now:
                wake = math.inf
            if self._events and self._events[0][0] <= wake:
                self.now, _, what, chat = heapq.heappop(self._events)
                self._happen(what, chat)
            else:
                self.now = wake
        return self

    def _start(self) -> None:
        for chat in list(self._waiting):
            if self._under_way >= self._at_once or self.pacer.all_permitted_at(self.now) > self.now:
                return
            if self.pacer.permitted_at(chat, self.now) <= self.now:
                self._waiting.remove(chat)
                self.pacer.begin(chat)
                self._under_way += 1
                there, back = self._latency(), self._latency()
                self._plan(self.now + there, "arrives", chat)
                self._plan(self.now + there + back, "answered", chat)

    def _next_permitted(self) -> float:
        if not self._waiting or (everybody := self.pacer.all_permitted_at(self.now)) > self.now:
            return everybody if self._waiting else math.inf
        return min(self.pacer.permitted_at(chat, self.now) for chat in set(self._waiting))

    def _happen(self, what: str, chat: str) -> None:
        if what == "answered":
            self.pacer.settle(chat, self.now)
            self._under_way -= 1
        else:
            assert self._flood.admit(int(chat), self.now) == 0.0, f"too fast for {chat} at {self.now}"
            self.admitted.append((self.now, chat))

    def _latency(self) -> float:
        self._drawn += 1
        return self._latencies[self._drawn % len(self._latencies)]

    def _plan(self, when: float, what: str, chat: str) -> None:
        heapq.heappush(self._events, (when, self._drawn, what, chat))


@given(st.lists(st.sampled_from(CHATS), max_size=70), LATENCIES, st.integers(1, 40))
def test_a_strict_limiter_never_refuses(jobs, latencies, at_once):
    simulation = Simulation(jobs, latencies, at_once, Flood()).run()
    assert sorted(chat for _, chat in simulation.admitted) == sorted(jobs)


@given(st.permutations(["-100200"] * 45 + ["-100300"] * 25 + ["1"] * 5), LATENCIES, st.integers(1, 40))
def test_groups_never_pass_their_limit_of_a_minute(jobs, latencies, at_once):
    Simulation(jobs, latencies, at_once, Flood()).run()


@given(st.integers(1, 200), LATENCIES, st.integers(1, 100))
def test_many_chats_never_pass_the_limit_over_all(chats, latencies, at_once):
    Simulation([str(n + 1) for n in range(chats)], latencies, at_once, Flood()).run()


def test_the_limiter_would_refuse_what_is_faster():
    """Without a pace the same server refuses: else the tests above prove nothing."""
    flood = Flood()
    assert [flood.admit(1, at) > 0 for at in (0.0, 0.5)] == [False, True]
    assert [Flood().admit(chat, 0.0) for chat in range(1, 31)] == [0.0] * 30
    crowd = Flood()
    assert [crowd.admit(chat, 0.0) > 0 for chat in range(1, 32)] == [False] * 30 + [True]
    group = Flood()
    assert [group.admit(-1, float(n)) > 0 for n in range(21)] == [False] * 20 + [True]


@pytest.mark.parametrize(
    ("jobs", "seconds"),
    [
        ([str(n + 1) for n in range(1000)], 1 + 33),  # one second to be sure of the past, then 30 each second
        ([str(n % 500 + 1) for n in range(1000)], 1 + 33),
        (["1"] * 10, 1 + 9),
        (["-100200"] * 41, 1 + 60 + 60),
    ],
    ids=["a thousand chats", "five hundred chats twice", "one chat", "one group"],
)
def test_a_backlog_leaves_in_the_shortest_time_that_the_limits_allow(jobs, seconds):
    assert Simulation(jobs, [0.0], 1000, Flood()).run().now == seconds


def test_the_order_of_the_caller_is_kept_where_all_may_go():
    jobs = [str(n + 1) for n in range(90)]
    assert [chat for _, chat in Simulation(jobs, [0.0], 1, Flood()).run().admitted] == jobs


# ---- what is known from before, and what is told


def test_nothing_starts_in_the_first_second_of_a_process():
    """Another that was killed just now may have sent up to the limit."""
    pacer = Pacer(100.0)
    assert pacer.permitted_at("1", 100.0) == 101.0
    assert pacer.permitted_at("1", 101.0) == 101.0


def test_what_a_group_got_before_counts():
    history = [("-100200", 60.0 + n) for n in range(20)]
    pacer = Pacer(80.0, history=history)
    assert pacer.permitted_at("-100200", 100.0) == 120.0
    assert pacer.permitted_at("-100300", 100.0) == 100.0


def test_a_halt_holds_its_chat_alone():
    pacer = Pacer(0.0)
    pacer.halt("1", 37.0, 10.0)
    assert pacer.permitted_at("1", 10.0) == 47.0
    assert pacer.permitted_at("2", 10.0) == 10.0


def test_a_halt_of_a_second_chat_means_all():
    pacer = Pacer(0.0)
    pacer.halt("1", 37.0, 10.0)
    pacer.halt("2", 5.0, 11.0)
    assert [pacer.permitted_at(chat, 11.0) for chat in ("1", "2", "3")] == [47.0, 47.0, 47.0]


def test_a_shorter_halt_does_not_end_a_longer_one():
    pacer = Pacer(0.0)
    pacer.halt("1", 37.0, 10.0)
    pacer.halt("1", 1.0, 11.0)
    assert pacer.permitted_at("1", 11.0) == 47.0


def test_a_group_that_moved_has_not_begun_anew():
    pacer = Pacer(0.0)
    pacer.begin("-55")
    pacer.moved("-55", "-100200")
    pacer.settle("-55", 10.0)
    pacer.begin("-55")
    pacer.settle("-55", 12.0)
    pacer.moved("-55", "-100300")
    assert pacer.permitted_at("-100300", 12.5) == 13.0


def test_chats_of_long_ago_are_forgotten():
    pacer = Pacer(0.0)
    for n in range(5000):
        pacer.begin(str(n))
        pacer.settle(str(n), float(n))
    assert len(pacer._chats) < 1100


@pytest.mark.parametrize(("count", "window"), [(0, 1.0), (1, 0.0), (-1, 1.0)])
def test_a_limit_that_lets_nothing_pass_cannot_be_made(count, window):
    with pytest.raises(ValueError, match="lets nothing pass"):
        Limit(count, window)
