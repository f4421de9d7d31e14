"""A clause of which only a part was understood: none of it is carried out, all of it is asked, once."""

from collections.abc import Sequence
from dataclasses import replace

from scheduler.model import Change, ChangeKind
from scheduler.plans.amending_facts import places
from scheduler.plans.amending_whole import of_named
from scheduler.plans.patterns import pattern
from scheduler.text import folded

_CLOSE = pattern("amending", "close")


def said_in_part(made: Sequence[Change], left: Sequence[Change]) -> tuple[list[Change], list[Change]]:
    """The changes and what they leave to ask; a clause that is asked is not carried out as well: it stays as it was.

    «Không tổ chức đối thoại lần 2 tại nhiệm vụ 4» need not end all of it, «lùi đợt 2 …» not move all.
    """
    asked = [c for c in left if c.kind is ChangeKind.UNSURE and c.task is None]
    part = {id(c): [q for q in asked if _is_clause_of(q, c)] for c in made}
    answered = {id(q) for those in part.values() for q in those}
    open_ = (replace(c, kind=ChangeKind.UNSURE, title=None, task=None) if part[id(c)] else c for c in made)
    return list(open_), [_without_what_was_read(q, made) for q in left if id(q) not in answered]


def _without_what_was_read(asked: Change, made: Sequence[Change]) -> Change:
    """What is asked, without the words before a comma that were carried out."""
    whole = any(c.location == asked.location and _is_whole(asked, c) and _is_read_before_comma(c) for c in made)
    return replace(asked, text=asked.text.partition(", ")[2]) if whole and asked.task is None else asked


def _is_read_before_comma(change: Change) -> bool:
    """Whether the words before the first comma say all of a change: «lùi nhiệm vụ 4 sang tháng 10, Ban A phối hợp»."""
    head, comma, _ = change.text.partition(", ")
    return bool(comma) and change.task in [c.task for c in of_named(head, change.location)]


def _is_whole(asked: Change, change: Change) -> bool:
    return folded(asked.text).strip(" .;") == folded(change.text).strip(" .;")


def _is_clause_of(asked: Change, change: Change) -> bool:
    """Whether what is asked is the clause that a change was read from: all of its line, or the one that ends its item."""
    if change.location != asked.location or change.kind not in (ChangeKind.CLOSE, ChangeKind.REPLACE):
        return False
    if change.no not in (None, *places(asked.text)):
        return False
    whole = _is_whole(asked, change) and not _is_read_before_comma(change)
    return whole or (change.kind is ChangeKind.CLOSE and _CLOSE.search(asked.text) is not None)
