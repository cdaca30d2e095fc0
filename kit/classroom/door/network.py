"""Where a door can be reached: this machine's own addresses, and what a browser may call them."""

import socket
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress

LOOPBACK = "127.0.0.1"
# All addresses of a machine, as within a container.
ANY = "0.0.0.0"  # noqa: S104 - whoever starts a door there says so
# Where a door listens unless that is taken; short enough to type.
PORTS = range(8014, 8034)
_USUAL = {"http": 80, "https": 443}
_SECONDS = 2
# Addresses to ask the system about: by which of its own would it go there? One that nobody has
# (RFC 5737), and those of a computer that is itself the hot spot.
_ASKED = ("192.0.2.1", "10.42.0.1", "192.168.137.1", "192.168.2.1", "172.20.10.1")


def own_addresses() -> tuple[str, ...]:
    """Return this machine's addresses in its networks; nothing is sent to find them."""
    found: dict[str, None] = {}
    for asked in _ASKED:
        with suppress(OSError), closing(socket.socket(type=socket.SOCK_DGRAM)) as tried:
            tried.connect((asked, 9))
            found[str(tried.getsockname()[0])] = None
    return tuple(one for one in found if not one.startswith(("127.", "0.")))


def listening(addresses: Sequence[str], port: int, last: int = 0) -> list[socket.socket]:
    """Return sockets at one port of all these addresses; 0 for one that is free, best the `last`.

    Raises
    ------
    OSError
        If it is taken.
    """
    if port:
        return _bound(addresses, port)
    for free in filter(None, (last, *PORTS)):
        with suppress(OSError):
            return _bound(addresses, free)
    first = _bound(addresses[:1], 0)
    return first + _bound(addresses[1:], first[0].getsockname()[1])


def _bound(addresses: Sequence[str], port: int) -> list[socket.socket]:
    bound: list[socket.socket] = []
    try:
        for address in addresses:
            made = socket.create_server((address, port), backlog=1024)
            made.setblocking(False)  # noqa: FBT003
            bound.append(made)
    except (OSError, OverflowError) as error:
        for made in bound:
            made.close()
        raise OSError(str(error)) from None
    return bound


def names(addresses: Iterable[str], port: int, more: Iterable[str] = ()) -> frozenset[str]:
    """Return what a browser may call a door: its addresses and names with the port, as it does.

    Parameters
    ----------
    more
        Names that whoever runs the door has given it, with a port if that is another one.
    """
    called = {LOOPBACK, "localhost", *addresses, *(name for name in more if ":" not in name)}
    whole = {f"{name.lower()}:{port}" for name in called}
    usual = {name.lower() for name in called} if port in _USUAL.values() else set()
    return frozenset(whole | usual | {name.lower() for name in more})


def written(scheme: str, name: str, port: int) -> str:
    """Return a door's address as it is typed."""
    end = "" if ":" in name or port == _USUAL[scheme] else f":{port}"
    return f"{scheme}://{name}{end}/"


def answers(address: str, port: int) -> bool:
    """Say whether something listens there, as far as this machine itself can tell."""
    with suppress(OSError), socket.create_connection((address, port), _SECONDS):
        return True
    return False
