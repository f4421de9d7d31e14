"""Numbers that begin again below each heading without a number («Tháng 3», «Quý II»): the heading's own place tells them apart."""

from collections.abc import Sequence
from dataclasses import replace

from scheduler.plans.drafts import Draft
from scheduler.plans.outline_lines import Node
from scheduler.plans.patterns import pattern

NUMBER_OF_HEADING = "number-of-heading"
_OF_TIME = pattern("lines", "heading_of_time")


def told_apart(children: Sequence[Node], below: Sequence[Sequence[Draft]], prefix: str) -> list[list[Draft]]:
    """The drafts below each child; «1» below «Tháng 3» becomes «3.1» where other such headings have a «1» as well.

    prefix: the number that all of them stand under. A heading that names no month or quarter gives its place among them.
    """
    bare = [at for at, child in enumerate(children) if child.item.label is None or not child.item.label.number]
    numbers = [n for at in bare for n in {d.no for d in below[at]}]
    if len(numbers) == len(set(numbers)):
        return [list(drafts) for drafts in below]
    marks = _marks([children[at] for at in bare])
    return [
        [_under(d, prefix, marks[bare.index(at)]) for d in drafts] if at in bare else list(drafts)
        for at, drafts in enumerate(below)
    ]


def _marks(headings: Sequence[Node]) -> list[str]:
    found = [_OF_TIME.search(node.item.text) for node in headings]
    named = [m["no"] for m in found if m is not None]
    return named if len(set(named)) == len(headings) else [str(place) for place in range(1, len(headings) + 1)]


def _under(draft: Draft, prefix: str, mark: str) -> Draft:
    rest = draft.no.removeprefix(f"{prefix}.") if prefix else draft.no
    number = ".".join(filter(None, [prefix, mark, rest]))
    return replace(draft, no=number, taken=(*draft.taken, NUMBER_OF_HEADING))
