"""Bullets below a heading that is nothing but a unit: each is a piece of that unit's work, where at least one says when."""

from collections.abc import Iterator

from scheduler.plans.drafts import Draft, titled
from scheduler.plans.numbering import Rank
from scheduler.plans.outline_lines import Node
from scheduler.plans.parties import Parties
from scheduler.plans.prose import Told, told_in_prose
from scheduler.plans.section_says import units_of


def below_unit(node: Node, number: str, section: str | None) -> tuple[Draft, ...]:
    """The tasks of «1. Văn phòng» with «- Bố trí xe, trước ngày 01/3» below it; () for any other heading."""
    units = units_of(node.item.text.rstrip(":. "))
    bullets = [child for child in node.below if _is_bullet(child)]
    if not units or any(child.numbered for child in node.below):
        return ()
    told = [told_in_prose(_whole(child)) for child in bullets]
    if not any(t.timing for t in told):
        return ()
    return tuple(
        _draft(f"{number}.{at}", t, c, section, units) for at, (t, c) in enumerate(zip(told, bullets, strict=True), 1)
    )


def _draft(number: str, told: Told, bullet: Node, section: str | None, units: tuple[str, ...]) -> Draft:
    who = Parties(told.lead or units, told.coordinating)
    title = titled(told.title)
    return Draft(number, title[:1].upper() + title[1:], section, who, told.timing, place=bullet.item.place)


def _is_bullet(node: Node) -> bool:
    return node.item.label is not None and node.item.label.rank is Rank.BULLET


def _whole(node: Node) -> str:
    return " ".join(_texts(node))


def _texts(node: Node) -> Iterator[str]:
    yield node.item.text
    for child in node.below:
        yield from _texts(child)
