"""Streams in a compound file (MS-CFB): where in the file each byte of one stands, so that a number in it can be changed."""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_ENDS = 0xFFFFFFFA
"""The first number of a sector that stands for none."""
_IN_HEADER = 109
_ENTRY = 128
_ROOT = "Root Entry"
_SMALL = 64
"""Bytes of a sector of the stream that holds all small streams."""


@dataclass(frozen=True, slots=True)
class Stream:
    """Where the sectors of a stream begin in the file, and how long each is."""

    sectors: Sequence[int]
    size: int

    def at(self, offset: int) -> int:
        """The place in the file of a byte of the stream. Raises LookupError where there is none."""
        return self.sectors[offset // self.size] + offset % self.size


def streams_of(data: bytes) -> Mapping[str, Stream]:
    """The streams by name. Raises LookupError, struct.error or ValueError where the file is not as it should be."""
    (shift,) = struct.unpack_from("<H", data, 30)
    size = 1 << shift
    directory, cutoff, small = (struct.unpack_from("<I", data, at)[0] for at in (48, 56, 60))
    table = [entry for sector in _named(data) for entry in _entries(data, sector, size)]
    entries = [(sector + 1) * size + at * _ENTRY for sector in _chain(table, directory) for at in range(size // _ENTRY)]
    known = {_name(data, at): struct.unpack_from("<II", data, at + 116) for at in entries}
    large = {name: _large(table, first, size) for name, (first, length) in known.items() if length >= cutoff}
    root = _large(table, known[_ROOT][0], size)
    smaller = [entry for sector in _chain(table, small) for entry in _entries(data, sector, size)]
    return large | {
        name: Stream([root.at(sector * _SMALL) for sector in _chain(smaller, first)], _SMALL)
        for name, (first, length) in known.items()
        if 0 < length < cutoff and name != _ROOT
    }


def _named(data: bytes) -> list[int]:
    """The sectors of the allocation table that the header names; of larger files than 7 MB it names not all."""
    return [sector for sector in struct.unpack_from(f"<{_IN_HEADER}I", data, 76) if sector < _ENDS]


def _entries(data: bytes, sector: int, size: int) -> tuple[int, ...]:
    return struct.unpack_from(f"<{size // 4}I", data, (sector + 1) * size)


def _large(table: Sequence[int], first: int, size: int) -> Stream:
    return Stream([(sector + 1) * size for sector in _chain(table, first)], size)


def _chain(table: Sequence[int], first: int) -> list[int]:
    found: list[int] = []
    while first < _ENDS:
        if len(found) > len(table):
            raise ValueError("a chain of sectors without an end")
        found.append(first)
        first = table[first]
    return found


def _name(data: bytes, at: int) -> str:
    (length,) = struct.unpack_from("<H", data, at + 64)
    return data[at : at + max(length - 2, 0)].decode("utf-16-le", "replace")
