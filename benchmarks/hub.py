"""What a seat on a shared server takes: memory with lesson 1 and with all lessons, and its start.

Twenty learners sit on one hub at the same time, as in its test. Starts are compared with those of
seats as JupyterHub starts them by itself.
"""

import time
from functools import partial
from pathlib import Path

import attrs

from tools.hub import NAMES, ROOT, Hub, at_once, first_lesson, lacking
from tools.learner import Learner
from tools.notebooks import NOTEBOOKS


@attrs.frozen
class Size:
    """Proportional set sizes of a seat in MB: the mean with lesson 1, and one with all lessons."""

    first: float
    everything: float


@attrs.frozen
class Start:
    """Seconds of twenty seats that start at once: a processor's for each, and until the last."""

    processor: float
    last: float


def size() -> Size:
    """Let all run lesson 1; then let one of them open the others, too."""
    if reason := lacking():
        raise RuntimeError(reason)
    with Hub() as hub:
        opened = at_once(partial(first_lesson, hub), NAMES)
        first = hub.seat_mb(NAMES)
        _open_others(opened[0][0])
        return Size(first, hub.seat_mb(NAMES[:1]))


def _open_others(learner: Learner) -> None:
    for lesson in sorted((NOTEBOOKS / "sv").glob("*.ipynb")):
        if lesson.name != "01-role.ipynb":
            learner.open(f"{learner.lessons}/sv/{lesson.name}").run()


def start(kit: Path | None = ROOT) -> Start:
    """Let all log in at the same moment; no lesson is run. See `Hub` for the kit."""
    if reason := lacking():
        raise RuntimeError(reason)
    with Hub(kit) as hub:
        before = time.perf_counter()
        at_once(hub.learner, NAMES)
        last = time.perf_counter() - before
        times = [process.cpu_times() for name in NAMES for process in hub.seat(name)]
        return Start(sum(one.user + one.system for one in times) / len(NAMES), last)
