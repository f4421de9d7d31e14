"""Atoms: a phrase's tokens taken up, each by a named rule, into the parts that a timing is put together from."""

from collections.abc import Callable
from datetime import time
from enum import IntEnum
from typing import NamedTuple

from scheduler.timing.beats import Beat, all_of, beat, minutes
from scheduler.timing.events import Event, event, free_text
from scheduler.timing.ir import Minutes
from scheduler.timing.lexicon import sense
from scheduler.timing.parts import point
from scheduler.timing.points import Grain, Link, Part, Points
from scheduler.timing.relations import Occasion, Relation, occasion, relation
from scheduler.timing.remarks import activity, aside, each_one, remark, shift, trailing
from scheduler.timing.tokens import Tokens
from scheduler.timing.whens import Bound, When, clock, when

_UNTIL_EVENT, _ALL_YEAR = sense("until_event"), sense("all_year")
_HANDED_IN, _REMAINING_QUARTERS = sense("handed_in"), sense("remaining_quarters")


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


Value = When | Beat | time | Minutes | Event | Relation | Occasion | Points | str | None


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


class Stuck(NamedTuple):
    """No rule takes up the token `at`; `done` is what was understood before it."""

    at: int
    done: tuple[Atom, ...]


Rule = Callable[[Tokens, int], "Atom | None"]


def _steady(t: Tokens, i: int) -> Atom | None:
    j = i + 1
    while t.kinds[j] in ("STEADY", "FOREVER", "STEADYSPAN") or (
        t.kinds[j] in (",", "AND") and t.kinds[j + 1] in ("STEADY", "FOREVER", "STEADYSPAN")
    ):
        j += 1 if t.kinds[j] in ("STEADY", "FOREVER", "STEADYSPAN") else 2
    kinds = t.kinds[i:j]
    value = "forever" if "FOREVER" in kinds else "steady"
    return Atom(Kind.STEADY, value, i, j, "whole-year" if t.values[i] in _ALL_YEAR and j == i + 1 else "continuous")


def _round_the_year(t: Tokens, i: int) -> Atom | None:
    """trong năm, trong cả năm: the plan's year without its number."""
    j = i + 1
    if t.kinds[j] == "STEADYSPAN":
        return Atom(Kind.STEADY, "steady", i, j + 1, "continuous")
    if t.kinds[j] not in ("YEARW", "YEARKIND"):
        return None
    j += 1
    if t.kinds[j] in ("THIS", "NOW", "REPORT"):
        j += 1
    elif t.kinds[j] in ("YEAR", "NEXT", "AFTER", "WORD", "BEFORE", "ITEM"):
        return None
    return Atom(Kind.WHEN, When(Bound.WITHIN, Points((Part(Grain.YEAR),))), i, j, "within-the-year")


def _term(t: Tokens, i: int) -> Atom | None:
    """giai đoạn 2022 - 2025, nhiệm kỳ 2025 - 2030; "giai đoạn" alone names no end."""
    found = when(t, i + 1)
    if found is not None and found[0].points is not None and found[0].bound is Bound.NONE:
        span = found[0].points
        if span.links == (Link.RANGE,) and all(part.grain is Grain.YEAR for part in span.parts):
            return Atom(Kind.WHEN, When(Bound.FROM_TO, span), i, found[1], "term-of-years")
    if t.kinds[i + 1] in ("END", ",", "AND", "OR", ";", ")"):
        return Atom(Kind.TERM, None, i, i + 1, "term-unnamed")
    return None


def _when(t: Tokens, i: int) -> Atom | None:
    found = when(t, i)
    if found is None:
        return None
    value, j = found
    if t.kinds[j] == "ONWARD":
        ends = value.bound is not Bound.NONE or t.kinds[j - 1] == "ONWARD"
        return None if ends else Atom(Kind.WHEN, value._replace(bound=Bound.FROM), i, j + 1, "from-onward")
    if t.kinds[j - 1] == "ONWARD" and value.bound is Bound.NONE:
        return None
    return Atom(Kind.WHEN, value, i, j, (_POINTS if value.cycles is None else _CYCLES)[value.bound])


