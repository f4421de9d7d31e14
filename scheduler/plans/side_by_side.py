"""Two units whose names stand side by side as one: a PDF prints each on a line of its own in a narrow cell."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from scheduler.diagnostics import Diagnostic, Severity, values
from scheduler.plans.drafts import Draft
from scheduler.plans.parties import Parties
from scheduler.plans.unit_keys import unit_key
from scheduler.plans.unit_names import begins_unit, names_unit
from scheduler.plans.vocabulary import words
from scheduler.text import folded

_SHORTEST = 2
"""Words of a name that says more than a kind."""


def halves(name: str) -> Iterator[tuple[str, str]]:
    """Every way to read a name as two, each the name of a unit: («Phòng Kinh tế», «Công an xã»).

    Names of bodies and offices that go on with whose they are («Văn phòng», «Ban Thường vụ») are no first half.
    """
    if name.isupper() or "(" in name:
        return
    for blank in re.finditer(r"(?<=[^\W\d])\s(?=[^\W\d])", name):
        first, second = name[: blank.start()], name[blank.end() :]
        if len(first.split()) < _SHORTEST or not second[0].isupper() or folded(first) in _of_another():
            continue
        if begins_unit(second) and names_unit(first) and names_unit(second):
            yield first, second


def both_known(name: str, is_known: Callable[[str], bool]) -> tuple[str, ...]:
    """The units that stand side by side in a name that is none itself, all of them known; () where it is one, or may be."""
    if is_known(name):
        return ()
    for first, second in halves(name):
        if not is_known(first):
            continue
        rest = (second,) if is_known(second) else both_known(second, is_known)
        if rest:
            return (first, *rest)
    return ()


def may_be_two(name: str) -> tuple[str, str] | None:
    """The two names that stand side by side in it by their kinds alone: each begins as a kind of unit does."""
    kinds = words("units", "whole_kinds")
    return next((two for two in halves(name) if all(_begins_with(half, kinds) for half in two)), None)


def parted(drafts: Sequence[Draft], addressees: Iterable[str]) -> tuple[Draft, ...]:
    """The drafts, names in PDF files that are two of this plan's other names side by side taken apart."""
    named = [name for draft in drafts for name in _names(draft.parties)]
    known = {unit_key(name) for name in (*named, *addressees)}
    known -= {unit_key(name) for name in named if both_known(name, _among(known - {unit_key(name)}))}

    def taken_apart(names: tuple[str, ...]) -> tuple[str, ...]:
        found = (both_known(name, _among(known)) or (name,) for name in names)
        return tuple(dict.fromkeys(one for several in found for one in several))

    return tuple(
        replace(
            draft,
            parties=replace(
                draft.parties,
                lead=taken_apart(draft.parties.lead),
                coordinating=taken_apart(draft.parties.coordinating),
                directing=taken_apart(draft.parties.directing),
            ),
        )
        if draft.place.page is not None
        else draft
        for draft in drafts
    )


def names_in_one_line(drafts: Sequence[Draft]) -> frozenset[str]:
    """The keys of names that no cell breaks over two lines: elsewhere they are one unit as well."""
    return frozenset(
        unit_key(name)
        for draft in drafts
        for name in _names(draft.parties)
        if name not in {f"{first} {second}" for first, second in draft.over_lines}
    )


def asked(draft: Draft, file: str, in_one_line: Collection[str]) -> Iterator[Diagnostic]:
    """units-side-by-side for each name in a PDF file that may be two, and in others for those broken over two lines by hand."""
    if draft.place.page is None:
        names = {unit_key(name) for name in _names(draft.parties)}.difference(in_one_line)
        two_of = {f"{first} {second}": (first, second) for first, second in draft.over_lines}
        found = {name: two for name, two in two_of.items() if unit_key(name) in names}
    else:
        found = {name: two for name in _names(draft.parties) if (two := may_be_two(name)) is not None}
    for name, two in found.items():
        facts = values(no=draft.no, title=draft.title, name=name, first=two[0], second=two[1])
        yield Diagnostic("units-side-by-side", Severity.QUESTION, draft.place.within(file), facts)


def _among(keys: set[str]) -> Callable[[str], bool]:
    return lambda name: unit_key(name) in keys


def _names(who: Parties) -> tuple[str, ...]:
    return (*who.lead, *who.coordinating, *who.directing)


def _begins_with(name: str, kinds: Sequence[str]) -> bool:
    plain = folded(name)
    return any(plain.startswith(f"{kind} ") for kind in kinds)


def _of_another() -> frozenset[str]:
    """Names that stand before whose they are: single words for kinds, and bodies of a body."""
    return frozenset((*words("units", "heads"), *words("units", "never_alone"), *words("units", "of_another")))
