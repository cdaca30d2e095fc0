"""A telephone at a class's door, for tests and measurements; it can also ask what none would."""

import json
import secrets
import socket
from collections.abc import Mapping
from contextlib import closing, suppress
from http.client import HTTPConnection
from typing import Any

import attrs

from kit.classroom.sheets import FORMAT

PATIENCE = 30
LOOPBACK = "127.0.0.1"


@attrs.frozen
class Said:
    """What a door has answered; status 0 if it hung up."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def value(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


HUNG_UP = Said(0, {}, b"")


def sheet(mark: str, when: str = "1", role: str | None = None, **ratings: Any) -> bytes:
    """Return what a telephone hands in: its own mark, and ratings by statement (`breadth_1=3`)."""
    given = {key.replace("_", "-"): value for key, value in ratings.items()}
    one = {"mark": mark, "round": when, "role": role, "ratings": given or {"breadth-1": 3}}
    return json.dumps({"kit": "class-sheet", "format": FORMAT, "sheets": [one]}).encode()


class Telephone:
    """One telephone, with a mark of its own.

    Parameters
    ----------
    port
        Where the door is on this machine.
    code
        What it says to be let in.
    source
        The address of its own from which it asks: one of 127.0.0.0/8.
    base
        The door's path.
    host
        What it calls the door.
    """

    def __init__(
        self,
        port: int,
        code: str,
        source: str = LOOPBACK,
        *,
        base: str = "/",
        host: str | None = None,
    ) -> None:
        self.mark = secrets.token_hex(16)
        self.code = code
        self._port = port
        self._source = source
        self._base = base
        self._host = host or f"{LOOPBACK}:{port}"

    def ask(
        self, name: str, *, method: str = "GET", body: bytes | None = None, **headers: str | None
    ) -> Said:
        """Ask for something; a header that is None is left out."""
        asked = {
            "Host": self._host,
            "X-Class-Code": self.code,
            **{key.replace("_", "-"): value for key, value in headers.items()},
        }
        known = {key: value for key, value in asked.items() if value is not None}
        door = HTTPConnection(LOOPBACK, self._port, PATIENCE, (self._source, 0))
        with closing(door), suppress(OSError):
            door.request(method, self._base + name, body, known)
            answer = door.getresponse()
            said = {key.lower(): value for key, value in answer.getheaders()}
            return Said(answer.status, said, answer.read())
        return HUNG_UP

    def open(self, **headers: str | None) -> Said:
        """Ask what is to be rated."""
        return self.ask("open", **headers)

    def hand_in(self, body: bytes | None = None, **headers: str | None) -> Said:
        """Hand a sheet in; by default one of its own."""
        sent = {"Content_Type": "application/json", "Origin": f"http://{self._host}", **headers}
        return self.ask("sheets", method="POST", body=body or sheet(self.mark), **sent)


def raw(
    port: int,
    data: bytes,
    source: str = LOOPBACK,
    patience: float = PATIENCE,
    *,
    ends: bool = True,
) -> bytes:
    """Send bytes as they are, and return all that comes until the door hangs up or is silent.

    `ends` says that nothing more is to come; a door need not answer whoever has gone.
    """
    parts = []
    with (
        suppress(OSError),
        socket.create_connection((LOOPBACK, port), patience, (source, 0)) as line,
    ):
        with suppress(OSError):
            line.sendall(data)
            if ends:
                line.shutdown(socket.SHUT_WR)
        while part := line.recv(65_536):
            parts.append(part)
    return b"".join(parts)