def _rule_names(place: str) -> tuple[str, ...]:
    """The name of the rule for each bound: "calendar-point", "calendar-point-before" …"""
    return tuple(f"{place}-{bound.name.lower().replace('_', '-')}" if bound else place for bound in Bound)


_POINTS, _CYCLES = _rule_names("calendar-point"), _rule_names("cyclic-day")


def _until_event(t: Tokens, i: int) -> Atom | None:
    """từ ngày D đến khi | đến ngày <event>: runs from D, its end is an event."""
    if t.kinds[i] != "FROM":
        return None
    found = when(t, i)
    start = _start_alone(t, i) if found is None else found
    if start is None or start[0].bound is not Bound.FROM or start[0].points is None:
        return None
    j = start[1]
    if t.kinds[j] == "KHI" and t.values[j] in _UNTIL_EVENT:
        ended = event(t, j)
    elif t.kinds[j] == "UNTIL" and t.kinds[j + 1] in ("DAY", "WORD", "FINISH", "ACT", "ITEM", "KHI", "DONE"):
        ended = _words(t, j)
    else:
        return None
    if ended is None or ended[0].dated:
        return None
    return Atom(Kind.WHEN, start[0]._replace(bound=Bound.FROM_EVENT), i, ended[1], "from-day-until-event")


def _start_alone(t: Tokens, i: int) -> tuple[When, int] | None:
    found = point(t, i + 1)
    return (When(Bound.FROM, Points((found[0],))), found[1]) if found else None


def _words(t: Tokens, i: int) -> tuple[Event, int] | None:
    j, dated = free_text(t, i + 1)
    return (Event(t.words(i, j), dated), j) if j > i + 1 else None


def _beat(t: Tokens, i: int) -> Atom | None:
    found = beat(t, i)
    if found is None:
        return None
    return Atom(
        Kind.BEAT,
        found[0],
        i,
        found[1],
        "count-in-period" if found[0].counted else "period-name" if found[0].bare else "rhythm",
    )


def _all_of(t: Tokens, i: int) -> Atom | None:
    found = all_of(t, i)
    return Atom(Kind.BEAT, found[0], i, found[1], "rhythm") if found else None


def _minutes(t: Tokens, i: int) -> Atom | None:
    found = minutes(t, i)
    return Atom(Kind.MINUTES, found[0], i, found[1], "length-in-minutes") if found else None


def _relation(t: Tokens, i: int) -> Atom | None:
    found = relation(t, i)
    return Atom(Kind.RELATION, found[0], i, found[1], "days-from-event") if found else None


def _event(t: Tokens, i: int) -> Atom | None:
    found = event(t, i)
    return Atom(Kind.EVENT, found[0], i, found[1], "event-ad-hoc" if found[0].adhoc else "event") if found else None


def _occasion(t: Tokens, i: int) -> Atom | None:
    found = occasion(t, i)
    return Atom(Kind.OCCASION, found[0], i, found[1], "occasion") if found else None


def _periodic(t: Tokens, i: int) -> Atom | None:
    return Atom(Kind.PERIODIC, None, i, i + 1, "periodic")


def _following(t: Tokens, i: int) -> Atom | None:
    return Atom(Kind.FOLLOWING, None, i, i + 1, "and-the-years-after")


def _remaining(t: Tokens, i: int) -> Atom | None:
    j = i + 1
    if t.kinds[j] in ("OF", "WITHIN") and t.kinds[j + 1] == "YEARW":
        j += 2
    return Atom(Kind.REST, "quarter" if t.values[i] in _REMAINING_QUARTERS else "month", i, j, "the-remaining-ones")


_CLOSES = frozenset({"END", ",", ";", ")", ".", "AND", "OR", "("})


