"""Compound files, as Word and Excel wrote them before 2007 (MS-CFB): whether one was cut off on its way."""

import struct
from collections.abc import Iterator

_SHIFTS = (9, 12)
"""Sectors are of 512 or of 4096 bytes."""
_UNUSED = 0xFFFFFFFF
_IN_HEADER = 109
"""Sectors of the allocation table that the header itself names; larger files than 7 MB name more elsewhere."""


def is_cut_off(data: bytes) -> bool:
    """Whether sectors that the file's own table says are used lie behind its end; False where the header says nothing."""
    if len(data) < 512:
        return True
    (shift,) = struct.unpack_from("<H", data, 30)
    if shift not in _SHIFTS:
        return False
    size = 1 << shift
    return any((sector + 1) * size >= len(data) for sector in _used(data, size))


def _used(data: bytes, size: int) -> Iterator[int]:
    """The sectors of the table, then those that it says are used."""
    per_table = size // 4
    for nth, table in enumerate(struct.unpack_from(f"<{_IN_HEADER}I", data, 76)):
        if table == _UNUSED:
            continue
        yield table
        start = (table + 1) * size
        entries = struct.unpack_from(f"<{per_table}I", data, start) if start + size <= len(data) else ()
        yield from (nth * per_table + at for at, entry in enumerate(entries) if entry != _UNUSED)
