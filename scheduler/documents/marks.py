"""Marks of secrecy that a document bears on a line or in a box of its own (Law on State Secrets 29/2018/QH14, art. 8)."""

import re
import unicodedata
from collections.abc import Iterable

from scheduler.diagnostics import Diagnostic, Location, Severity, values
from scheduler.documents.markup import plain
from scheduler.documents.vocabulary import pattern, words

_SECRET = words("marks", "secret")
_BESIDE = words("marks", "beside")
_LEAD_IN = pattern("marks", "lead_in")
_BOXES = re.compile(r"\t+|\s{3,}|\|")
_PIECES = re.compile(r"\s*[-–—/,;&]\s*")
_FRAME = " \t.:;!*_#>[](){}<>\"'“”«»=~-–—+|"
_INTERNAL = words("marks", "internal")


def find_mark(text: str, name: str) -> Diagnostic | None:
    """document-secret (an ERROR) at the first mark of secrecy, else document-internal (a WARNING), else None.

    Only a mark that stands alone on its line or in its box counts, never the word in running text ("bảo mật").
    """
    found = [d for number, line in enumerate(text.split("\n"), 1) if (d := _mark_of(line, name, number))]
    return next((d for d in found if d.severity is Severity.ERROR), found[0] if found else None)


def find_misread_mark(lines: Iterable[str], name: str) -> Diagnostic | None:
    """document-secret where a line that was recognised from a picture is a mark in capitals but for its accents."""
    for line in lines:
        bare = " ".join("".join(c for c in line if c.isalnum() or c.isspace()).split())
        letters = "".join(c for c in unicodedata.normalize("NFD", bare) if not unicodedata.combining(c))
        if bare.isupper() and letters in {_without_accents(mark) for mark in _SECRET}:
            return Diagnostic("document-secret", Severity.ERROR, Location(name), values(mark=bare))
    return None


def _without_accents(mark: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", mark.upper()) if not unicodedata.combining(c))


def _mark_of(line: str, name: str, number: int) -> Diagnostic | None:
    if len(line) > 400:
        return None
    for box in _BOXES.split(line):
        said = _bare(box)
        if (mark := _secret(said)) is not None:
            return Diagnostic("document-secret", Severity.ERROR, Location(name, number), values(mark=mark.upper()))
        if said in _INTERNAL:
            return Diagnostic("document-internal", Severity.WARNING, Location(name, number))
    return None


def _bare(box: str) -> str:
    return " ".join(plain(box).casefold().strip(_FRAME).split())


def _secret(said: str) -> str | None:
    pieces = [_closed_up(p) for p in _PIECES.split(_LEAD_IN.sub("", said))]
    marks = [m for p in pieces for m in _SECRET if p == m]
    known = all(p in _SECRET or p in _BESIDE for p in pieces)
    return marks[0] if marks and known else None


def _closed_up(piece: str) -> str:
    """«T Ố I  M Ậ T» as «tối mật»: letters set wide apart are one word."""
    letters = piece.replace(" ", "")
    wide = all(len(part) == 1 for part in piece.split())
    return next((m for m in _SECRET if wide and m.replace(" ", "") == letters), piece)