def _remark(t: Tokens, i: int) -> Atom | None:
    if t.kinds[i] == "REMARK" and t.values[i] == "as_ruled" and t.kinds[i + 1] not in _CLOSES:
        end, dated = free_text(t, i + 1)  # "theo quy định của pháp luật" says which rule: an event
        return (
            Atom(Kind.EVENT, Event(t.words(i, end), dated, False, str(t.values[i])), i, end, "event")
            if end > i + 1
            else None
        )
    found = remark(t, i)
    text = t.words(i, i + 1) if found and found[0] == "remark-as-ruled" else None
    return Atom(Kind.REMARK, text, i, found[1], found[0]) if found else None


def _shift(t: Tokens, i: int) -> Atom | None:
    found = shift(t, i)
    return Atom(Kind.REMARK, None, i, found[1], found[0]) if found else None


def _each_one(t: Tokens, i: int) -> Atom | None:
    found = each_one(t, i)
    return Atom(Kind.REMARK, None, i, found[1], found[0]) if found else None


def _in_term(t: Tokens, i: int) -> Atom | None:
    """(hoàn thành) trong giai đoạn 2026 - 2030."""
    j = i
    while t.kinds[j] == "DONE" or t.kinds[j] == "WITHIN":
        j += 1
    inner = _term(t, j) if t.kinds[j] == "TERM" else None
    if inner is None or not isinstance(inner.value, When):
        return None
    return inner._replace(value=inner.value._replace(done="DONE" in t.kinds[i:j]), first=i)


def _activity(t: Tokens, i: int) -> Atom | None:
    found = activity(t, i)
    if found is None:
        return None
    if found[0] is not None:
        return Atom(Kind.REPORTED, found[0], i, found[1], "reported-period")
    if "DONE" in t.kinds[i : found[1]]:
        return Atom(Kind.REMARK, None, i, found[1], "completion")
    reports = t.kinds[i] == "REPORT" or t.values[i] in _HANDED_IN
    return Atom(Kind.REMARK, None, i, found[1], "reporting" if reports else "activity")


def _clock(t: Tokens, i: int) -> Atom | None:
    j = i
    while t.kinds[j] in ("BEFORE", "AT", "BY", "AND", "WITHIN"):
        j += 1
    found = clock(t, j)
    if found is not None and t.kinds[found[1]] in ("-", "UNTIL") and clock(t, found[1] + 1) is not None:
        return None  # hours from … to … are no two moments
    return Atom(Kind.CLOCK, found[0], i, found[1], "time-of-day") if found else None


def _office_hours(t: Tokens, i: int) -> Atom | None:
    """Behind a point: "sáng", "buổi chiều" without an hour."""
    return Atom(Kind.REMARK, None, i, i + 1, "part-of-day")


_FIGURED: tuple[Rule, ...] = (_minutes, _relation, _beat, _when, _clock)

