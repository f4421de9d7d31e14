"""Folding: atoms grouped into clauses, clauses put together into one timing."""

from dataclasses import dataclass, field, replace

from scheduler.timing.atoms import Atom, Kind, Sep
from scheduler.timing.attaching import Clash, limits_rhythm, recurring
from scheduler.timing.beats import Beat
from scheduler.timing.clauses import Clause, Note, finish
from scheduler.timing.events import Event, Occasion
from scheduler.timing.ir import Ambiguous, Freq, Several, Timing, Triggered, Window, Windows
from scheduler.timing.points import Grain, Link, Part, Points, span_of
from scheduler.timing.whens import Bound, When, is_day

_JOINED = (Sep.NONE, Sep.COLON, Sep.COMMA)


@dataclass(slots=True)
class Folded:
    """What the atoms came to, and what is to be said about it."""

    timing: Timing | None
    notes: list[Note] = field(default_factory=list)


def fold(found: tuple[Atom, ...], year: int) -> Folded:
    """One timing from the atoms of a phrase; None with a note where they do not go together."""
    atoms = _said(found)
    if (
        len(atoms) == 1
        and len(found) == 1
        and isinstance(atoms[0].value, Beat)
        and atoms[0].value.bare
        and not atoms[0].value.counted
    ):
        return Folded(Ambiguous((recurring(atoms[0].value, year),), "bare-period"))
    if not atoms and len(found) == 1 and found[0].rule == "remark-as-ruled":
        return Folded(Triggered("theo quy định"))
    clauses = _group(atoms, year)
    notes: list[Note] = []
    made: list[Timing] = []
    try:
        for clause in clauses:
            made += finish(clause, year, notes)
    except Clash as clash:
        last = atoms[-1] if atoms else None
        notes.append(Note(clash.code, last.first if last else 0, last.last if last else 0))
        return Folded(None, notes)
    return Folded(_together(made), notes)


def _said(found: tuple[Atom, ...]) -> list[Atom]:
    """The atoms that speak of time; "định kỳ" before a rhythm or a point only introduces it."""
    timed = [_completed(found, at) for at, atom in enumerate(found) if atom.kind is not Kind.REMARK]
    said: list[Atom] = []
    carry = Sep.NONE
    for at, atom in enumerate(timed):
        after = timed[at + 1] if at + 1 < len(timed) else None
        if atom.kind is Kind.PERIODIC and _introduces(atom, after):
            carry = max(carry, atom.sep)
            continue
        if atom.kind is Kind.PERIODIC and said and said[-1].kind is Kind.BEAT and atom.sep is Sep.NONE:
            continue
        said.append(atom._replace(sep=max(carry, atom.sep)) if carry else atom)
        carry = Sep.NONE
    return said


def _completed(found: tuple[Atom, ...], at: int) -> Atom:
    """«hoàn thành <the work> trong năm»: the point is one to be done by."""
    atom = found[at]
    if at and found[at - 1].rule == "completion" and isinstance(atom.value, When):
        return atom._replace(value=atom.value._replace(done=True))
    return atom


def _introduces(atom: Atom, after: Atom | None) -> bool:
    if after is None or after.depth < atom.depth:
        return False
    if after.depth > atom.depth:
        return after.kind in (Kind.BEAT, Kind.WHEN)
    return after.kind in (Kind.BEAT, Kind.WHEN, Kind.CLOCK, Kind.RELATION) and after.sep in _JOINED


def _group(atoms: list[Atom], year: int) -> list[Clause]:
    clauses: list[Clause] = []
    for at, atom in enumerate(atoms):
        after = atoms[at + 1] if at + 1 < len(atoms) else None
        _ADD[atom.kind](clauses, atom, after, year)
    return clauses


