"""Folding: icalendar's rule, octet by octet, and better than it where an escape is doubled."""

from hypothesis import example, given
from hypothesis import strategies as st
from icalendar.parser.string import _foldline

from calendars.lines import folded

LETTERS = st.characters(categories=("L", "N", "P", "S", "Zs"), exclude_characters="\\^")
ESCAPES = st.sampled_from(("\\n", "\\,", "\\;", "^n"))
LINES = st.lists(LETTERS | ESCAPES, max_size=400).map("".join)


@given(LINES)
@example("a" * 74)
@example("a" * 75)
@example("ế" * 100)
@example("DESCRIPTION:" + "Kế hoạch\\, " * 40)
def test_folds_where_icalendar_folds(line: str) -> None:
    assert folded(line.encode()) == _foldline(line).encode()


@given(st.text(alphabet="a\\^ế", max_size=300).map(lambda text: text.replace("\\", "\\\\")))
def test_no_line_over_75_octets_no_character_cut_no_escape_split(line: str) -> None:
    octets = folded(line.encode())
    pieces = octets.split(b"\r\n ")
    assert octets.replace(b"\r\n ", b"").decode() == line
    assert all(len(piece) <= 74 for piece in pieces)
    assert all(piece.decode() for piece in pieces if line)
    assert all((len(piece) - len(piece.rstrip(b"\\"))) % 2 == 0 for piece in pieces)
