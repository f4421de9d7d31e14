"""From which day on all holds that stands below a line: «Kể từ ngày 01/8/2026, điều chỉnh như sau:»."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from scheduler.plans.amending_later import Later
from scheduler.plans.amending_text import opens_changes
from scheduler.plans.amending_unread import spots
from scheduler.plans.outline_lines import Node
from scheduler.plans.patterns import pattern

_OVER = tuple(pattern("later", key) for key in ("at_head", "over_at_end", "in_brackets"))
_FEWEST_LETTERS = 12
Spot = tuple[int | None, int | None]
"""Line and paragraph."""


def headings_apart(nodes: Sequence[Node]) -> tuple[tuple[Node, ...], Mapping[Spot, str]]:
    """The lines, those over others without the day from which all below them holds; and that day by the place of each line below.

    A line that only opens a list («… như sau:») stands over what comes behind it.
    """
    days: dict[Spot, str] = {}
    bare: list[Node] = []
    opened: str | None = None
    for node in nodes:
        later = _over(node)
        if later is not None:
            opened = later.day if not node.below else opened
            days |= dict.fromkeys(spots(node), later.day)
            node = replace(node, item=replace(node.item, text=later.rest))
        elif node.is_section or _opens(node):
            opened = None
        elif opened is not None:
            days |= dict.fromkeys(spots(node), opened)
        below, inner = headings_apart(node.below)
        days |= inner
        bare.append(replace(node, below=below))
    return tuple(bare), days


def _over(node: Node) -> Later | None:
    """The day that a line says of all below it, or behind it."""
    text = node.item.text
    if not (node.below or _opens(node)):
        return None
    found = next((m for form in _OVER if (m := form.search(text)) is not None), None)
    if found is None or len(text) - len(found["all"]) < _FEWEST_LETTERS:
        return None
    return Later(text[: found.start("all")] + text[found.end("all") :], " ".join(found["day"].split()))


def _opens(node: Node) -> bool:
    return node.item.text.rstrip().endswith(":") and opens_changes(node.item.text)
