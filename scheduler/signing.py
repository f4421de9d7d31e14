"""Signed links: who may do what about which piece of work and until when, provable with the installation's secret alone."""

import hashlib
import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import astuple, dataclass
from datetime import date
from typing import Final

_MAC_OCTETS: Final = 18
"""144 bits of HMAC-SHA256: no padding in base64, and nobody guesses them."""


_FOR: Final = "report"
"""What a link is good for: the first of what is signed, so that what is signed for anything else is no such link."""


@dataclass(frozen=True, slots=True)
class Grant:
    """The right of one person (id in config) to report on one occurrence (uid), good through `expires` (a local day, inclusive).

    feed: the mark of the calendar that the link stands in, with whose address it ends; "" for one that stands in a message.
    """

    person: str
    uid: str
    expires: date
    feed: str = ""


def signed(secret: bytes, office: str, grant: Grant) -> str:
    """The grant as text for an address (letters, digits, «-», «_», one «.»); the same grant always gives the same text."""
    person, uid, expires, feed = astuple(grant)
    facts = [_FOR, person, uid, expires.isoformat(), *filter(None, (feed,))]
    told = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    return f"{unpadded(told.encode())}.{unpadded(_mac(secret, office, told.encode()))}"


def granted(secret: bytes, office: str, text: str, today: date) -> Grant | None:
    """What a text grants today; None for what was not signed here, has expired, or is for something else."""
    told, _, mac = text.partition(".")
    octets, given = _octets(told), _octets(mac)
    if octets is None or given is None or not hmac.compare_digest(given, _mac(secret, office, octets)):
        return None
    what, person, uid, expires, *feed = json.loads(octets)  # what we signed, so it has our form
    grant = Grant(person, uid, date.fromisoformat(expires), *feed)
    return grant if what == _FOR and today <= grant.expires else None


def _mac(secret: bytes, office: str, told: bytes) -> bytes:
    """Keyed apart from the tokens of feeds, which come of the same secret."""
    key = hmac.new(secret, f"link\n{office}".encode(), hashlib.sha256).digest()
    return hmac.new(key, told, hashlib.sha256).digest()[:_MAC_OCTETS]


def unpadded(octets: bytes) -> str:
    """The octets as text for an address: base64 with «-» and «_», no padding."""
    return urlsafe_b64encode(octets).rstrip(b"=").decode()


def _octets(text: str) -> bytes | None:
    """None for what is no base64 as we write it: one grant has one text alone."""
    try:
        found = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except ValueError:
        return None
    return found if unpadded(found) == text else None
