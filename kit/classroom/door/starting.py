"""Start a door as a process of its own, as the teacher's board does, and stop it again.

It is stopped, too, when whoever started it ends: a door does not outlive its board.
"""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from kit.classroom.door.running import NotOpenedError

# What a hub sets where a door runs as its service: its path on the hub, or its whole address.
SERVICE = "KIT_DOOR"
_PATIENCE = 10


class Running:
    """A door that was started.

    Attributes
    ----------
    addresses, port, reached
        As in `kit.classroom.door.running.Opened`.
    last
        Where telephones found the door before, if that was at another port; else 0.
    to_others
        Whether other machines reach it.
    counts
        What it has counted by now: pages, what was asked, sheets handed in, what was refused, and
        how many of all came from other machines.
    """

    def __init__(self, process: subprocess.Popen[bytes], *, to_others: bool) -> None:
        self._process = process
        first = _told(process)
        if "opened" not in first:
            self.stop()
            raise NotOpenedError(first.get("refused", "door.gone"), **first.get("values", {}))
        self.addresses = tuple(first["opened"]["addresses"])
        self.port = int(first["opened"]["port"])
        self.reached: bool | None = first["opened"]["reached"]
        self.last = int(first["opened"]["last"])
        self.to_others = to_others
        self.counts: dict[str, int] = {}
        self._reader = threading.Thread(target=self._listen, daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        """The number of its process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it is still there."""
        return self._process.poll() is None

    def _listen(self) -> None:
        while said := _told(self._process):
            self.counts = said.get("counts", {})

    def stop(self) -> None:
        """Stop it; what was begun is answered first."""
        assert self._process.stdin  # noqa: S101 - it was opened so
        self._process.stdin.close()
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def start(
    folder: Path, *, to_others: bool = False, port: int = 0, pages: Path | None = None
) -> Running:
    """Start a door of a class's folder.

    Parameters
    ----------
    folder
        The class's.
    to_others
        Whether other machines of the network are to reach it.
    port
        Where it listens; 0 for the first that is free.
    pages
        A folder with other pages than the telephone's.

    Raises
    ------
    NotOpenedError
        If it cannot be opened.
    """
    place = Path(__file__).parents[3]
    words = ["class", "--child", "--folder", str(folder.absolute()), "--port", str(port)]
    words += ["--open"] if to_others else []
    words += ["--pages", str(pages)] if pages else []
    # What lies where the board's notebook does is no module for it; what a hub gives a seat is none
    # of its business.
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("JUPYTERHUB_")},
        "PYTHONPATH": os.pathsep.join([str(place), *filter(None, [os.environ.get("PYTHONPATH")])]),
    }
    # Whoever interrupts a notebook's Python interrupts all its group.
    windows = sys.platform == "win32"
    process = subprocess.Popen(  # noqa: S603 - our own
        [sys.executable, "-P", "-m", "kit", *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=not windows,
        creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
    )
    return Running(process, to_others=to_others)


def service() -> str | None:
    """Return where a door runs already as a hub's service: a path on the hub, or an address."""
    return os.environ.get(SERVICE, "").strip() or None


def _told(process: subprocess.Popen[bytes]) -> dict[str, Any]:
    """Return what a door tells next; nothing once it has ended."""
    assert process.stdout  # noqa: S101 - it was opened so
    line = process.stdout.readline()
    found = json.loads(line) if line.startswith(b"{") else {}
    return found if isinstance(found, dict) else {}
