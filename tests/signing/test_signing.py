"""Signed links: good for whom, what and when they say, and for nothing else."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler import signing
from scheduler.signing import Grant, granted, signed

SECRET, OFFICE, TODAY = b"s" * 32, "xa-mau", date(2026, 5, 4)
GRANT = Grant("nv-1", "kh.1-2026-05@xa-mau", TODAY + timedelta(days=90))
TEXT = signed(SECRET, OFFICE, GRANT)


@given(st.text(max_size=40), st.text(max_size=80), st.dates(min_value=TODAY))
def test_what_was_signed_is_granted(person: str, uid: str, expires: date) -> None:
    grant = Grant(person, uid, expires)
    text = signed(SECRET, OFFICE, grant)
    assert granted(SECRET, OFFICE, text, TODAY) == grant
    assert text.replace(".", "").replace("-", "").replace("_", "").isalnum() and text.isascii()


REFUSED = {
    "another secret": (b"t" * 32, OFFICE, TEXT, TODAY),
    "another office": (SECRET, "xa-khac", TEXT, TODAY),
    "a day too late": (SECRET, OFFICE, TEXT, GRANT.expires + timedelta(days=1)),
    "half of it": (SECRET, OFFICE, TEXT.partition(".")[0], TODAY),
    "padded": (SECRET, OFFICE, TEXT + "=", TODAY),
    "nothing": (SECRET, OFFICE, "", TODAY),
    "no base64": (SECRET, OFFICE, "đ.đ", TODAY),
}


@pytest.mark.parametrize("case", REFUSED)
def test_anything_else_is_refused(case: str) -> None:
    assert granted(*REFUSED[case]) is None


@pytest.mark.parametrize("place", range(0, len(TEXT), 5))
def test_a_changed_letter_spoils_it(place: int) -> None:
    changed = TEXT[:place] + ("A" if TEXT[place] != "A" else "B") + TEXT[place + 1 :]
    assert granted(SECRET, OFFICE, changed, TODAY) is None


def test_another_persons_link_is_not_made_of_ones_own() -> None:
    other = signed(SECRET, OFFICE, replace(GRANT, person="nv-2"))
    mixed = other.partition(".")[0] + "." + TEXT.partition(".")[2]
    assert granted(SECRET, OFFICE, mixed, TODAY) is None


def test_what_is_signed_for_something_else_is_no_link(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing, "_FOR", "unsubscribe")
    other = signed(SECRET, OFFICE, GRANT)
    monkeypatch.undo()
    assert granted(SECRET, OFFICE, other, TODAY) is None
