"""Whatever text an event holds, the file stays one that any reader takes, and a person reads what was meant."""

import re
import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime

import icalendar
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from calendars import text
from calendars.event import Event, Feed
from calendars.feed import render

EVENT = Event("a@mau", "Tên", date(2024, 1, 2), date(2024, 1, 3), modified=datetime(2024, 1, 1, tzinfo=UTC))

FRAGMENTS = [
    "\r\nBEGIN:VEVENT\r\nUID:x\r\nEND:VEVENT\r\n",
    "\r\nATTENDEE:mailto:a@b.example",
    "\rX-BAD:1",
    "\n ",
    "\u2028\u0085\x0b\x0c\x1c\x1d\x1e",
    "\x00\x01\x07\x1b[31m\x7f\x9f",
    "👩🏽‍🌾🇻🇳",
    unicodedata.normalize("NFD", "Thường xuyên, ước lượng"),
    "Kế hoạch: số 05; quý I, «6 tháng»",
    "C:\\Nam\\new\\,;",
    '";:=,\\',
    "\\",
    "\ud800",
    "\ufeff\ufffe",
    "a" * 200,
    "ế" * 100,
    " " * 160,
    "\t",
]
HOSTILE = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=30)), max_size=8).map("".join)
LONG = ("Đẩy mạnh tuyên truyền \u202f\U0001f4e3" * 500)[:10_000]

VISIBLE_PROPERTIES = ["SUMMARY", "DESCRIPTION", "LOCATION"]
ALWAYS = {"UID", "DTSTART", "DTEND", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "STATUS", "SUMMARY", "TRANSP"}


def written(name: str, value: str) -> bytes:
    """A feed whose one event has the value in that property."""
    match name:
        case "SUMMARY":
            event = replace(EVENT, summary=value)
        case "DESCRIPTION":
            event = replace(EVENT, description=value)
        case "LOCATION":
            event = replace(EVENT, location=value)
        case "URL":
            event = replace(EVENT, url=value)
        case "CATEGORIES":
            event = replace(EVENT, categories=(value, "Báo cáo"))
        case _:
            event = replace(EVENT, uid=f"a{value}@mau")
    return render(Feed("Lịch", (event,)))


def properties(body: bytes) -> dict[str, str]:
    """The one VEVENT as raw values by name, read by the letter of RFC 5545 section 3.1; fails if a name comes twice."""
    lines = body.decode().replace("\r\n ", "").split("\r\n")
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 1
    inside = lines[lines.index("BEGIN:VEVENT") + 1 : lines.index("END:VEVENT")]
    names = [line.partition(":")[0].partition(";")[0] for line in inside]
    assert len(set(names)) == len(names)
    return {name: line.partition(":")[2] for name, line in zip(names, inside, strict=True)}


def unescaped(value: str) -> str:
    """A TEXT value as RFC 5545 section 3.3.11 reads it, character by character."""
    read, rest = "", iter(value)
    for character in rest:
        if character == "\\":
            character = {"n": "\n", "N": "\n"}.get(following := next(rest), following)
        read += character
    return read


