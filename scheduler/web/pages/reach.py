"""From where the server can be reached by its own address: what decides which calendar programs can subscribe."""

from enum import StrEnum
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

_OF_AN_OFFICE: Final = (".local", ".lan", ".internal", ".intranet", ".corp", ".home", ".arpa", ".localdomain")
"""Endings of names that no server outside can look up."""


class Reach(StrEnum):
    """Who can fetch from an address."""

    EVERYWHERE = "everywhere"
    UNENCRYPTED = "unencrypted"  # everywhere, but all that is sent can be read on its way
    OFFICE = "office"  # an address of a network of its own
    MACHINE = "machine"  # this computer alone

    @property
    def outside(self) -> bool:
        """Whether Google's and Microsoft's servers can fetch."""
        return self in (Reach.EVERYWHERE, Reach.UNENCRYPTED)


def reach_of(base_url: str) -> Reach:
    """What the address itself tells; a firewall before it is not seen."""
    try:
        parts = urlsplit(base_url)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return Reach.OFFICE
    found = _of_host(host)
    return Reach.UNENCRYPTED if found is Reach.EVERYWHERE and parts.scheme != "https" else found


def _of_host(host: str) -> Reach:
    try:
        address = ip_address(host)
    except ValueError:
        return _of_name(host)
    if address.is_loopback:
        return Reach.MACHINE
    return Reach.EVERYWHERE if address.is_global else Reach.OFFICE


def _of_name(host: str) -> Reach:
    if host == "localhost" or host.endswith(".localhost"):
        return Reach.MACHINE
    return Reach.OFFICE if "." not in host or host.endswith(_OF_AN_OFFICE) else Reach.EVERYWHERE
