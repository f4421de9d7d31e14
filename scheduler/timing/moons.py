"""Days of the lunar calendar that only their neighbours tell: a lunar word beside the figures, a feast that the moon sets."""

from functools import cache

from scheduler.timing.atom import Atom, Kind
from scheduler.timing.bounds import Bound
from scheduler.timing.folding import MARKED, fold, strip_marks
from scheduler.timing.lexicon import Value, listed, of_kinds, sense
from scheduler.timing.occasions import Occasion
from scheduler.timing.points import Grain, Link, Part, Points, span_of
from scheduler.timing.relations import Relation
from scheduler.timing.tokens import Tokens
from scheduler.timing.whens import When

_BY_MOON = sense("by_moon")
_DAY = Grain.DAY
_CLOSES = frozenset({"END", ")", ",", ";", "."})

_SOLAR = "solar"

MonthDay = tuple[int, int]

_NEW_YEAR = frozenset({(1, 1)})
"""The figures of two new years: never taken for the lunar one without a word."""


def by_moon(t: Tokens, taken: tuple[Atom, ...], year: int) -> tuple[tuple[Atom, ...], bool]:
    """The atoms with the days made lunar that their words make so; and whether it is left open of which calendar one of them is."""
    if not any(_parts(atom) for atom in taken):
        return taken, False
    hinted, said = _hinted(t), _says_moon(t)
    if not (hinted or said):
        return taken, False
    if said:
        taken = tuple(_shared(t, atom) for atom in taken)
        return taken, _open(t, taken)
    if _SOLAR in t.values:
        return taken, False  # «Tết Dương lịch 01/01 và Tết Nguyên đán»
    named = _feasts_in(t.words(0, len(t.kinds) - 3))
    lit = tuple(_on_feast(atom, named - _NEW_YEAR) for atom in taken)
    return lit, any(_off_feast(t, atom, named, hinted, year) for atom in lit)


def tells_of_moon(t: Tokens) -> bool:
    """Whether a word stands in it that may speak of the moon, as in few phrases: the others need not ask `by_moon`."""
    return not _telling().isdisjoint(t.values)


@cache
def _known() -> tuple[tuple[str, str, MonthDay], ...]:
    """(name, name without its marks, (month, day)) of each feast."""
    found = [(word, tuple(map(int, key.split("_")))) for key, word in listed("feasts")]
    return tuple((word, strip_marks(word), (at[1], at[0])) for word, at in found)


@cache
def _hints() -> dict[Value, frozenset[MonthDay]]:
    """Each word of a feast's name: one that is torn apart or misspelt still shows by the others."""
    hints: dict[Value, frozenset[MonthDay]] = {}
    for name, bare, at in _known():
        for word in (*name.split(), *bare.split()):
            hints[word] = hints.get(word, frozenset()) | {at}
    return hints


@cache
def _telling() -> frozenset[Value]:
    """The words that may speak of the moon or of a feast that it sets."""
    return frozenset(_hints()) | _BY_MOON | of_kinds({"LUNAR"})


def _hinted(t: Tokens) -> frozenset[MonthDay]:
    """(month, day) of the lunar feasts of whose names the phrase has a word."""
    hints = _hints()
    return frozenset(at for word in hints.keys() & set(t.values) for at in hints[word])


def _feasts_in(text: str) -> frozenset[MonthDay]:
    low, bare = fold(text), MARKED.isdisjoint(text)
    return frozenset(at for word, plain, at in _known() if (plain if bare else word) in low)


def is_feast(t: Tokens) -> bool:
    """Whether the phrase names a feast of the moon."""
    return bool(_hinted(t)) and bool(_feasts_in(t.words(0, len(t.kinds) - 3)))


def _says_moon(t: Tokens) -> bool:
    """Whether a lunar word stands anywhere: «âm lịch», or «âm» by itself («ghi âm» is another word)."""
    if "LUNAR" in t.kinds:
        return True
    return any(
        value in _BY_MOON and t.kinds[at + 1] in _CLOSES and t.kinds[at - 1] not in {"WORD", "ACT", "ITEM"}
        for at, value in enumerate(t.values)
    )


