"""A limit on wrong addresses: who tries many tokens gets no more than a few answers a minute. Bounded memory."""

from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address, ip_network
from time import monotonic

_AT_ONCE = 20
_A_MINUTE = 10
_KEPT = 4096


class Limiter:
    """Counts what goes wrong by client address (an IPv6 one by its /64). Whoever is right is never asked.

    So staff behind one address of their office lose nothing by one calendar with a revoked token among them.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        """clock: seconds that only rise."""
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wrong(self, client: str) -> int:
        """Note a wrong address; 0 where it may be answered, else the seconds after which the next one will be."""
        key, now = _network(client), self._clock()
        left, since = self._left.pop(key, (float(_AT_ONCE), now))
        left = min(left + (now - since) * _A_MINUTE / 60, _AT_ONCE)
        wait = 0 if left >= 1 else int((1 - left) * 60 / _A_MINUTE) + 1
        self._left[key] = (left if wait else left - 1, now)
        while len(self._left) > _KEPT:
            self._left.popitem(last=False)
        return wait


def _network(client: str) -> str:
    try:
        address = ip_address(client)
    except ValueError:
        return client[:64]
    return str(ip_network((address, 64), strict=False)) if isinstance(address, IPv6Address) else client
