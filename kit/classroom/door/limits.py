"""How much a door takes from whom: all limits in one place, and budgets that fill up again."""

import hashlib
import ipaddress
import secrets
from collections.abc import Hashable

# Bytes. A sheet in which all is answered has some 1,200.
LARGEST_BODY = 8_000
LARGEST_HEAD = 8_000

# Seconds for a head, with the wait for it; for a body; and for an answer to be taken.
HEAD_SECONDS = 20
BODY_SECONDS = 10
ANSWER_SECONDS = 20

# Connections in all and of one address: a class may come from behind one.
MOST_CONNECTIONS = 4_000
MOST_OF_ONE = 600
# Sheets that wait to be written, and sheets that a class may have.
MOST_WAITING = 1_000
MOST_SHEETS = 20_000

# What is granted at once, and then each second. A hundred telephones of one address ask 40 times a
# second what is open, and hand in at the same moment.
REQUESTS = (1_000, 150.0)
HANDED = (600, 30.0)
# Of one telephone in one round.
AGAIN = (10, 0.5)
# Wrong codes of one address and of all. There are 190 million codes.
GUESSES = (20, 0.2)
ALL_GUESSES = (400, 5.0)

# Those whose budget is remembered at most; whoever is forgotten has a full one.
MOST_KNOWN = 10_000

# Seconds that a telephone is to wait at least, and when the folder could not be written.
SHORTEST_WAIT = 1
AFTER_A_FAULT = 5


class Budget:
    """So much at once, and so much each second from then on, for each of those who ask."""

    def __init__(self, grant: tuple[int, float], known: int = MOST_KNOWN) -> None:
        self._most, self._a_second = grant
        self._known = known
        self._left: dict[Hashable, tuple[float, float]] = {}

    def wait(self, who: Hashable, now: float) -> float:
        """Return how many seconds it takes until something is granted: 0 if that is now."""
        return max(0.0, (1 - self._has(who, now)) / self._a_second)

    def spend(self, who: Hashable, now: float) -> None:
        """Note that somebody has spent one, and forget those who have all again."""
        left = max(0.0, self._has(who, now) - 1)
        self._left.pop(who, None)
        # Those who have not asked for the longest stand first.
        self._left[who] = (left, now)
        first = next(iter(self._left))
        while self._has(first, now) == self._most or len(self._left) > self._known:
            del self._left[first]
            first = next(iter(self._left))

    def take(self, who: Hashable, now: float) -> float:
        """Spend one if it is granted; return how many seconds it takes until it is."""
        wait = self.wait(who, now)
        if not wait:
            self.spend(who, now)
        return wait

    def _has(self, who: Hashable, now: float) -> float:
        left, at = self._left.get(who, (float(self._most), now))
        return min(self._most, left + (now - at) * self._a_second)


class Addresses:
    """Stand-ins for the addresses of those who ask: none is kept, and none can be looked up."""

    def __init__(self) -> None:
        self._salt = secrets.token_bytes(16)

    def stand_in(self, address: str) -> bytes:
        """Return what stands for an address, or for the network of one of IPv6."""
        try:
            found = ipaddress.ip_address(address)
        except ValueError:
            found = ipaddress.ip_address("0.0.0.0")  # noqa: S104 - nobody's
        # Whoever has one address of IPv6 has the other 2**64 of its network.
        if isinstance(found, ipaddress.IPv6Address) and not found.ipv4_mapped:
            near = found.packed[:8]
        else:
            near = found.packed
        return hashlib.blake2s(near, key=self._salt, digest_size=8).digest()
