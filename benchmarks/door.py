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
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import attrs
import psutil

from kit.classroom.door import session, starting
from kit.classroom.sheets import from_json
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
    """How it went for a crowd of learners, and how large the door was (RSS) after each.

    Attributes
    ----------
    failed
        How many were not told that theirs is handed in.
    missing
        How many were told so, and are not in the folder.
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
    sizes, seconds = [], []
    with _door() as (folder, begun, running):
        told = 0
        for when in range(ROUNDS):
            before = time.perf_counter()
            told += asyncio.run(_all(running.port, begun.code, when * learners, learners))
            seconds.append(time.perf_counter() - before)
            sizes.append(psutil.Process(running.pid).memory_info().rss / 2**20)
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


def fuzz(seconds: float) -> tuple[int, int]:
    """Damage requests at random; return how many, and how many honest ones went in meanwhile."""
    dice = random.Random()
    tries = honest = 0
    with _door() as (folder, begun, running):
        body = sheet("0" * 32)
        lines = ["POST /sheets HTTP/1.1", f"Host: 127.0.0.1:{running.port}"]
        lines += [f"Origin: http://127.0.0.1:{running.port}", f"X-Class-Code: {begun.code}"]
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}", "", ""]
        whole = "\r\n".join(lines).encode() + body
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            data = bytearray(whole)
            for _ in range(dice.randint(1, 8)):
                at = dice.randrange(len(data) + 1)
                data[at : at + dice.randint(0, 9)] = dice.randbytes(dice.randint(0, 9))
            raw(running.port, bytes(data), source(tries), 2)
            tries += 1
            if tries % 100 == 0:
                one = Telephone(running.port, begun.code, source(60_000 + honest))
                assert one.hand_in().status == 200
                honest += 1
        for path in folder.glob("sheet-*"):
            assert len(from_json(path.read_text("utf-8"))) == 1
        assert running.alive
    return tries, honest


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
        print("{} damaged requests, {} honest ones beside them".format(*fuzz(float(words[1]))))
    else:
        print(crowd(), rates())


if __name__ == "__main__":
    main(sys.argv[1:])
