"""The units under «Nơi nhận»: to whom a plan goes, which are mostly those that carry it out."""

from collections.abc import Iterator, Sequence

from scheduler.documents import Block, texts
from scheduler.plans.unit_names import begins_unit, split_units, without_marks
from scheduler.plans.vocabulary import words
from scheduler.text import folded

_MOST_LINES = 40


def addressees(blocks: Sequence[Block]) -> tuple[str, ...]:
    """The units that the list of addressees names, in order, each once; who only gets a copy («Như trên», «Lưu: VT») is none."""
    return tuple(
        dict.fromkeys(unit for line in _lines(blocks) for unit in split_units(without_marks(line)) if begins_unit(unit))
    )


def _lines(blocks: Sequence[Block]) -> Iterator[str]:
    """The lines after «Nơi nhận» that are list items, up to the first that is none."""
    left = 0
    for text in (text for block in blocks for text, _ in texts(block)):
        bare = text.strip()
        if folded(bare).startswith(words("endings", "beginnings")):
            left = _MOST_LINES
            bare = bare.partition(":")[2].strip()
        if left and bare:
            if bare[0] not in "-–+•*" and not bare.endswith((";", ".")) and left < _MOST_LINES:
                left = 0
                continue
            left -= 1
            item = bare.lstrip("-–+•* ").rstrip(" ;.")
            if not folded(item).startswith(words("endings", "copies")):
                yield item