def _points(atom: Atom) -> Points | None:
    value = atom.value
    if isinstance(value, When):
        return value.points
    if isinstance(value, Occasion):
        return value.days
    return value.start if isinstance(value, Relation) else None


def _parts(atom: Atom) -> tuple[Part, ...]:
    """The days, weeks and months that an atom names: longer parts of the calendar are hardly ever lunar."""
    points = _points(atom)
    return () if points is None else tuple(part for part in points.parts if part.grain <= Grain.MONTH)


def _with(atom: Atom, points: Points) -> Atom:
    value = atom.value
    if isinstance(value, When):
        return atom._replace(value=value._replace(points=points))
    return atom._replace(value=value._replace(days=points)) if isinstance(value, Occasion) else atom


def _shared(t: Tokens, atom: Atom) -> Atom:
    """từ 10/3 đến 15/3 âm lịch; các ngày 10/3, 15/8 âm lịch: the word said once holds for all."""
    points = _points(atom)
    if points is None or not points.links or not points.parts[-1].lunar or not points.are_days():
        return atom
    if any(link is not Link.RANGE for link in points.links) and "PLURAL" not in t.kinds[atom.first : atom.last]:
        return atom
    return _with(atom, Points(tuple(part._replace(lunar=True) for part in points.parts), points.links))


def _open(t: Tokens, taken: tuple[Atom, ...]) -> bool:
    """Whether a lunar word leaves another day in doubt. (A day in brackets says the same day again, which is compared later.)"""
    if any(atom.rule == "remark-solar" for atom in taken):
        return False
    lit = {atom.depth for atom in taken for part in _parts(atom) if part.lunar}
    unlit = {atom.depth for atom in taken for part in _parts(atom) if not part.lunar}
    return bool(unlit) and (not lit or not lit.isdisjoint(unlit))


def moonlit(taken: tuple[Atom, ...]) -> tuple[Atom, ...]:
    """Each day taken for a lunar one."""
    return tuple(
        _with(atom, Points(tuple(part._replace(lunar=part.grain is _DAY) for part in points.parts), points.links))
        if (points := _points(atom)) is not None
        else atom
        for atom in taken
    )


def _is(part: Part, named: frozenset[MonthDay]) -> bool:
    return part.grain is _DAY and (part.n, part.day) in named


def _on_feast(atom: Atom, named: frozenset[MonthDay]) -> Atom:
    """dịp Giỗ tổ (10/3): the lunar day of the feast, since that is how everybody names it."""
    points = _points(atom)
    if points is None or (isinstance(atom.value, When) and atom.value.bound is not Bound.NONE):
        return atom
    parts = tuple(
        part._replace(lunar=True) if part.year is None and _is(part, named) else part for part in points.parts
    )
    return _with(atom, Points(parts, points.links))


def _off_feast(t: Tokens, atom: Atom, named: frozenset[MonthDay], hinted: frozenset[MonthDay], year: int) -> bool:
    """Whether a day is neither the feast's lunar day nor the one on which it falls, and yet said to be the feast's."""
    unlit = [part for part in _parts(atom) if not part.lunar]
    if any(_is(part, named) for part in unlit):
        return True
    if atom.kind is not Kind.OCCASION or not unlit:
        return False
    if any(_is(part, hinted) for part in unlit):
        return True
    own = _feasts_in(t.words(atom.first, atom.last))
    return bool(own) and not all(part.year is not None and _falls_on(part, own, year) for part in unlit)


def _falls_on(part: Part, named: frozenset[MonthDay], year: int) -> bool:
    lunar = [Part(_DAY, month, day, part.year, lunar=True) for month, day in named]
    spans = [span_of(one._replace(shift=shift), year) for one in lunar for shift in (0, -1)]
    return span_of(part, year) in spans
