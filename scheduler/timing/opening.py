"""Clauses that an atom opens, and what is asked where it stands right behind one that it does not join."""

from scheduler.timing.atom import DEPTH, FIRST, JOINED, KIND, LAST, SEP, VALUE, Kind, Plain, Sep
from scheduler.timing.beside import ends_waiting
from scheduler.timing.clause import Clause, Note
from scheduler.timing.events import Event
from scheduler.timing.occasions import Occasion

_WHEN, _BEAT, _RELATION, _NEAR = Kind.WHEN, Kind.BEAT, Kind.RELATION, Sep.NONE
_NAMED, _TIMED = (Kind.EVENT, Kind.OCCASION), (_WHEN, _BEAT, _RELATION)


def opened(clauses: list[Clause], atom: Plain) -> Clause:
    """A clause of its own. An event right before a date or a rhythm leaves open which of the two holds."""
    awaited = None
    sep = atom[SEP]
    if clauses and sep in JOINED and atom[KIND] in _TIMED:
        if ends_waiting(clauses[-1], atom):
            awaited = clauses.pop()
        else:
            _right_behind(clauses[-1], atom)
    clause = Clause(sep if awaited is None else awaited.sep, atom[FIRST], atom[LAST])
    if awaited is not None:
        clause.notes = (Note("condition-not-scheduled", awaited.first, awaited.last),)
    clauses.append(clause)
    return clause


def _right_behind(before: Clause, atom: Plain) -> None:
    """What is asked where a date or a rhythm stands right behind a clause that it does not join."""
    value, near = before.value, atom[SEP] is _NEAR and not atom[DEPTH]
    if before.kind in _NAMED:
        if isinstance(value, Occasion) or (isinstance(value, Event) and not value.adhoc):
            before.clash = "event-and-date"
    elif before.kind is _RELATION and atom[KIND] is _WHEN:
        if near:
            before.clash = "event-and-date"
    elif near and atom[KIND] is not _RELATION and (before.whens or before.beat is not None or before.steady):
        before.clash = "side-by-side"


def stand_alone(clauses: list[Clause], atom: Plain) -> Clause:
    """A clause that nothing joins."""
    clause = opened(clauses, atom)
    clause.kind, clause.value, clause.solo = atom[KIND], atom[VALUE], True
    return clause


def open_clause(clauses: list[Clause]) -> Clause | None:
    """The clause that a rhythm or a point may still join."""
    return clauses[-1] if clauses and not clauses[-1].solo else None
