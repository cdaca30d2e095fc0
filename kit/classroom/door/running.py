"""Run a door in this process: where it listens, whom it lets in, until it is told to stop."""

import asyncio
import os
import signal
import ssl
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import attrs

from kit.classroom.door import limits
from kit.classroom.door.answering import Door, Place
from kit.classroom.door.files import served
from kit.classroom.door.network import (
    ANY,
    LOOPBACK,
    answers,
    listening,
    names,
    own_addresses,
    written,
)
from kit.classroom.folder import reason


class NotOpenedError(Exception):
    """A door cannot be opened; the message is a key of words.toml, `values` fills its phrase."""

    def __init__(self, key: str, **values: str) -> None:
        super().__init__(key)
        self.values = values


@attrs.frozen
class How:
    """How a door is to be run.

    Attributes
    ----------
    to_others
        Whether other machines reach it; else this one alone does.
    addresses
        Those of this machine at which it listens, in place of all that are found.
    port
        0 for the first that is free.
    last
        Where it was reached last, to be taken before any other that is free; or 0.
    names
        What a browser may call it beside its addresses; the first is the one that is told.
    certificate, key
        Files of PEM, for HTTPS.
    base, behind
        As in `Place`.
    """

    to_others: bool = False
    addresses: tuple[str, ...] = ()
    port: int = 0
    last: int = 0
    names: tuple[str, ...] = ()
    certificate: Path | None = None
    key: Path | None = None
    base: str = "/"
    behind: bool = False


@attrs.frozen
class Opened:
    """A door that listens.

    Attributes
    ----------
    addresses
        Where telephones find it, the best first, without the code.
    reached
        Whether it answers at this machine's own addresses in its networks; None if it has none. It
        says nothing of what a network keeps from its guests: that only a telephone can find out.
    """

    addresses: tuple[str, ...]
    port: int
    reached: bool | None


@attrs.frozen
class Teller:
    """Whom a door tells what.

    Attributes
    ----------
    ready
        Is told once it listens.
    each
        Is told each second what has been counted.
    begun
        Is given what stops the door, from any thread.
    """

    ready: Callable[[Opened], None]
    each: Callable[[Mapping[str, int]], None] = lambda _counts: None
    begun: Callable[[Callable[[], None]], None] = lambda _stop: None


def run(folder: Path, pages: Path | Mapping[str, bytes], how: How, teller: Teller) -> None:
    """Open a door and serve until it is told to stop.

    Parameters
    ----------
    folder
        The class's.
    pages
        As `served` takes them.

    Raises
    ------
    NotOpenedError
        If it cannot be opened.
    """
    asyncio.run(_run(folder, pages, how, teller))


async def _run(folder: Path, pages: Path | Mapping[str, bytes], how: How, teller: Teller) -> None:
    try:
        from kit.classroom.door import serving
    except ModuleNotFoundError as error:
        raise NotOpenedError("door.no-tornado", module=str(error.name)) from None
    serving.quiet()
    serving.room_for(limits.MOST_CONNECTIONS + 200)
    secure = _secured(how)
    here = _addresses(how)
    try:
        sockets = listening(here, how.port, how.last)
    except OSError:
        raise NotOpenedError("door.port", port=str(how.port)) from None
    port = int(sockets[0].getsockname()[1])
    hosts = None if how.behind and not how.names else names(here, port, how.names)
    door = Door(served(pages), folder, Place(how.base, hosts, how.behind))
    server = serving.Server(door, ssl_options=secure)
    server.add_sockets(sockets)
    until = asyncio.Event()
    loop = asyncio.get_running_loop()
    with suppress(NotImplementedError, ValueError, RuntimeError):  # Windows, or another thread
        loop.add_signal_handler(signal.SIGTERM, until.set)
    teller.begun(lambda: _tell(loop, until))
    scheme = "https" if secure else "http"
    others = tuple(one for one in here if not one.startswith("127."))
    told = (*how.names, *others) or here
    addresses = tuple(written(scheme, name, port) + how.base[1:] for name in told)
    reached = any(answers(one, port) for one in others) if others else None
    teller.ready(Opened(addresses, port, reached))
    await serving.serve(server, until, lambda: teller.each(door.counts))


def _tell(loop: asyncio.AbstractEventLoop, until: asyncio.Event) -> None:
    with suppress(RuntimeError):  # it has ended
        loop.call_soon_threadsafe(until.set)


def _addresses(how: How) -> tuple[str, ...]:
    if not how.to_others:
        return (LOOPBACK,)
    found = how.addresses or own_addresses()
    if not found:
        raise NotOpenedError("door.no-network")
    if ANY in found:  # this machine's own is one of them
        return (ANY,)
    return tuple(dict.fromkeys((*found, LOOPBACK)))


def _secured(how: How) -> ssl.SSLContext | None:
    from kit.classroom.door.serving import secured

    if how.certificate is None:
        return None
    try:
        return secured(str(how.certificate), str(how.key) if how.key else None)
    except OSError as error:
        raise NotOpenedError("door.certificate", reason=reason(error)) from None


def when_closed(stop: Callable[[], None]) -> None:
    """Stop once whoever started this process has gone, or closed what it reads."""

    def wait() -> None:
        with suppress(OSError):
            while os.read(0, 1024):
                pass
        stop()

    threading.Thread(target=wait, daemon=True).start()
