"""The way of a phrase: tokens → atoms → one timing, whole or not at all, and what is to be told of it."""

from collections.abc import Sequence

from scheduler.timing.atom import Atom, Kind, Plain, Stuck, named
from scheduler.timing.atoms import atoms
from scheduler.timing.clause import Note
from scheduler.timing.fold import fold
from scheduler.timing.ir import Ambiguous, Timing
from scheduler.timing.moons import by_moon, moonlit, tells_of_moon
from scheduler.timing.period_rules import period_rule
from scheduler.timing.records import NamedTuple
from scheduler.timing.tokens import Tokens, tokenise

Way = tuple[Timing | None, Sequence[Plain], Sequence[Note], str, int | None]


class Course(NamedTuple):
    """How a phrase is read: the timing that it comes to, and what its pieces and its findings are told from.

    taken: the atoms, up to where the reading stopped; fault: the code of an error over the whole phrase; stuck: the token that no
    rule took up.
    """

    tokens: Tokens
    year: int
    timing: Timing | None
    taken: tuple[Atom, ...]
    notes: Sequence[Note]
    fault: str
    stuck: int | None


def follow(phrase: str, year: int) -> Course:
    """The way of a phrase, to its timing or to where it stopped."""
    tokens = tokenise(phrase)
    timing, taken, notes, fault, stuck = way(tokens, year)
    return Course(tokens, year, timing, named(taken), notes, fault, stuck)


def way(tokens: Tokens, year: int) -> Way:
    """What a course comes to, from the timing on. (Most phrases are read for their timing alone, and their atoms keep no names.)"""
    kinds = tokens.kinds
    more = not _MORE.isdisjoint(kinds)
    if more and not _UNTIL.isdisjoint(kinds) and (ruled := period_rule(tokens)) is not None:
        return ruled, (Atom(Kind.REMARK, None, 0, len(kinds) - 3, "data-period"),), (), "", None
    taken = atoms(tokens)
    if isinstance(taken, Stuck):
        return None, taken.done, (), "", taken.at
    if not taken:
        return None, (), (), "" if kinds[0] != "END" else "empty", None
    try:
        if more and tells_of_moon(tokens) and not _WORDS.isdisjoint(kinds):
            found = named(taken)
            lit, doubtful = by_moon(tokens, found, year)
            if doubtful:
                return _of_which_calendar(found, year), taken, (), "", None
            taken = lit
        timing, notes = fold(taken, year)
    except (ValueError, OverflowError):
        return None, taken, (), "no-such-day", None
    return timing, taken, notes, "", None


_UNTIL, _WORDS = frozenset({"UNTIL"}), frozenset({"LUNAR", "WORD"})
_MORE = _UNTIL | _WORDS
"""What may bound a report's data, or speak of the moon. (Sets: `in` would compare a word with each of the list of kinds.)"""


def _of_which_calendar(taken: tuple[Atom, ...], year: int) -> Timing:
    """The phrase as its figures say it by the moon, and by the sun."""
    made = [fold(atoms, year)[0] for atoms in (moonlit(taken), taken)]
    sure = [one for one in made if one is not None and not isinstance(one, Ambiguous)]
    return Ambiguous(tuple(dict.fromkeys(sure)), "moon-or-sun")