def _new(clauses: list[Clause], atom: Atom, **facts: object) -> Clause:
    """A clause of its own. An event right before a date or a rhythm leaves open which of the two holds."""
    if (
        clauses
        and clauses[-1].kind in (Kind.EVENT, Kind.OCCASION)
        and atom.kind in (Kind.WHEN, Kind.BEAT, Kind.RELATION)
        and atom.sep in _JOINED
    ):
        value = clauses[-1].value
        if isinstance(value, Occasion) or (isinstance(value, Event) and not value.adhoc):
            clauses[-1].clash = "event-and-date"
    elif (
        clauses
        and atom.kind in (Kind.WHEN, Kind.BEAT)
        and not atom.sep
        and not atom.depth
        and (clauses[-1].whens or clauses[-1].beat is not None or clauses[-1].steady)
    ):
        clauses[-1].clash = "side-by-side"
    clause = Clause(atom.sep, atom.first, atom.last, **facts)  # type: ignore[arg-type]
    clauses.append(clause)
    return clause


def _open(clauses: list[Clause]) -> Clause | None:
    """The clause that a rhythm or a point may still join."""
    return clauses[-1] if clauses and not clauses[-1].solo else None


def _add_beat(clauses: list[Clause], atom: Atom, after: Atom | None, year: int) -> None:
    beat = atom.value
    assert isinstance(beat, Beat)
    clause = _open(clauses)
    if clause is None:
        if clauses and clauses[-1].steady and _absorbed_by_steady(clauses[-1], beat, atom):
            return
        if (
            clauses
            and clauses[-1].kind is Kind.OCCASION
            and beat.freq is Freq.YEARLY
            and not beat.counted
            and atom.sep in _JOINED
        ):
            return
        if (
            clauses
            and clauses[-1].kind is Kind.RELATION
            and not beat.counted
            and atom.sep is Sep.NONE
            and clauses[-1].freq is beat.freq
        ):
            return
        _new(clauses, atom, beat=beat)
        return
    if _join_beat(clause, beat, atom):
        clause.last = atom.last
        return
    if atom.depth and not atom.sep:
        clause.clash = "rhythm-and-rhythm"
        return
    fresh = _new(clauses, atom, beat=beat)
    own = after is not None and after.kind is Kind.WHEN and (after.sep in _JOINED or after.depth > atom.depth)
    if (
        clause.whens
        and clause.beat is not None
        and clause.day_first
        and not own
        and atom.sep in (Sep.COMMA, Sep.AND)
        and not atom.depth
    ):
        fresh.whens = list(clause.whens)
        fresh.day_first = True


def _absorbed_by_steady(clause: Clause, beat: Beat, atom: Atom) -> bool:
    """ "Thường xuyên, hằng năm" is continuous; any other rhythm beside it is asked about or stands by itself."""
    if beat.freq is Freq.YEARLY and not beat.counted and beat.every == 1 and atom.sep in (*_JOINED, Sep.AND):
        return True
    if atom.sep in _JOINED:
        clause.clash = "continuous-and-rhythm"
    return False


def _join_beat(clause: Clause, beat: Beat, atom: Atom) -> bool:
    own = clause.beat
    joined = atom.sep in _JOINED or atom.depth > 0
    if own is None:
        if clause.whens and joined and _compatible(clause, beat, atom):
            clause.beat = beat
            clause.limits = [one for one in clause.whens if limits_rhythm(beat, one)]
            clause.whens = [one for one in clause.whens if not limits_rhythm(beat, one)]
            clause.day_first = bool(clause.whens)
            return True
        if clause.minutes is not None and not clause.whens and not clause.clocks:
            clause.beat = beat
            return True
        if clause.clocks and not clause.whens and joined:
            clause.beat = beat
            return True
        return False
    if (atom.depth > 0 or atom.sep in _JOINED) and _is_total(own, beat, atom):
        clause.total, clause.about = beat.number, beat.about
        return True
    if atom.sep is Sep.NONE or (atom.depth > 0 and clause.whens):
        return _absorbed(clause, own, beat)
    if atom.sep is Sep.COMMA and not clause.whens and own.freq is beat.freq and beat.counted and not own.counted:
        clause.beat = beat
        return True
    return False


