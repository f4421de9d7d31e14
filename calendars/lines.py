"""Content lines → octets: folded at 75 octets (RFC 5545 section 3.1), no character cut and no escape split."""

_ROOM = 74  # octets of text in one line; with the space that begins a continuation it is 75
_INSIDE = 0b1000_0000  # a UTF-8 octet that continues a character, under the mask
_MASK = 0b1100_0000
_ESCAPES = b"\\^"  # backslash escapes of TEXT; RFC 6868 escapes of parameters


def folded(octets: bytes) -> bytes:
    """One line of UTF-8 without its line break, as lines of at most 75 octets."""
    if len(octets) <= _ROOM:
        return octets
    pieces = []
    begin = 0
    while len(octets) - begin > _ROOM:
        end = _cut(octets, begin)
        pieces.append(octets[begin:end])
        begin = end
    pieces.append(octets[begin:])
    return b"\r\n ".join(pieces)


def _cut(octets: bytes, begin: int) -> int:
    """Where the line that begins there is to end."""
    end = begin + _ROOM
    while octets[end] & _MASK == _INSIDE:
        end -= 1
    # An odd run of one escape character is an escape that goes on behind the cut.
    mark = octets[end - 1]
    if mark in _ESCAPES:
        run = octets[begin:end]
        if (len(run) - len(run.rstrip(bytes((mark,))))) % 2:
            return end - 1
    return end
