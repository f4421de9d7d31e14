"""Files with a stamp that may be a mark of secrecy: they are kept once somebody has looked and named what was looked at."""

from collections.abc import Collection
from dataclasses import replace
from hashlib import sha256

from scheduler.diagnostics import Severity, values
from scheduler.documents.document import Document

UNSURE = "stamp-unsure"
_LENGTH = 12
"""Signs of a file's digest that an answer holds: no two files of an office share them by chance."""


def answer_to(data: bytes) -> str:
    """What config says (`unclassified`) of just these bytes, once somebody has seen that they are no secret."""
    return sha256(data).hexdigest()[:_LENGTH]


def with_answer(document: Document, data: bytes) -> Document:
    """The document of these bytes, each stamp-unsure with the answer that lets it in."""
    if not any(d.code == UNSURE for d in document.diagnostics):
        return document
    facts = values(answer=answer_to(data))
    told = tuple(replace(d, values=facts) if d.code == UNSURE else d for d in document.diagnostics)
    return replace(document, diagnostics=told)


def unless_unsure(document: Document, answers: Collection[str]) -> Document:
    """The document, no more unsure where one of the answers speaks of its bytes; else one without content, refused for that."""
    unsure = [d for d in document.diagnostics if d.code == UNSURE]
    if any(dict(d.values).get("answer") not in answers for d in unsure):
        return Document(document.name, (), tuple(replace(d, severity=Severity.ERROR) for d in unsure))
    return replace(document, diagnostics=tuple(d for d in document.diagnostics if d.code != UNSURE))