def _compatible(clause: Clause, beat: Beat, atom: Atom) -> bool:
    """A day with its year, set off by a comma, has nothing to do with a rhythm behind it."""
    if atom.sep is Sep.NONE or atom.depth:
        return True
    last = clause.whens[-1]
    return limits_rhythm(beat, last) or last.points is None or all(part.year is None for part in last.points.parts)


def _is_total(own: Beat, beat: Beat, atom: Atom) -> bool:
    if not (own.counted or atom.depth) or not beat.counted or beat.freq is not Freq.YEARLY or own.freq is Freq.YEARLY:
        return False
    return atom.depth > 0 or (own.item is not None and beat.item is not None and beat.number >= own.number)


def _absorbed(clause: Clause, own: Beat, beat: Beat) -> bool:
    """The rhythm said twice, or "hằng năm" behind the day of a report that comes once a year."""
    if own.bare and beat.bare and not clause.whens:
        return False
    if own.freq is beat.freq and own.every == beat.every:
        if beat.counted and not own.counted:
            clause.beat = beat
        return not (beat.counted and own.counted and beat.number != own.number)
    dated = clause.whens and all(
        one.points is not None and one.points.parts[0].n and one.points.parts[0].grain < Grain.YEAR
        for one in clause.whens
    )
    return bool(dated) and beat.freq is Freq.YEARLY and not beat.counted and beat.every == 1


def _add_when(clauses: list[Clause], atom: Atom, after: Atom | None, year: int) -> None:
    when = atom.value
    assert isinstance(when, When)
    if _all_quarters(when) and after is not None and after.kind is Kind.BEAT and after.sep in (Sep.COMMA, Sep.AND):
        _new(clauses, atom, beat=Beat(Freq.QUARTERLY))
        return
    if clauses and clauses[-1].steady and _spans_steady(clauses[-1], when, atom):
        clauses[-1].whens.append(when)
        clauses[-1].last = atom.last
        return
    clause = _open(clauses)
    if clause is not None and _join_when(clause, when, atom, after, year):
        clause.last = atom.last
        return
    _new(clauses, atom, whens=[when])


def _all_quarters(when: When) -> bool:
    points = when.points
    return (
        points is not None
        and when.bound is Bound.NONE
        and [p.n for p in points.parts] == [1, 2, 3, 4]
        and all(p.grain is Grain.QUARTER and p.year is None for p in points.parts)
    )


def _spans_steady(clause: Clause, when: When, atom: Atom) -> bool:
    """The span of continuous work: a stretch, a range, or a day from which it runs."""
    if clause.whens or not (atom.sep in _JOINED or atom.depth) or when.points is None or when.done:
        return False
    if (
        is_day(when)
        and when.bound not in (Bound.FROM, Bound.FROM_TO, Bound.NOW_TO, Bound.FROM_EVENT)
        and Link.RANGE not in when.points.links
    ):
        return False
    return when.bound in (
        Bound.NONE,
        Bound.WITHIN,
        Bound.FROM,
        Bound.FROM_TO,
        Bound.UNTIL,
        Bound.NOW_TO,
        Bound.FROM_EVENT,
    )


