"""How fast a class is pooled and shown, against reading the bare JSON in its folder."""

import json
import os
import random
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import attrs

from kit.answers.file import AnswersFile
from kit.classroom.classroom import Classroom
from kit.classroom.folder import ClassFolder
from kit.classroom.sheets import ALPHABET, RATINGS, ROLES, ROUNDS, Sheet, statement_ids, to_json
from kit.content.course import course
from kit.content.phrases import Words
from kit.widgets.board import Replies

MOST_READ = 150_000


@attrs.frozen
class Pooled:
    """Seconds to read a folder bare, to pool it, to show it anew; bytes in memory per sheet."""

    bare: float
    ours: float
    board: float
    bytes_each: float


def pooling(sheets: int) -> Pooled:
    """Read a folder of so many sheets bare, and pool them as the board does, in turn.

    Pooling is all from the files to the sums of every round that may be shown. The board is all
    from those to what crosses to the page. Medians of some runs.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _fill(folder, sheets)
        runs = max(1, min(15, MOST_READ // sheets))
        times = [(_seconds(_read, folder), _seconds(_pool, folder)) for _ in range(runs)]
        bare, ours = map(median, zip(*times, strict=True))
        replies = Replies(
            _pool(folder), course(), AnswersFile(folder / "my-answers.json"), Words("sv")
        )
        board = median(_seconds(replies.look, {"round": "1", "known": True}) for _ in range(5))
        return Pooled(bare, ours, board, _weight(folder) / sheets)


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


def _pool(folder: Path) -> Classroom:
    classroom = Classroom(folder)
    classroom.look()
    for one in classroom.rounds:
        classroom.show(one)
    return classroom


def _seconds(act: Callable[[Any], object], what: object) -> float:
    start = time.perf_counter()
    act(what)
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
