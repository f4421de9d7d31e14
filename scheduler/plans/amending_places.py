"""Which items of a plan an instruction names: «điểm 3 mục II», «nhiệm vụ số 2 và số 5», «điểm a khoản 2, điểm b khoản 3»."""

from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.plans.numbering import composed, names_section
from scheduler.plans.patterns import pattern

_PLACE, _QUOTED, _FOLLOWS = (pattern("amending", key) for key in ("place", "quoted", "follows"))
_LISTED, _ONE_LISTED, _UPTO = (pattern("amending", key) for key in ("listed", "one_listed", "upto"))
_PUT_IN = pattern("amending", "put_in")
_MOST_IN_ROW = 30


def as_place(text: str) -> tuple[str, ...]:
    """The numbers of the items that an instruction names: «điểm 3 mục II» is II.3, «điểm a, b khoản 2» two items.

    A kind of place that is named again begins another item: «nhiệm vụ số 2 và nhiệm vụ số 5», «điểm a khoản 2, điểm b khoản 3».
    """
    before = _FOLLOWS.sub("", _QUOTED.sub(" ", text).split(":")[0])
    items = _items([_Named(m.group().split()[0].casefold(), m["no"], m.end()) for m in _PLACE.finditer(before)])
    return tuple(dict.fromkeys(no for item in items for no in _numbers(before, item)))


def as_new_place(text: str) -> tuple[str, ...]:
    """The numbers that an instruction gives to what it adds, without that of the item behind which it is put."""
    return as_place(_PUT_IN.sub(" ", text))


@dataclass(frozen=True, slots=True)
class _Named:
    """A place as it is named: the word for its kind, its number, where that ends in the text."""

    kind: str
    no: str
    end: int


def _items(named: Sequence[_Named]) -> list[list[_Named]]:
    """The places of each item; what only one of them says of the section that they lie in holds for all."""
    found: list[list[_Named]] = []
    for one in named:
        if not found or one.kind in {known.kind for known in found[-1]}:
            found.append([])
        found[-1].append(one)
    whole = max(found, key=len, default=[])
    return [[next((o for o in own if o.kind == w.kind), w) for w in whole] for own in found]


def _numbers(text: str, item: Sequence[_Named]) -> tuple[str, ...]:
    chain = list(item)
    if len(chain) > 1 and not (names_section(chain[0].no) and not names_section(chain[-1].no)):
        chain = chain[::-1]
    outer = composed([place.no for place in chain[:-1]])
    more = (chain[-1].no, *_more(text, chain[-1]))
    return tuple(composed([outer, no]) if outer else composed([no]) for no in more)


def _more(text: str, named: _Named) -> tuple[str, ...]:
    """Further numbers of a list: «điểm 2, 3 và 5 mục II», «nhiệm vụ số 2, số 5», «nhiệm vụ 2 đến 5»."""
    upto = _UPTO.match(text, named.end)
    if upto and named.no.isdecimal() and 0 < int(upto["no"]) - int(named.no) < _MOST_IN_ROW:
        return tuple(str(n) for n in range(int(named.no) + 1, int(upto["no"]) + 1))
    found = _LISTED.match(text, named.end)
    return tuple(m["no"] for m in _ONE_LISTED.finditer(found.group())) if found else ()
