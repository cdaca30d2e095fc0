"""What importing the kit adds to a start of Python, and what a lesson costs a test run."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import attrs

from benchmarks import notebooks
from tools.notebooks import NOTEBOOKS

IMPORTS = 60
NBVAL_RUNS = 3


@attrs.frozen
class Pair:
    """Seconds with the kit, and with as little as there can be in its place."""

    ours: float
    bare: float


def imports() -> Pair:
    """Start Python with and without `import kit`, in turn; return the medians."""
    with tempfile.TemporaryDirectory() as folder:
        return _in_turn(["-c", "import kit"], ["-c", "pass"], Path(folder), IMPORTS)


def nbval() -> Pair:
    """Run nbval over the lessons and over as many empty notebooks; return seconds per notebook."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        lessons = sorted((NOTEBOOKS / "sv").glob("*.ipynb"))
        for kind in ("lessons", "empty"):
            (home / kind / "sv").mkdir(parents=True)
        for lesson in lessons:
            shutil.copy(lesson, home / "lessons" / "sv")
            notebooks.write(home / "empty" / "sv" / lesson.name, {"empty": "pass"})
        test = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval"]
        patience = ["--nbval-cell-timeout=60", "--nbval-kernel-startup-timeout=120"]
        both = _in_turn(
            [*test, *patience, "lessons"], [*test, *patience, "empty"], home, NBVAL_RUNS
        )
        return Pair(both.ours / len(lessons), both.bare / len(lessons))


def _in_turn(ours: list[str], bare: list[str], folder: Path, runs: int) -> Pair:
    times = [Pair(_seconds(ours, folder), _seconds(bare, folder)) for _ in range(runs)]
    return Pair(median(one.ours for one in times), median(one.bare for one in times))


def _seconds(arguments: list[str], folder: Path) -> float:
    environment = {**os.environ, "KIT_ANSWERS": str(folder / "my-answers" / "answers.json")}
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    taken = time.perf_counter() - start
    if done.returncode:
        command = " ".join(arguments)
        raise RuntimeError(f"python {command} failed:\n{done.stdout}{done.stderr}")
    return taken