def _join_when(clause: Clause, when: When, atom: Atom, after: Atom | None, year: int) -> bool:
    if (
        clause.beat is not None
        and (atom.sep in _JOINED or atom.depth)
        and not clause.limits
        and limits_rhythm(clause.beat, when)
    ):
        clause.limits.append(when)
        return True
    if not clause.whens:
        return _join_beat_when(clause, when, atom, after)
    if _refines(clause, when, atom, year):
        clause.whens[-1] = _within_year(clause.whens[-1], when)
        return True
    if atom.sep is Sep.COLON and clause.beat is None and len(clause.whens) == 1 and _is_label(clause.whens[0]):
        clause.whens = [when]
        clause.notes.append(Note("reported-period", clause.first, atom.first))
        return True
    if atom.sep is Sep.COMMA and clause.beat is None and _inside(clause.whens[-1], when, year):
        clause.clash = "two-dates"
        clause.whens.append(when)
        return True
    if clause.beat is None and _ends_range(clause.whens[-1], when):
        clause.whens[-1] = _range_of(clause.whens[-1], when)
        return True
    if atom.depth and clause.beat is None:
        clause.clash = "two-dates"
        clause.whens.append(when)
        return True
    if atom.sep is Sep.NONE and not atom.depth:
        return False
    own_beat = after is not None and after.kind is Kind.BEAT and after.sep is Sep.NONE and not after.depth
    if clause.beat is not None and (own_beat or clause.day_first or not _same_nature(clause.whens[-1], when)):
        return False
    if atom.sep in (Sep.OR, Sep.SEMICOLON) or not _same_nature(clause.whens[-1], when):
        return False
    clause.whens.append(_inherit(clause.whens[-1], when))
    return True


def _join_beat_when(clause: Clause, when: When, atom: Atom, after: Atom | None) -> bool:
    if clause.beat is None:
        return False
    if not (atom.sep in _JOINED or atom.depth):
        return False
    if not atom.depth and atom.sep is Sep.COMMA and after is not None and after.sep is Sep.NONE and not after.depth:
        other = after.value
        half = clause.beat.freq is Freq.HALF_YEARLY and isinstance(other, Beat) and other.freq is Freq.YEARLY
        if isinstance(other, Beat) and other.freq is not clause.beat.freq and not half:
            return False
    clause.whens.append(when)
    return True


def _same_nature(before: When, when: When) -> bool:
    if before.ends is not when.ends or before.done is not when.done:
        return before.done and is_day(before) and is_day(when)
    return is_day(before) is is_day(when) or (
        before.cycles is not None and when.points is not None and when.bound is Bound.NONE
    )


def _inherit(before: When, when: When) -> When:
    """In a list of days the bound said once holds for all; a day of the month said once goes on to bare months."""
    points = when.points
    if when.bound is not Bound.NONE:
        return when
    if is_day(when):
        return when._replace(bound=before.bound, at=when.at or before.at)
    if before.cycles is None or points is None or not all(part.grain is Grain.MONTH for part in points.parts):
        return when
    day = before.cycles.days[0].monthday
    if day is None:
        return when
    days = tuple(part._replace(grain=Grain.DAY, day=day, yearly=True) for part in points.parts)
    return when._replace(bound=before.bound, points=Points(days, points.links))


def _refines(clause: Clause, when: When, atom: Atom, year: int) -> bool:
    """A year and then, in brackets or behind a comma, the part of it that is meant: "năm 2026 (quý II)"."""
    before = clause.whens[-1].points
    if (
        before is None
        or when.points is None
        or len(before.parts) != 1
        or before.parts[0].grain is not Grain.YEAR
        or before.parts[0].edge
    ):
        return False
    if clause.whens[-1].bound not in (Bound.NONE, Bound.WITHIN) or not (atom.depth or atom.sep in _JOINED):
        return False
    outer = span_of(before.parts[0], year)
    inner = [span_of(_dated(part, before.parts[0]), year) for part in when.points.parts]
    return (
        outer is not None
        and all(one is not None and outer[0] <= one[0] and one[1] <= outer[1] for one in inner)
        and any(part.grain is not Grain.YEAR for part in when.points.parts)
    )


def _dated(part: Part, outer: Part) -> Part:
    return part if part.year is not None or part.shift or part.n == 0 else part._replace(year=outer.year)


def _within_year(before: When, when: When) -> When:
    if when.points is None or before.points is None:
        return when
    outer = before.points.parts[0]
    return when._replace(points=Points(tuple(_dated(part, outer) for part in when.points.parts), when.points.links))


def _is_label(before: When) -> bool:
    """ "Quý I: trước ngày 15/3": the period of the report that falls due."""
    return (
        before.points is not None
        and before.bound is Bound.NONE
        and all(part.grain >= Grain.MONTH for part in before.points.parts)
    )


