"""Where the text of a plan ends: the lines of addressees and signatures."""

from scheduler.documents import Table
from scheduler.plans.patterns import pattern
from scheduler.plans.vocabulary import words
from scheduler.text import folded

_END = pattern("head", "end")
_WIDEST = 3


def is_end(text: str) -> bool:
    """Whether a line opens the part after the text: «Nơi nhận», «TM. …», an office below which somebody signs."""
    bare = folded(text).strip(":.* ")
    return bare in words("endings", "words") or _END.match(bare) is not None


def is_closing(table: Table) -> bool:
    """Whether a table only sets addressees and signature side by side: it is narrow, and one of its cells begins as they do.

    A wide one has its «Giám đốc» in a column of those who work.
    """
    return max((len(row.cells) for row in table.rows), default=0) <= _WIDEST and any(
        is_end(cell.text.strip().split("\n")[0]) for row in table.rows[:3] for cell in row.cells
    )
