"""How much memory one learner's kernel takes after a lesson, against a kernel that did nothing.

Kernels run one at a time: pages that two of them share would be counted as half a page each.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from subprocess import DEVNULL

import attrs
import psutil
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import start_new_kernel

from kit.content.notebooks import read
from tools.notebooks import NOTEBOOKS

LESSONS = ("00-start", "01-role", "02-direction", "03-capacity", "04-interplay")
PATIENCE = 60


@attrs.frozen
class Seats:
    """Proportional set sizes in MB: of a bare kernel, and of one after each lesson.

    `beside` other programs ran the same Python, and took over a share of both.
    """

    bare: float
    lessons: dict[str, float]
    beside: int

    @property
    def largest(self) -> float:
        return max(self.lessons.values())


def seats() -> Seats:
    """Measure bare kernels and one after each lesson in turn, so that both share as much."""
    bare, lessons = [], {}
    for name in LESSONS:
        bare.append(_size(["pass"]))
        lessons[name] = _size(_cells(name))
    return Seats(median(bare), lessons, _beside())


def _beside() -> int:
    """Count the other processes that run this Python."""
    mine = psutil.Process()
    exes = [process.info["exe"] for process in psutil.process_iter(["exe"]) if process != mine]
    return exes.count(mine.exe())


def _cells(lesson: str) -> list[str]:
    cells = [
        "".join(cell["source"])
        for cell in read(NOTEBOOKS / "sv" / f"{lesson}.ipynb")["cells"]
        if cell["cell_type"] == "code" and "curious" not in cell["metadata"].get("tags", [])
    ]
    if not cells:
        raise RuntimeError(f"{lesson} has no code cells to run")
    return cells


def _size(cells: list[str]) -> float:
    """Run cells in a new kernel and weigh it; what a page asks of it later leaves no trace."""
    with _kernel() as (client, pid):
        for cell in cells:
            reply = client.execute_interactive(cell, timeout=PATIENCE, output_hook=lambda _: None)
            if reply["content"]["status"] != "ok":
                raise RuntimeError(f"{cell!r}: {reply['content']['evalue']}")
        return _pss(pid)


@contextmanager
def _kernel() -> Iterator[tuple[BlockingKernelClient, int]]:
    with tempfile.TemporaryDirectory() as folder:
        manager, client = start_new_kernel(
            startup_timeout=PATIENCE,
            cwd=folder,
            env={**os.environ, "KIT_ANSWERS": str(Path(folder) / "answers.json")},
            stderr=DEVNULL,
        )
        try:
            yield client, manager.provisioner.pid
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)


def _pss(pid: int) -> float:
    rollup = Path(f"/proc/{pid}/smaps_rollup")
    if not rollup.exists():
        raise RuntimeError("Memory is measured from /proc, which this system does not have")
    lines = rollup.read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
