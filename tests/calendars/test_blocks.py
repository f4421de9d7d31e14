"""Rendered pieces kept by content: the same bytes with and without, one piece rendered for one change, so much and no more."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars.blocks import Block, Blocks
from calendars.event import Alarm, Event, Feed
from calendars.feed import assemble, block_of, render

DAY = date(2024, 3, 25)
EVENTS = tuple(
    Event(f"kh.{n}@mau", f"Việc {n}", DAY, DAY + timedelta(days=1), modified=datetime(2024, 1, 5, tzinfo=UTC))
    for n in range(6)
)
FEED = Feed("Lịch", EVENTS)


def block(size: int) -> Block:
    """A piece of that many octets."""
    return Block(("x", ""), False, b"x" * size)


def test_the_bytes_are_the_same_with_and_without() -> None:
    blocks = Blocks(2**20)
    assert render(FEED, blocks) == render(FEED, blocks) == render(FEED)


def test_a_feed_put_together_of_its_blocks_is_the_feed() -> None:
    assert assemble(replace(FEED, events=()), map(block_of, EVENTS)) == render(FEED)


def test_only_what_changed_is_made_again() -> None:
    blocks, made = Blocks(2**20), []
    for name in ("a", "b", "a", "b", "c", "a"):
        blocks.get(name, lambda name=name: made.append(name) or block(1))  # type: ignore[misc, return-value]
    assert made == ["a", "b", "c"]


def test_alarms_of_one_feed_do_not_ring_in_another() -> None:
    blocks = Blocks(2**20)
    ringing = replace(FEED, alarms=(Alarm(timedelta(hours=17)),))
    assert render(ringing, blocks).count(b"BEGIN:VALARM") == len(EVENTS)
    assert render(FEED, blocks).count(b"BEGIN:VALARM") == 0


def test_the_least_used_go_first() -> None:
    blocks, made = Blocks(20), []
    for name in ("a", "b", "a", "c", "a", "b"):
        blocks.get(name, lambda name=name: made.append(name) or block(10))  # type: ignore[misc, return-value]
    assert made == ["a", "b", "c", "b"]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 30)), max_size=60), st.integers(0, 50))
def test_no_more_octets_are_kept_than_there_is_room_for(asked: list[tuple[int, int]], room: int) -> None:
    blocks = Blocks(room)
    for key, size in asked:
        assert blocks.get((key, size), lambda size=size: block(size)).octets == b"x" * size  # type: ignore[misc]
        assert blocks.octets <= room


def test_blocks_of_one_identity_are_refused() -> None:
    with pytest.raises(ValueError, match="x: two entries"):
        assemble(FEED, (block(1), block(2)))
