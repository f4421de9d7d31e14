"""One process may run verb after verb: what each leaves behind is given back."""

import gc
import weakref

from scheduler.cli import main


class _Ring:
    """What only the collector can give back."""

    def __init__(self) -> None:
        self.itself = self


def test_what_a_verb_left_is_given_back_after_the_next() -> None:
    main(["explain", "Quý I", "--year", "2024"])
    left = weakref.ref(_Ring())
    main(["explain", "Quý II", "--year", "2024"])
    gc.collect()
    assert left() is None