def _inside(before: When, when: When, year: int) -> bool:
    """A month or quarter and then, behind a comma, a day of it with a bound: which of the two is meant?"""
    if (
        before.points is None
        or when.points is None
        or is_day(before)
        or not is_day(when)
        or when.bound in (Bound.NONE, Bound.FROM)
    ):
        return False
    outer, inner = span_of(before.points.parts[0], year), when.points.parts[0]
    day = span_of(inner, year) if inner.n else None
    return outer is not None and day is not None and outer[0] <= day[0] <= outer[1]


def _ends_range(before: When, when: When) -> bool:
    """8h00 ngày A, kết thúc trước 17h00 ngày B: from A to B."""
    return (
        when.ends
        and not before.ends
        and is_day(before)
        and is_day(when)
        and _single(before)
        and _single(when)
        and before.bound in (Bound.NONE, Bound.FROM, Bound.WITHIN)
    )


def _single(when: When) -> bool:
    return when.points is not None and len(when.points.parts) == 1 and when.points.parts[0].n > 0


def _range_of(before: When, when: When) -> When:
    from scheduler.timing.points import fill

    if before.points is None or when.points is None:
        return before
    return When(Bound.FROM_TO, fill(Points((before.points.parts[0], when.points.parts[0]), (Link.RANGE,))))


def _add_steady(clauses: list[Clause], atom: Atom, after: Atom | None, year: int) -> None:
    clause = _open(clauses)
    if (
        clause is not None
        and clause.beat is not None
        and atom.rule == "whole-year"
        and atom.sep in (Sep.COMMA, Sep.AND)
    ):
        _new(clauses, atom, beat=Beat(Freq.YEARLY))
        return
    if (
        clause is not None
        and clause.beat is None
        and len(clause.whens) == 1
        and _spans_steady(Clause(Sep.NONE, 0, 0), clause.whens[0], atom)
    ):
        clause.steady = str(atom.value)
        clause.solo = True
        return
    _new(clauses, atom, steady=str(atom.value), solo=True)


def _add_clock(clauses: list[Clause], atom: Atom, after: Atom | None, year: int) -> None:
    clause = _open(clauses)
    if clause is None:
        clause = _new(clauses, atom)
    clause.clocks.append(atom.value)  # type: ignore[arg-type]
    clause.last = atom.last


def _add_minutes(clauses: list[Clause], atom: Atom, after: Atom | None, year: int) -> None:
    clause = _open(clauses)
    if clause is None or (clause.minutes is not None and clause.beat is not None):
        clause = _new(clauses, atom)
    clause.minutes = atom.value  # type: ignore[assignment]


def _add_event(clauses: list[Clause], atom: Atom, after: Atom | None, year: int) -> None:
    """An event beside a date is its condition (the date holds); «đột xuất» and what «và», «hoặc» join stands by itself."""
    if clauses:
        clauses[-1].event_behind(atom)
        if clauses[-1].took(atom):
            return
    _new(clauses, atom, kind=atom.kind, value=atom.value, solo=True)


def _add_occasion(clauses: list[Clause], atom: Atom, after: Atom | None, year: int) -> None:
    """Beside a rhythm the day of an occasion is a day like any other: "hằng năm (Ngày Pháp luật 09/11)"."""
    value, clause = atom.value, _open(clauses)
    if (
        isinstance(value, Occasion)
        and value.days is not None
        and clause is not None
        and clause.beat is not None
        and (atom.sep in _JOINED or atom.depth)
    ):
        _add_when(clauses, atom._replace(kind=Kind.WHEN, value=When(Bound.NONE, value.days)), after, year)
        return
    _add_solo(clauses, atom, after, year)


def _add_solo(clauses: list[Clause], atom: Atom, after: Atom | None, year: int) -> None:
    _new(clauses, atom, kind=atom.kind, value=atom.value, solo=True)


