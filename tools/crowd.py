"""Many telephones at a class's door at once, and what becomes of their sheets when it is killed."""

import asyncio
import json
import random
import secrets
import signal
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from os import kill
from pathlib import Path

import attrs

from kit.classroom.door import session, starting
from kit.classroom.sheets import NotASheetError, from_json, ratings_of, statement_ids
from tools.telephone import LOOPBACK, Telephone, sheet

LEVELS = 5
# Seconds until a telephone tries again where nobody answered.
_GONE = 0.05
# Telephones that hand in while a door is killed.
AT_ONCE = 6


def source(number: int) -> str:
    """Return an address of this machine's own for a telephone, where there are several."""
    if sys.platform != "linux":
        return LOOPBACK
    return f"127.1.{number // 250 % 250}.{number % 250 + 1}"


def version(number: int) -> dict[str, int]:
    """Return ratings of which no two numbers have the same."""
    ids = statement_ids()[:8]
    return {key: 1 + number // LEVELS**place % LEVELS for place, key in enumerate(ids)}


class Line:
    """A connection that stays open between what is asked."""

    def __init__(self, port: int, number: int) -> None:
        self._port = port
        self._source = source(number)
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(
        self, method: str, name: str, body: bytes = b"", **headers: str
    ) -> tuple[int, bytes]:
        """Return the status and the body of what is answered; status 0 if nobody does.

        Where the door has hung up meanwhile, as it does on who is silent for long, this connects
        anew, as browsers do.
        """
        kept = self._streams is not None
        said = await self._ask(method, name, body, headers)
        return await self._ask(method, name, body, headers) if kept and not said[0] else said

    async def _ask(
        self, method: str, name: str, body: bytes, headers: Mapping[str, str]
    ) -> tuple[int, bytes]:
        try:
            if self._streams is None:
                self._streams = await asyncio.open_connection(
                    LOOPBACK, self._port, local_addr=(self._source, 0)
                )
            reader, writer = self._streams
            known = {"Host": f"{LOOPBACK}:{self._port}", **headers}
            if method == "POST":
                known |= {"Origin": f"http://{known['Host']}", "Content-Length": str(len(body))}
            lines = [f"{method} /{name} HTTP/1.1", *(f"{key}: {one}" for key, one in known.items())]
            writer.write("\r\n".join([*lines, "", ""]).replace("_", "-").encode() + body)
            head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
            _, _, length = head.partition("content-length: ")
            found = await reader.readexactly(int(length.split("\r\n")[0] or 0) if length else 0)
            return int(head.split(" ", 2)[1]), found
        except (OSError, EOFError):
            self.close()
            return 0, b""

    def close(self) -> None:
        """Hang up."""
        if self._streams:
            self._streams[1].close()
        self._streams = None


async def hand_in(line: Line, code: str, body: bytes) -> int:
    """Hand in a sheet; return the status."""
    headers = {"X_Class_Code": code, "Content_Type": "application/json"}
    status, _ = await line.ask("POST", "sheets", body, **headers)
    return status


async def take_part(port: int, code: str, number: int, files: Sequence[str]) -> bool:
    """Do what a learner's telephone does: load the page, ask what is open, hand in."""
    line = Line(port, number)
    body = sheet(f"{number:032x}", **version(number))
    with closing(line):
        for name in files:
            status, _ = await line.ask("GET", name, Accept_Encoding="gzip")
            if status != 200:  # noqa: PLR2004
                return False
        status, told = await line.ask("GET", "open", X_Class_Code=code)
        if status != 200:  # noqa: PLR2004
            return False
        return await hand_in(line, json.loads(told)["pass"], body) == 200  # noqa: PLR2004


@attrs.define
class Fate:
    """What became of sheets at a door that was killed again and again.

    Attributes
    ----------
    acknowledged
        How many sheets were said to be handed in.
    missing, torn, doubled
        How many of them were lost, how many files could not be read, and how many there were of
        one telephone beside its own.
    cut
        How many were being written when the door was killed.
    """

    kills: int = 0
    acknowledged: int = 0
    missing: int = 0
    torn: int = 0
    doubled: int = 0
    cut: int = 0


class _Pressing:
    """A telephone that hands in one version after the other, and whatever it was told of each."""

    def __init__(self, port: int, code: str, number: int) -> None:
        self.telephone = Telephone(port, code, source(number))
        self.handed: int | None = None
        self.underway = number
        self.acknowledged = 0

    def press(self) -> bool:
        """Hand in the next, or the same again; return whether it may go on."""
        said = self.telephone.hand_in(sheet(self.telephone.mark, **version(self.underway)))
        if said.status == 200:  # noqa: PLR2004
            self.handed, self.underway = self.underway, self.underway + 7
            self.acknowledged += 1
        elif not said.status:
            time.sleep(_GONE)
        return said.status != 429  # noqa: PLR2004 - it has pressed too often


def killed(folder: Path, pages: Path, times: int, dice: random.Random) -> Fate:
    """Kill a door at random moments while telephones hand in, start it again, and look."""
    begun = session.begin(folder)
    all_of_them: list[_Pressing] = []
    over = threading.Event()
    # Not one of those that other doors try, who could take it while this one is away.
    port = 20_000 + secrets.randbelow(10_000)
    running = starting.start(folder, port=port, pages=pages)

    def go_on() -> None:
        while not over.is_set():
            one = _Pressing(port, begun.code, len(all_of_them))
            all_of_them.append(one)
            while not over.is_set() and one.press():
                pass

    threads = [threading.Thread(target=go_on) for _ in range(AT_ONCE)]
    fate = Fate()
    try:
        for thread in threads:
            thread.start()
        for _ in range(times):
            time.sleep(dice.uniform(0, 0.2))
            kill(running.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
            running.stop()
            fate.kills += 1
            running = starting.start(folder, port=port, pages=pages)
    finally:
        over.set()
        for thread in threads:
            thread.join()
        running.stop()
    return _looked(folder, begun, all_of_them, fate)


def _looked(
    folder: Path, begun: session.Session, telephones: Sequence[_Pressing], fate: Fate
) -> Fate:
    found = {path.name: path for path in folder.glob("sheet-*.json")}
    for one in telephones:
        fate.acknowledged += one.acknowledged
        path = found.pop(f"sheet-{begun.mark(one.telephone.mark)}-1.json", None)
        may_be = [ratings_of(version(number)) for number in _may_be(one)]
        if path is None:
            fate.missing += one.handed is not None
            continue
        try:
            (there,) = from_json(path.read_text("utf-8"))
            fate.missing += there.ratings not in may_be
        except (NotASheetError, ValueError):
            fate.torn += 1
    fate.doubled += len(found)
    fate.cut = len(list(folder.glob(".sheet-*.part")))
    return fate


def _may_be(one: _Pressing) -> Iterator[int]:
    """Tell which versions may be in the folder: the last acknowledged, or the one underway."""
    if one.handed is not None:
        yield one.handed
    yield one.underway
