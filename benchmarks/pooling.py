"""How fast the teacher's board takes in a class's folder, against reading the bare JSON in it."""

import json
import os
import random
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from statistics import median

from kit.class_folder import ClassFolder
from kit.sheets import ALPHABET, RATINGS, ROLES, ROUNDS, Sheet, statement_ids, to_json

MOST_READ = 50_000


def looks(sheets: int) -> tuple[float, float, float]:
    """Read a folder of so many sheets bare and as the board does, in turn.

    Returns
    -------
    The seconds of each, medians of some runs, and the bytes that each sheet takes in memory.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _fill(folder, sheets)
        runs = max(1, min(15, MOST_READ // sheets))
        times = [(_seconds(_read, folder), _seconds(_look, folder)) for _ in range(runs)]
        bare, ours = map(median, zip(*times, strict=True))
        return bare, ours, _weight(folder) / sheets


def _fill(folder: Path, sheets: int) -> None:
    """Write sheets of made-up people; what is said here is the same in every run."""
    made = random.Random(14)
    for number in range(sheets):
        mark = "".join(ALPHABET[number >> place & 31] for place in (20, 15, 10, 5, 0))
        ratings = bytes(made.choices(range(len(RATINGS)), k=len(statement_ids())))
        sheet = Sheet(mark, made.choice(ROUNDS), made.choice((None, *ROLES)), ratings)
        path = folder / f"sheet-{sheet.mark}-{sheet.round}.json"
        path.write_text(to_json(sheet), encoding="utf-8")


def _read(folder: Path) -> None:
    with os.scandir(folder) as entries:
        for entry in entries:
            with open(entry.path, encoding="utf-8") as file:  # noqa: PTH123 - as lean as can be
                json.loads(file.read())


def _look(folder: Path) -> ClassFolder:
    files = ClassFolder(folder)
    files.look()
    return files


def _seconds(act: Callable[[Path], object], folder: Path) -> float:
    start = time.perf_counter()
    act(folder)
    return time.perf_counter() - start


def _weight(folder: Path) -> float:
    """Return the bytes that stay in memory once a folder has been looked at."""
    tracemalloc.start()
    try:
        files = ClassFolder(folder)
        before, _ = tracemalloc.get_traced_memory()
        found = files.look()
        after, _ = tracemalloc.get_traced_memory()
        if found.faults:
            raise RuntimeError(f"{len(found.faults)} sheets could not be read")
        return after - before
    finally:
        tracemalloc.stop()
