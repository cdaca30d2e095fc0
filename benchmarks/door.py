"""The class's door under load: a crowd of learners, hand-ins beside bare Tornado's, kills, fuzz.

All of it is on this machine's own addresses, and stops by itself. By hand: `python -m
benchmarks.door kills 200`, `python -m benchmarks.door fuzz 60`, `python -m benchmarks.door`.
"""

import asyncio
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import attrs
import psutil

from kit.classroom.door import session, starting
from kit.classroom.sheets import NotASheetError, from_json
from kit.widgets.phone import pages
from tools.crowd import Fate, Line, hand_in, killed, source, take_part, version
from tools.telephone import Telephone, raw, sheet

LEARNERS = 3_000
AT_ONCE = 200
HANDED = 2_000
LINES = 32
ROUNDS = 3
FILES = ("", "page.js", "page.css")

BARE = """
import asyncio, sys
from pathlib import Path
from tornado.web import Application, RequestHandler
from kit.files.atomic import replace

class Handler(RequestHandler):
    def post(self):
        name = self.request.headers["X-Name"]
        replace(Path(sys.argv[1]) / name, self.request.body, for_others=True)
        self.write({"handed": True})

async def main():
    server = Application([("/sheets", Handler)]).listen(0, "127.0.0.1")
    (held,) = server._sockets.values()
    print(held.getsockname()[1], flush=True)
    await asyncio.Event().wait()

import logging
logging.disable(logging.CRITICAL)
asyncio.run(main())
"""


@attrs.frozen
class Crowd:
    """How it went for crowds of learners, one after the other.

    Attributes
    ----------
    seconds
        How long the slowest took.
    failed
        How many were not told that theirs is handed in.
    missing
        How many were told so, and are not in the folder.
    megabytes
        How large the door was (RSS) before, and after each.
    """

    seconds: float
    failed: int
    missing: int
    megabytes: Sequence[float]


@contextmanager
def _door() -> Iterator[tuple[Path, session.Session, starting.Running]]:
    """Start a door of an empty class, with the pages that telephones get."""
    with tempfile.TemporaryDirectory(prefix="door-") as name:
        folder, laid = Path(name, "class"), Path(name, "pages")
        for place, content in pages().items():
            path = laid / place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        folder.mkdir()
        begun = session.begin(folder)
        running = starting.start(folder, pages=laid)
        try:
            yield folder, begun, running
        finally:
            running.stop()


def crowd(learners: int = LEARNERS) -> Crowd:
    """Let learners load the page, ask what is open and hand in, a few hundred at a time."""
    seconds = []
    with _door() as (folder, begun, running):
        process = psutil.Process(running.pid)
        sizes = [process.memory_info().rss / 2**20]
        told = 0
        for when in range(ROUNDS):
            before = time.perf_counter()
            told += asyncio.run(_all(running.port, begun.code, when * learners, learners))
            seconds.append(time.perf_counter() - before)
            sizes.append(process.memory_info().rss / 2**20)
        there = [path for path in folder.glob("sheet-*") if from_json(path.read_text("utf-8"))]
    return Crowd(max(seconds), ROUNDS * learners - told, told - len(there), sizes)


async def _all(port: int, code: str, first: int, learners: int) -> int:
    few = asyncio.Semaphore(AT_ONCE)

    async def one(number: int) -> bool:
        async with few:
            return await take_part(port, code, number, FILES)

    return sum(await asyncio.gather(*(one(first + number) for number in range(learners))))


@attrs.frozen
class Rates:
    """Hand-ins a second: the door's, and those of bare Tornado which writes the same bytes."""

    ours: float
    bare: float


def rates() -> Rates:
    """Measure both in turn, with the same client, and take each one's median."""
    ours, bare = [], []
    with _door() as (folder, begun, running), _bare() as port:
        password = begun.password
        Telephone(running.port, password).hand_in(sheet("f" * 32, **version(0)))
        (written,) = (path.read_bytes() for path in folder.glob("sheet-*"))
        for when in range(ROUNDS):
            ours.append(asyncio.run(_rate(running.port, password, when, None)))
            bare.append(asyncio.run(_rate(port, password, when, written)))
    return Rates(median(ours), median(bare))


@contextmanager
def _bare() -> Iterator[int]:
    with tempfile.TemporaryDirectory(prefix="bare-") as name:
        server = subprocess.Popen([sys.executable, "-c", BARE, name], stdout=subprocess.PIPE)
        try:
            yield int(server.stdout.readline())
        finally:
            server.kill()
            server.wait()


