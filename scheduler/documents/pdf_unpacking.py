"""How much the packed parts of a PDF come to, counted before a library unpacks them whole."""

import re
import zlib

from scheduler.documents.faults import Fault
from scheduler.documents.limits import MOST_OF_PART, MOST_UNPACKED

_STREAM = re.compile(rb"stream\r?\n")
_NOT_READ = re.compile(rb"/Image\b|/Length1\b")
"""Pictures, which have limits of their own, and fonts."""
_DICTIONARY = 600
"""Bytes before a stream in which its dictionary stands."""
_CHUNK = 1 << 20


def require_unpackable(data: bytes) -> None:
    """Raises Fault file-unpacks-too-large where a part, or all together, would come to more than is read."""
    whole = 0
    for found in _STREAM.finditer(data):
        about = data[max(found.start() - _DICTIONARY, 0) : found.start()].rpartition(b" obj")[2]
        if b"/Fl" not in about or _NOT_READ.search(about):
            continue
        size = _size(data, found.end())
        whole += size
        if size > MOST_OF_PART or whole > MOST_UNPACKED:
            raise Fault("file-unpacks-too-large")


def _size(data: bytes, start: int) -> int:
    """Bytes that a packed part comes to, counted to a little more than may be; what is broken counts as far as it goes."""
    unpacking, size, at = zlib.decompressobj(), 0, start
    try:
        while (
            not unpacking.eof and size <= MOST_OF_PART and (rest := unpacking.unconsumed_tail or data[at : at + _CHUNK])
        ):
            at += 0 if unpacking.unconsumed_tail else len(rest)
            size += len(unpacking.decompress(rest, _CHUNK))
    except zlib.error:
        pass
    return size
