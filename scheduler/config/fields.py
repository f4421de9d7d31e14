"""The values that config.toml may hold, as pydantic types: each refused with the code of its fault where it does not hold."""

import re
from collections.abc import Callable
from ipaddress import ip_address
from typing import Annotated, TypeAlias
from urllib.parse import SplitResult, urlsplit

from pydantic import AfterValidator, PlainValidator, Strict
from pydantic_core import PydanticCustomError

from notifiers.mail import checked_address
from scheduler.policy import CheckIn, Step
from scheduler.settings import read_alarm
from scheduler.terms import Audience, Kind

CHANNELS = ("console", "telegram", "email", "webhook", "apprise")
"""The channels that there are a notifier for, as config names them."""

_RUNG = re.compile(r"(?:open|T(?P<offset>[+-]\d{1,3})?)(?::(?P<audience>[a-z]+))?")
_DATABASES = ("sqlite", "postgresql", "postgresql+psycopg")


def read_rung(text: str) -> Step | None:
    """A rung of a ladder as config writes it ("open", "T-5", "T+1:head"); None where it cannot be read."""
    found = _RUNG.fullmatch(text)
    audience = (found["audience"] or Audience.STAFF) if found else None
    if found is None or audience not in list(Audience):
        return None
    return Step(None if text.startswith("open") else int(found["offset"] or 0), Audience(audience))


def _rule(code: str, holds: Callable[[str], bool]) -> AfterValidator:
    """A validator that gives the fault `code` where the text does not hold."""

    def check(text: str) -> str:
        if not holds(text):
            raise PydanticCustomError(code, "bad")
        return text

    return AfterValidator(check)


def _split(url: str) -> SplitResult | None:
    try:
        found = urlsplit(url)
        return found if found.hostname is not None and found.port != 0 else None
    except ValueError:
        return None


def _is_web_address(url: str) -> bool:
    found = _split(url)
    return found is not None and found.scheme in ("http", "https") and not (found.query or found.fragment or " " in url)


def _is_database(url: str) -> bool:
    scheme, mark, rest = url.partition("://")
    return (
        bool(mark)
        and scheme in _DATABASES
        and ((rest.startswith("/") and len(rest) > 1) or scheme != "sqlite")
        and bool(rest)
    )


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _is_host(text: str) -> bool:
    """A host's name or address alone: neither scheme nor port nor user."""
    return re.fullmatch(r"[^\s/@:\[\]]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*", text) is not None and not text.isdecimal()


_TWO_YEARS = re.compile(r"(20\d\d)\s*-\s*(20\d\d)")


def _year(year: object) -> object:
    """A whole number of four digits, two years that follow each other ("2026-2027", of a school year), or "current"."""
    if year == "current" or (isinstance(year, int) and 1990 <= year <= 2100):
        return year
    if isinstance(year, str) and (found := _TWO_YEARS.fullmatch(year)) and int(found[2]) == int(found[1]) + 1:
        return year
    raise PydanticCustomError("bad-year", "bad")


def _known_channel(channel: str) -> bool:
    return channel in CHANNELS


Text: TypeAlias = Annotated[str, _rule("empty-text", lambda text: bool(text.strip()))]
ContentSign: TypeAlias = Annotated[
    str, _rule("bad-content-sign", lambda text: bool(re.fullmatch("[0-9a-f]{12}", text)))
]
"""The beginning of a file's digest, as a diagnostic names it."""
Id: TypeAlias = Annotated[str, _rule("bad-id", lambda text: bool(re.fullmatch(r"[a-z0-9][a-z0-9-]{0,59}", text)))]
OfficeId: TypeAlias = Annotated[
    str, _rule("bad-office-id", lambda text: bool(re.fullmatch(r"[a-z0-9][a-z0-9.-]{0,59}", text)))
]
WebAddress: TypeAlias = Annotated[str, _rule("bad-address", _is_web_address)]
Database: TypeAlias = Annotated[str, _rule("bad-database", _is_database)]
Loopback: TypeAlias = Annotated[str, _rule("not-loopback", is_loopback)]
Host: TypeAlias = Annotated[str, _rule("bad-host", _is_host)]
MailAddress: TypeAlias = Annotated[str, _rule("bad-mail-address", lambda text: checked_address(text) is not None)]
AlarmText: TypeAlias = Annotated[str, _rule("bad-alarm", lambda text: read_alarm(text) is not None)]
Rung: TypeAlias = Annotated[str, _rule("bad-rung", lambda text: read_rung(text) is not None)]
Channel: TypeAlias = Annotated[str, _rule("unknown-channel", _known_channel)]
Year: TypeAlias = Annotated[int | str, PlainValidator(_year)]
KindName: TypeAlias = Annotated[Kind, Strict(False)]
CheckInName: TypeAlias = Annotated[CheckIn, Strict(False)]
