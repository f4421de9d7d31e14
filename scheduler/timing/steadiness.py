"""Continuous work and what stands beside it: its span, a rhythm that says as much, the day by which it is reported."""

from scheduler.timing.atom import DEPTH, FIRST, JOINED, LAST, RULE, SEP, VALUE, Plain, Sep
from scheduler.timing.beside import ended_by, is_due, spans_steady
from scheduler.timing.bounds import Bound
from scheduler.timing.clause import Clause, Note
from scheduler.timing.ir import Freq
from scheduler.timing.opening import open_clause, opened
from scheduler.timing.periods import Beat
from scheduler.timing.points import Points
from scheduler.timing.whens import When, is_day


def absorbs(clause: Clause, beat: Beat, atom: Plain) -> bool:
    """ "Thường xuyên, hằng năm" is continuous; any other rhythm beside it is asked about or stands by itself."""
    if beat.freq is Freq.YEARLY and not beat.counted and beat.every == 1 and atom[SEP] in (*JOINED, Sep.AND):
        return True
    if atom[SEP] in JOINED:
        clause.clash = "continuous-and-rhythm"
        if not atom[SEP] and not atom[DEPTH]:
            clause.choices = (*clause.choices, beat)
            return True
    return False


def takes(clause: Clause, when: When, atom: Plain) -> bool:
    """Whether a point is the span of the work; a day by which it is done stands beside it ("thường xuyên, hoàn thành trước …")."""
    if spans_steady(clause, when, atom):
        clause.whens += (when,)
        clause.last = atom[LAST]
        return True
    if (span := ended_by(clause, when, atom)) is not None:
        clause.whens = (span,)
        return True
    if when.done and atom[SEP] is Sep.COMMA and is_day(when):
        clause.clash, clause.whens = "side-by-side", ()
    return False


def add_steady(clauses: list[Clause], atom: Plain, after: Plain | None, year: int) -> None:
    """Continuous work opens a clause, or says of a span before it that the work goes on through it."""
    clause = open_clause(clauses)
    if atom[RULE] == "whole-year" and after is not None and is_due(after, atom):
        opened(clauses, atom).beat = Beat(Freq.YEARLY)
        return
    if clause is not None and atom[RULE] == "whole-year" and atom[DEPTH] and clause.whens and _due(clause.whens[-1]):
        clause.notes += (Note("reported-period", atom[FIRST], atom[LAST]),)  # "trước ngày 10/12 (cả năm)"
        return
    if (
        clause is not None
        and clause.beat is not None
        and atom[RULE] == "whole-year"
        and atom[SEP] in (Sep.COMMA, Sep.AND)
    ):
        opened(clauses, atom).beat = Beat(Freq.YEARLY)
        return
    if (
        clause is not None
        and clause.beat is None
        and len(clause.whens) == 1
        and (spans_steady(Clause(Sep.NONE, 0, 0), clause.whens[0], atom) or _kept_up(clause.whens[0], atom))
    ):
        clause.steady = str(atom[VALUE])
        clause.solo = True
        return
    done = clause is not None and clause.beat is None and any(one.done or not is_day(one) for one in clause.whens)
    fresh = opened(clauses, atom)
    fresh.steady, fresh.solo, fresh.afterwards = "steady", True, done
    if isinstance(atom[VALUE], Points):
        fresh.whens = (When(Bound.FROM_TO, atom[VALUE]),)
    else:
        fresh.steady = str(atom[VALUE])


def _due(found: When) -> bool:
    return found.bound in (Bound.BEFORE, Bound.BY) and is_day(found)


def _kept_up(start: When, atom: Plain) -> bool:
    """từ quý II và duy trì thường xuyên: it runs from then on."""
    return start.bound is Bound.FROM and atom[SEP] is Sep.AND and not start.done