UNSEEN = re.compile(
    "[\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)


def letters(value: str) -> str:
    """What a person can see: without space and without what no file may hold, in one Unicode form."""
    seen = (c for c in UNSEEN.sub("", value) if not c.isspace() and unicodedata.category(c) not in ("Cc", "Cs"))
    return unicodedata.normalize("NFC", "".join(seen))


def test_what_turns_or_hides_letters_is_not_written_and_what_joins_them_is() -> None:
    told = unescaped(
        properties(written("SUMMARY", "Họp \u202e27/5\u202c, b\xadáo\u200b \u2066cáo\u2069 👨‍👩‍👧"))["SUMMARY"]
    )
    assert told == "Họp 27/5, báo cáo 👨‍👩‍👧"


@pytest.mark.parametrize("name", [*VISIBLE_PROPERTIES, "URL", "CATEGORIES", "UID"])
@given(value=HOSTILE)
@example(value=LONG)
def test_hostile_text_leaves_the_file_in_order(name: str, value: str) -> None:
    body = written(name, value)
    lines = body.split(b"\r\n")
    assert lines.pop() == b""
    assert all(0 < len(line) <= 75 for line in lines), "a line longer than 75 octets"
    assert all(line.decode() for line in lines), "a character cut in two by a fold"
    assert not [c for line in lines for c in line.decode() if unicodedata.category(c) == "Cc"], "a control character"
    assert unicodedata.is_normalized("NFC", body.decode().replace("\r\n ", ""))
    assert set(properties(body)) <= ALWAYS | {name, "X-MICROSOFT-CDO-BUSYSTATUS"}


@pytest.mark.parametrize("name", VISIBLE_PROPERTIES)
@given(value=HOSTILE)
@example(value=LONG)
def test_a_person_reads_what_was_written(name: str, value: str) -> None:
    assert letters(unescaped(properties(written(name, value)).get(name, ""))) == letters(value)


@pytest.mark.parametrize("name", VISIBLE_PROPERTIES)
@given(value=HOSTILE)
def test_another_library_reads_the_same(name: str, value: str) -> None:
    body = written(name, value)
    event = icalendar.Calendar.from_ical(body).events[0]
    assert str(event.get(name, "")) == unescaped(properties(body).get(name, ""))


@given(
    st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1),
    st.text(st.characters(categories=("L", "P")), min_size=1),
)
def test_clean_text_comes_back_as_it_was_with_its_line_breaks(first: str, second: str) -> None:
    value = unicodedata.normalize("NFC", f"{first}\n\n  {second}")
    assert unescaped(properties(written("DESCRIPTION", value))["DESCRIPTION"]) == text.paragraphs(value)
    assert letters(value) == letters(text.paragraphs(value))


@given(HOSTILE)
def test_categories_stay_apart(value: str) -> None:
    event = icalendar.Calendar.from_ical(written("CATEGORIES", value)).events[0]
    assert [letters(c) for c in event.categories] == [c for c in [letters(value), "Báocáo"] if c]


CLEANED = [
    ("crlf", "Báo cáo\r\nATTENDEE:x", "Báo cáo ATTENDEE:x"),
    ("lone-cr", "a\rb", "a b"),
    ("line-separator", "a\u2028b", "a b"),
    ("nfd", unicodedata.normalize("NFD", "Thường trực"), "Thường trực"),
    ("bell", "a\x07b", "ab"),
    ("tab", "a\tb", "a b"),
    ("surrogate", "a\ud800b", "ab"),
    ("emoji", "👩🏽‍🌾", "👩🏽‍🌾"),
    ("edges", "  a \n\n b  ", "a b"),
    ("path", "C:\\Nam", "C:\\Nam"),
]


@pytest.mark.parametrize(("value", "title"), [case[1:] for case in CLEANED], ids=[case[0] for case in CLEANED])
def test_title_as_a_person_reads_it(value: str, title: str) -> None:
    assert unescaped(properties(written("SUMMARY", value))["SUMMARY"]) == title


@given(HOSTILE)
def test_cleaning_twice_changes_nothing(value: str) -> None:
    assert text.paragraphs(text.paragraphs(value)) == text.paragraphs(value)
    assert text.one_line(text.one_line(value)) == text.one_line(value)
    assert text.uri(text.uri(value)) == text.uri(value)


@given(name=HOSTILE, description=HOSTILE, color=HOSTILE, source=HOSTILE)
def test_hostile_text_in_the_head_adds_no_line(name: str, description: str, color: str, source: str) -> None:
    body = render(Feed(name, (EVENT,), description, color, source))
    lines = body.decode().replace("\r\n ", "").split("\r\n")
    head = {line.partition(":")[0].partition(";")[0] for line in lines[1 : lines.index("BEGIN:VEVENT")]}
    known = {"PRODID", "VERSION", "NAME", "X-WR-CALNAME", "DESCRIPTION", "X-WR-CALDESC", "COLOR", "SOURCE"}
    assert head <= known | {"REFRESH-INTERVAL", "X-PUBLISHED-TTL"}
    assert all(len(line.encode()) <= 75 for line in body.decode().split("\r\n"))
