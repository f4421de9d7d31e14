"""Content: what a reader found in a file, before it is made a Document."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from scheduler.diagnostics import Diagnostic
from scheduler.documents.document import Block


@dataclass(frozen=True, slots=True)
class Content:
    """blocks in reading order. edges: lines of headers, footers and stamps, which only bear marks. diagnostics: warnings and infos.

    recognised: numbers of the pages that were read from pictures. unseen: what is hidden, and only looked at for marks.
    """

    blocks: tuple[Block, ...]
    edges: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    recognised: frozenset[int] = frozenset()
    unseen: tuple[Block, ...] = ()


Reader: TypeAlias = Callable[[bytes, str], Content]
"""Bytes and the name of the file, which diagnostics carry → Content. Raises Fault."""
