"""What was read of late is kept by number and by bytes: a process that works for long does not grow with each file it saw."""

import gc
import weakref

from scheduler.lately import Lately


class _Plan:
    """Something whose end can be seen."""


def test_what_is_kept_is_made_once() -> None:
    kept: Lately[str, object] = Lately(2, 100)
    assert kept.of("a", 10, object) is kept.of("a", 10, object)


def test_what_was_asked_for_last_is_kept() -> None:
    kept: Lately[str, object] = Lately(2, 100)
    first, second = kept.of("a", 10, object), kept.of("b", 10, object)
    kept.of("a", 10, object)
    kept.of("c", 10, object)
    assert kept.of("a", 10, object) is first
    assert kept.of("b", 10, object) is not second


def test_no_more_is_kept_than_the_bytes_allow() -> None:
    kept: Lately[int, _Plan] = Lately(128, 1000)
    seen = [weakref.ref(kept.of(number, 300, _Plan)) for number in range(50)]
    gc.collect()
    assert [number for number, plan in enumerate(seen) if plan() is not None] == [47, 48, 49]


def test_one_that_is_heavier_than_all_may_be_is_kept_while_it_is_the_newest() -> None:
    kept: Lately[str, object] = Lately(128, 1000)
    assert kept.of("a", 5000, object) is kept.of("a", 5000, object)
    kept.of("b", 10, object)
    assert kept.of("b", 10, object) is kept.of("b", 10, object)
