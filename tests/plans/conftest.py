"""Reading a text as a plan, and comparing what was read as the corpus says to compare it."""

import re
import unicodedata
from collections.abc import Callable

import pytest

from scheduler.documents import parse_document
from scheduler.model import Plan
from scheduler.plans import read_plan

Read = Callable[[str], Plan]
Same = Callable[[object, object], bool]


@pytest.fixture(scope="session")
def read() -> Read:
    """A text as a plan."""
    return lambda text: read_plan(parse_document(text.encode(), "ke-hoach.txt"))


@pytest.fixture(scope="session")
def table() -> Callable[[str], Plan]:
    """Rows written with «|» as a plan of TAB-parted rows."""
    return lambda rows: read_plan(parse_document(rows.replace("|", "\t").encode(), "ke-hoach.txt"))


@pytest.fixture(scope="session")
def same() -> Same:
    """Equal after NFC, case, white space, bullets and final marks; nothing, None and an empty list are one."""
    return lambda a, b: _plain(a) == _plain(b)


@pytest.fixture(scope="session")
def same_number() -> Callable[[str, str], bool]:
    """Equal without leading zeros: III.01 is III.1."""
    return lambda a, b: _number(a) == _number(b)


def _plain(value: object) -> object:
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value] or None
    if not isinstance(value, str):
        return value
    text = " ".join(unicodedata.normalize("NFC", value).casefold().split())
    return re.sub(r"^[-+*• ]+", "", text).rstrip(" ;.") or None


def _number(value: str) -> list[str]:
    return [part.lstrip("0") for part in value.casefold().split(".")]