async def _rate(port: int, password: str, when: int, written: bytes | None) -> float:
    numbers = iter(range(when * HANDED, (when + 1) * HANDED))

    async def press(place: int) -> None:
        line = Line(port, place)
        for number in numbers:
            # From many addresses, as one alone may hand in so many a second.
            if written is None:
                status = await hand_in(line, password, sheet(f"{number:032x}", **version(number)))
            else:
                status, _ = await line.ask(
                    "POST", "sheets", written, X_Name=f"sheet-{number:016}-1.json"
                )
            assert status == 200, status
        line.close()

    before = time.perf_counter()
    await asyncio.gather(*(press(1_000 * when + place) for place in range(LINES)))
    return HANDED / (time.perf_counter() - before)


@attrs.define
class Fuzzed:
    """What came of requests that were damaged at random, of who has been let in and of strangers.

    Attributes
    ----------
    answered
        How often each status was answered; 0 if the door hung up.
    honest, refused
        How many whole sheets were handed in meanwhile, and how many of them were not taken.
    got_in
        How many strangers were told anything but a refusal, and how many of their sheets are there.
    torn
        Files in the folder that are no sheet.
    """

    answered: Counter[int] = attrs.field(factory=Counter)
    honest: int = 0
    refused: int = 0
    got_in: int = 0
    torn: int = 0

    @property
    def sent(self) -> int:
        """How many damaged requests were sent."""
        return self.answered.total()

    @property
    def harm(self) -> int:
        """How much went wrong; the disk is not full, so a door has no reason to give 500."""
        faults = sum(n for status, n in self.answered.items() if status >= 500)
        return faults + self.refused + self.got_in + self.torn


def fuzz(seconds: float) -> Fuzzed:
    """Damage requests at random, and hand in whole sheets beside them."""
    dice = random.Random()
    found = Fuzzed()
    with _door() as (folder, begun, running):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            stranger = bool(found.sent % 2)
            code = "0" * len(begun.password) if stranger else begun.password
            given = {"state_1": 5} if stranger else {"breadth_1": 3}
            body = sheet(dice.randbytes(16).hex(), **given)
            data = _damaged(dice, running.port, code, body)
            answer = raw(running.port, data, source(found.sent), 2)
            found.answered[int(answer[9:12] or 0)] += 1
            found.got_in += stranger and (b'"handed"' in answer or b'"pass"' in answer)
            if found.sent % 100 == 0:
                one = Telephone(running.port, begun.password, source(60_000 + found.honest))
                found.honest += 1
                found.refused += one.hand_in().status != 200
        assert running.alive
        for path in folder.glob("sheet-*"):
            try:
                (there,) = from_json(path.read_text("utf-8"))
                found.got_in += "state-1" in there.by_statement
            except (NotASheetError, ValueError):
                found.torn += 1
    return found


def _damaged(dice: random.Random, port: int, code: str, body: bytes) -> bytes:
    """Return a request in which something is wrong: anywhere, or in its body alone."""
    only_body = dice.random() < 0.5
    if only_body:
        body = _spoilt(dice, body)
    lines = ["POST /sheets HTTP/1.1", f"Host: 127.0.0.1:{port}", f"Origin: http://127.0.0.1:{port}"]
    lines += [f"X-Class-Code: {code}", "Content-Type: application/json"]
    lines += [f"Content-Length: {len(body)}", "", ""]
    whole = "\r\n".join(lines).encode() + body
    return whole if only_body else _spoilt(dice, whole)


def _spoilt(dice: random.Random, content: bytes) -> bytes:
    data = bytearray(content)
    for _ in range(dice.randint(1, 8)):
        at = dice.randrange(len(data) + 1)
        data[at : at + dice.randint(0, 9)] = dice.randbytes(dice.randint(0, 9))
    return bytes(data)


def kills(times: int) -> Fate:
    """Kill a door so often at random moments while telephones hand in."""
    with tempfile.TemporaryDirectory() as name:
        folder, laid = Path(name, "class"), Path(name, "pages")
        folder.mkdir()
        laid.mkdir()
        (laid / "index.html").write_text("<!doctype html>", "utf-8")
        return killed(folder, laid, times, random.Random())


def main(words: Sequence[str]) -> None:
    """Measure what is asked for, or load and rates."""
    if words[:1] == ["kills"]:
        print(kills(int(words[1])))
    elif words[:1] == ["fuzz"]:
        found = fuzz(float(words[1]))
        print(f"{found.sent} damaged requests, {found.harm} did harm: {found}")
    else:
        print(crowd(), rates())


if __name__ == "__main__":
    main(sys.argv[1:])
