"""Atoms: the parts of a phrase that rules take up, from which its timing is put together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from enum import IntEnum
from itertools import repeat

from scheduler.timing.beats import Ceiling
from scheduler.timing.events import Event
from scheduler.timing.ir import Minutes, new
from scheduler.timing.occasions import Occasion
from scheduler.timing.periods import Beat
from scheduler.timing.points import Points
from scheduler.timing.records import NamedTuple
from scheduler.timing.relations import Relation
from scheduler.timing.whens import Hours, When

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


class Kind(IntEnum):
    """What an atom is."""

    WHEN = 1
    BEAT = 2
    CLOCK = 3
    MINUTES = 4
    STEADY = 5
    EVENT = 6
    RELATION = 7
    OCCASION = 8
    PERIODIC = 9
    FOLLOWING = 10
    REPORTED = 11
    TERM = 12
    REST = 13
    CEILING = 14
    SEPARATOR = 20
    REMARK = 21


class Sep(IntEnum):
    """What stands before an atom; the stronger wins where several do."""

    NONE = 0
    COLON = 1
    COMMA = 2
    AND = 3
    SEMICOLON = 4
    OR = 5


JOINED = (Sep.NONE, Sep.COLON, Sep.COMMA)
"""What leaves an atom joined to the one before it."""


Value = When | Beat | Ceiling | time | Hours | Minutes | Event | Relation | Occasion | Points | str | None


class Atom(NamedTuple):
    """A part of the phrase: what it is, its value, its tokens first..last (end exclusive), the rule that took it up.

    sep: what stood before it; depth: how many brackets it stands in.
    """

    kind: Kind
    value: Value
    first: int
    last: int
    rule: str
    sep: Sep = Sep.NONE
    depth: int = 0


Taken = tuple[Kind, Value, int, str]
"""What a rule took up: what it is, its value, where its tokens end, the rule's name."""

Plain = tuple[Kind, Value, int, int, str, Sep, int]
"""An atom's fields in their order. (A plain tuple is made and read by index in a fifth of the time; most phrases need no more.)"""


KIND: Final = 0
VALUE: Final = 1
FIRST: Final = 2
LAST: Final = 3
RULE: Final = 4
SEP: Final = 5
DEPTH: Final = 6
"""Where they stand in it."""


def named(found: Sequence[Plain]) -> tuple[Atom, ...]:
    """The atoms with their fields named."""
    return tuple(map(new, repeat(Atom), found))


class Stuck(NamedTuple):
    """No rule takes up the token `at`; `done` is what was understood before it."""

    at: int
    done: Sequence[Plain]
