"""A real JupyterHub on this machine: proxy, hub and a seat for each learner who logs in."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from statistics import mean
from types import TracebackType
from typing import Self, TypeVar

import psutil

from kit.content.course import course
from tools.learner import PATIENCE, Kernel, Learner
from tools.npm import HOW, find
from tools.reach import way

ROOT = Path(__file__).parent.parent
CONFIG = Path(__file__).with_name("hub_config.py")
SEATS = 20
NAMES = [f"learner-{number}" for number in range(1, SEATS + 1)]
TEACHER = "teacher"
_T = TypeVar("_T")


def lacking() -> str | None:
    """Say what is lacking to start a hub here, or None."""
    if sys.platform == "win32":
        return "JupyterHub does not run on Windows"
    return None if find("configurable-http-proxy") and shutil.which("node") else HOW


class Hub:
    """A JupyterHub with all it keeps in a folder of its own.

    Parameters
    ----------
    kit
        Where the kit that its seats run is: a folder with hosting/, tools/ and notebooks/. None for
        seats as JupyterHub starts them by itself, without lessons.

    Attributes
    ----------
    homes
        The folder with the learners' homes.
    classes
        The folder in which the class hands in.
    rights
        Whether each learner is a user of her own.
    """

    def __init__(self, kit: Path | None = ROOT) -> None:
        program = find("configurable-http-proxy")
        if program is None:
            raise RuntimeError(HOW)
        before = way()
        self.rights = before is not None
        self._temporary = tempfile.TemporaryDirectory(prefix="hub-", ignore_cleanup_errors=True)
        place = Path(self._temporary.name)
        self.homes = place / "homes"
        self.classes = place / "class"
        state = place / "state"
        # Everybody may pass through, and nobody look around.
        temporary = place / "tmp"
        modes = {place: 0o711, self.homes: 0o711, state: 0o700, temporary: 0o1777}
        for folder, mode in modes.items():
            folder.mkdir(exist_ok=True)
            folder.chmod(mode)
        ports = _free_ports(4)
        self.address = f"http://127.0.0.1:{ports[0]}"
        own = {
            "KIT_HUB_PLACE": str(place),
            "TMPDIR": str(temporary),
            "KIT_HUB_PORTS": " ".join(map(str, ports)),
            "KIT_HUB_KIT": str(kit or ""),
            "KIT_HUB_PROXY": str(program / "bin" / "configurable-http-proxy"),
            "KIT_HUB_RIGHTS": "yes" if self.rights else "",
        }
        self._log = (state / "log").open("wb")
        self._server = subprocess.Popen(
            [*(before or ()), sys.executable, "-m", "jupyterhub", "--config", str(CONFIG)],
            cwd=state,
            env={**os.environ, **own},
            stdout=self._log,
            stderr=self._log,
        )

    def __enter__(self) -> Self:
        """Wait until the hub answers."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self._server.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.address}/hub/health"):  # noqa: S310 - our own
                    return self
            except OSError:
                time.sleep(0.1)
        said = self.said()
        self.stop()
        raise RuntimeError(said)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Stop the hub, and forget what it kept."""
        if error:
            print(self.said()[-5000:])
        self.stop()

    def said(self) -> str:
        """Return what the hub and its seats have logged."""
        self._log.flush()
        return Path(self._log.name).read_text(encoding="utf-8", errors="replace")

    def stop(self) -> list[int]:
        """Stop the hub, which stops its seats and its proxy.

        Returns
        -------
        The processes that it left behind, which are then stopped, too.
        """
        if self._log.closed:
            return []
        started = self._started()
        self._server.terminate()
        try:
            self._server.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._server.kill()
        _, left = psutil.wait_procs(started, timeout=20)
        for process in left:
            process.kill()
        self._log.close()
        self._temporary.cleanup()
        return [process.pid for process in left]

    def _started(self) -> list[psutil.Process]:
        try:
            return psutil.Process(self._server.pid).children(recursive=True)
        except psutil.NoSuchProcess:
            return []

    def learner(self, name: str) -> Learner:
        """Let somebody log in, and start her seat."""
        learner = Learner(self.address, name)
        learner.log_in()
        learner.start()
        return learner

    def seat(self, name: str) -> list[psutil.Process]:
        """Return the processes of somebody's seat: its server, then its kernels."""
        for process in psutil.Process(self._server.pid).children():
            # One that was killed stays listed until the hub has asked for it.
            with suppress(psutil.NoSuchProcess):
                if process.environ().get("JUPYTERHUB_USER") == name:
                    return [process, *process.children(recursive=True)]
        raise LookupError(name)

    def seat_mb(self, names: Sequence[str]) -> float:
        """Return the mean size of seats (proportional set size of their processes) in MB."""
        return mean(
            sum(process.memory_full_info().pss for process in self.seat(name)) / 2**20
            for name in names
        )


def at_once(work: Callable[[str], _T], names: Sequence[str]) -> list[_T]:
    """Do something for all at the same time; what fails for one fails for all."""
    with ThreadPoolExecutor(len(names)) as threads:
        return list(threads.map(work, names))


def statements() -> list[tuple[str, str]]:
    """Return what lesson 1 asks to rate: factors and their statements."""
    factors = course().group("role").factors
    return [(factor.id, statement.key) for factor in factors for statement in factor.statements]


def first_lesson(hub: Hub, name: str) -> tuple[Learner, Kernel]:
    """Let somebody log in, run lesson 1 and rate all that it asks; she leaves it open."""
    learner = hub.learner(name)
    kernel = learner.open(f"{learner.lessons}/sv/01-role.ipynb")
    kernel.run()
    for (factor, statement), value in zip(statements(), ratings(name), strict=True):
        kernel.rate(factor, statement, value)
    return learner, kernel


def ratings(name: str) -> list[int]:
    """Return how somebody rates the statements of lesson 1: no two learners alike."""
    number = NAMES.index(name)
    first, second = divmod(number, 5)
    return [first + 1, second + 1] + [
        (number + place) % 5 + 1 for place in range(len(statements()) - 2)
    ]


def _free_ports(count: int) -> list[int]:
    """Return ports that nobody uses; all are held until the last is found."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for held in sockets:
            held.bind(("127.0.0.1", 0))
        return [int(held.getsockname()[1]) for held in sockets]
    finally:
        for held in sockets:
            held.close()
