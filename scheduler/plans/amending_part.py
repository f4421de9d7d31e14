"""A clause of which only a part was understood: none of it is carried out, all of it is asked, once."""

from collections.abc import Sequence
from dataclasses import replace

from scheduler.model import Change, ChangeKind
from scheduler.plans.amending_facts import places
from scheduler.plans.patterns import pattern

_CLOSE = pattern("amending", "close")


def said_in_part(made: Sequence[Change], left: Sequence[Change]) -> tuple[list[Change], list[Change]]:
    """The changes and what they leave to ask; what a clause ends, and says more of than that, is asked and stays as it is.

    «Không tổ chức đối thoại lần 2 tại nhiệm vụ 4» need not end all of it.
    """
    asked = [c for c in left if c.kind is ChangeKind.UNSURE and c.task is None]
    part = {id(c): [q for q in asked if _is_of_end(q, c)] for c in made}
    answered = {id(q) for those in part.values() for q in those}
    open_ = (replace(c, kind=ChangeKind.UNSURE, title=None) if part[id(c)] else c for c in made)
    return list(open_), [q for q in left if id(q) not in answered]


def _is_of_end(asked: Change, change: Change) -> bool:
    """Whether what is asked is the clause that ends the item of a change."""
    closes = change.kind is ChangeKind.CLOSE and change.location == asked.location
    return closes and _CLOSE.search(asked.text) is not None and change.no in (None, *places(asked.text))