_RULES: dict[str, tuple[Rule, ...]] = {
    "STEADY": (_steady,),
    "STEADYSPAN": (_steady,),
    "FOREVER": (_steady,),
    "WITHIN": (_relation, _round_the_year, _when, _clock, _occasion, _event, _in_term),
    "TERM": (_term, _remark),
    "TERMOF": (_remark, _relation),
    "LABEL": (_remark,),
    "FROM": (_until_event, _minutes, _beat, _when, _event),
    "BY": (_relation, _when, _clock, _minutes),
    "BEFORE": (_relation, _when, _clock, _event),
    "UNTIL": (_when, _minutes, _event),
    "AFTER": (_relation, _when, _event),
    "AT": (_relation, _when, _clock, _occasion, _event),
    "BEGIN": (_when,),
    "FINISH": (_when, _activity),
    "DONE": (_when, _relation, _in_term, _activity),
    "PLANNED": (_when, _beat, _minutes),
    "ATLEAST": (_beat, _minutes, _when, _relation),
    "ABOUT": (_beat, _minutes, _when),
    "NUM": _FIGURED,
    "NUMW": _FIGURED,
    "ROMAN": (_when,),
    "YEAR": (_when,),
    "DMY": (_when,),
    "DM": (_when,),
    "MY": (_when,),
    "CLOCK": (_when, _clock),
    "DAY": (_beat, _when, _occasion),
    "WEEK": (_beat, _when, _event),
    "MONTH": (_beat, _when),
    "QUARTER": (_when, _beat),
    "YEARW": (_beat, _when),
    "YEARKIND": (_beat, _when),
    "SCHOOL": (_when, _beat),
    "HALFW": (_when, _beat),
    "WEEKDAY": (_when,),
    "ORDW": (_when,),
    "PLURAL": (_all_of, _when, _occasion),
    "MUNG": (_when,),
    "FULLMOON": (_when,),
    "DEKAD": (_when,),
    "FIRST": (_when,),
    "MID": (_when,),
    "LASTW": (_when,),
    "WORKDAY": (_when,),
    "EACH": (_beat, _minutes, _each_one),
    "PER": (_beat, _event),
    "PERIODIC": (_periodic,),
    "KHI": (_shift, _relation, _event),
    "THEO": (_event,),
    "ADHOC": (_event,),
    "DIP": (_occasion,),
    "LASTING": (_minutes,),
    "FOLLOWING": (_following,),
    "REMAINING": (_remaining,),
    "REMARK": (_remark,),
    "PURPOSE": (_remark,),
    "PLACE": (_remark,),
    "EXCEPT": (_remark,),
    "ITEM": (_remark, _minutes, _each_one),
    "PERIOD": (_remark,),
    "THENAMED": (_remark,),
    "ACT": (_activity,),
    "REPORT": (_activity,),
    "THIS": (_activity,),
    "PARTOFDAY": (_when, _office_hours),
    "WORD": (_when,),
}
_SEPS = {
    ",": Sep.COMMA,
    "AND": Sep.AND,
    ";": Sep.SEMICOLON,
    ".": Sep.SEMICOLON,
    "OR": Sep.OR,
    ":": Sep.COLON,
    "/": Sep.COMMA,
    "-": Sep.COMMA,
    "+": Sep.SEMICOLON,
    '"': Sep.NONE,
    "•": Sep.SEMICOLON,
}


def atoms(t: Tokens) -> tuple[Atom, ...] | Stuck:
    """Every token taken up by a rule, left to right; or where it stopped."""
    found: list[Atom] = []
    kinds = t.kinds
    i, depth, sep = 0, 0, Sep.NONE
    end = len(kinds) - 3
    while i < end:
        kind = kinds[i]
        if kind in _SEPS:
            if (kind == "/" and not found) or (kind == "." and kinds[i + 1] == "." and set(kinds[i:end]) != {"."}):
                return Stuck(i, tuple(found))  # a form not filled in: "…/…/2026"
            after = _SEPS[kind]
            sep, i = after if after > sep else sep, i + 1
        elif kind == "(" or kind == "[":
            words = aside(t, i) if found else None
            if words is None:
                depth, i = depth + 1, i + 1
            else:
                found.append(Atom(Kind.REMARK, None, i, words[1], words[0], sep, depth))
                i = words[1]
        elif kind == ")" or kind == "]":
            depth, i = depth - 1, i + 1
            if depth < 0:
                return Stuck(i - 1, tuple(found))
        else:
            atom = _take(t, i) or (_trailing(t, i, found) if found else None)
            if atom is None:
                return Stuck(i, tuple(found))
            found.append(Atom(*atom[:5], sep, depth) if sep or depth else atom)
            i = atom.last
            if sep and atom.kind is not Kind.REMARK:
                sep = Sep.NONE
    return tuple(found)


def _trailing(t: Tokens, i: int, found: list[Atom]) -> Atom | None:
    """The work, behind its time. «hoàn thành» there says the same as before the time."""
    if t.kinds[i] not in ("ACT", "REPORT", "DONE", "THIS") or all(atom.kind is Kind.REMARK for atom in found):
        return None
    end = trailing(t, i)
    if end is None:
        return None
    last = found[-1]
    if t.kinds[i] == "DONE" and isinstance(last.value, When):
        found[-1] = last._replace(value=last.value._replace(done=True))
    return Atom(Kind.REMARK, None, i, end, "activity")


def _take(t: Tokens, i: int) -> Atom | None:
    for rule in _RULES.get(t.kinds[i], ()):
        if (atom := rule(t, i)) is not None and atom.last > i:
            return atom
    return None