def _add_relation(clauses: list[Clause], atom: Atom, after: Atom | None, year: int) -> None:
    clause = _open(clauses)
    if atom.depth and clause is not None and clause.whens:
        clause.notes.append(Note("condition-not-scheduled", atom.first, atom.last))
        return
    if clause is not None and clause.beat is not None and not clause.whens and atom.sep in _JOINED:
        clause.relation = atom.value  # type: ignore[assignment]
        clause.last = atom.last
        return
    _add_solo(clauses, atom, after, year)
    clauses[-1].freq = getattr(atom.value, "freq", None)


def _add_following(clauses: list[Clause], atom: Atom, after: Atom | None, year: int) -> None:
    if clauses and clauses[-1].whens and clauses[-1].beat is None and len(clauses[-1].whens) == 1:
        clauses[-1].whens[0] = clauses[-1].whens[0]._replace(bound=Bound.ONWARD)
        clauses[-1].onward = True
        return
    _new(clauses, atom, clash="years-after-what", solo=True)


def _add_rest(clauses: list[Clause], atom: Atom, after: Atom | None, year: int) -> None:
    """Quý II và các quý còn lại: the ones after the last named."""
    grain, top = (Grain.QUARTER, 4) if atom.value == "quarter" else (Grain.MONTH, 12)
    points = clauses[-1].whens[-1].points if clauses and clauses[-1].whens else None
    if points is None or points.parts[-1].grain is not grain or points.parts[-1].n >= top:
        _new(clauses, atom, clash="remaining-of-what", solo=True)
        return
    last = points.parts[-1]
    rest = tuple(last._replace(n=number) for number in range(last.n + 1, top + 1))
    clauses[-1].whens[-1] = (
        clauses[-1].whens[-1]._replace(points=Points(points.parts + rest, points.links + (Link.LIST,) * len(rest)))
    )


_ADD = {
    Kind.BEAT: _add_beat,
    Kind.WHEN: _add_when,
    Kind.CLOCK: _add_clock,
    Kind.MINUTES: _add_minutes,
    Kind.STEADY: _add_steady,
    Kind.EVENT: _add_event,
    Kind.RELATION: _add_relation,
    Kind.OCCASION: _add_occasion,
    Kind.PERIODIC: _add_solo,
    Kind.FOLLOWING: _add_following,
    Kind.REPORTED: _add_solo,
    Kind.TERM: _add_solo,
    Kind.REST: _add_rest,
}


def _together(made: list[Timing]) -> Timing | None:
    """One timing, or several that all hold; windows side by side are Windows."""
    if not made:
        return None
    flat: list[Timing] = []
    for one in made:
        if one not in flat:
            flat.append(one)
    if len(flat) == 1:
        return flat[0]
    if all(isinstance(one, Window | Windows) for one in flat):
        windows = [
            w for one in flat for w in (one.windows if isinstance(one, Windows) else (one,)) if isinstance(w, Window)
        ]
        return Windows(tuple(windows))
    asked = [one for one in flat if isinstance(one, Ambiguous)]
    if len(asked) == len(flat):
        return Ambiguous(tuple(reading for one in asked for reading in one.readings), asked[0].why)
    if any(one.why not in _PARTS for one in asked):
        return _in_doubt(flat, next(one.why for one in asked if one.why not in _PARTS))
    return Several(tuple(flat))


_PARTS = frozenset({"periodic-without-period", "term-without-years", "day-of-which-month", "date-inside-event"})
"""Questions about one part of several that leave the other parts sure."""


def _in_doubt(flat: list[Timing], why: str) -> Timing:
    """A doubt that touches the whole phrase: its readings with the other parts beside them."""
    sure = tuple(one for one in flat if not isinstance(one, Ambiguous))
    readings = [reading for one in flat if isinstance(one, Ambiguous) for reading in one.readings]
    return Ambiguous(
        tuple(Several((*sure, reading)) if not isinstance(reading, Several) else reading for reading in readings), why
    )


__all__ = ["Folded", "fold", "replace"]
