"""A data file of SPSS or Stata as rows of text: names, labels, and then a row for each person."""

import importlib.util
import io
import json
import math
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from kit.files.cells import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    NotATableError,
    Rows,
    keep,
    short,
)
from kit.files.xlsx import LARGEST_UNZIPPED

# What the process that reads such a file may take: seconds, and bytes where the system counts them.
LONGEST = 60
MOST_MEMORY = 1_000_000_000

_SPSS = (b"$FL2", b"$FL3")
_STATA = b"<stata_dta>"
# The release, the order of bytes and the kind of file, before there were tags.
_OLD_STATA = {
    bytes([release, order, 1]) for release in (105, 108, *range(110, 116)) for order in (1, 2)
}


def is_statistics(content: bytes) -> bool:
    """Say whether a file is one of SPSS or Stata, whatever its name."""
    return content.startswith((*_SPSS, _STATA)) or content[:3] in _OLD_STATA


def statistics(content: bytes) -> Rows:
    """Read a data file of SPSS (.sav, .zsav) or Stata (.dta).

    The first row has the names of variables, the second their labels if there are any, and those
    below a person each. A value that has a label is that label, also where it stands for a missing
    answer: whoever answered "don't know" did answer. Without a label such a value is blank.

    The library that reads it is not Python: what a stranger's file makes of it could end the
    process, or never end. So it works in one of its own, with so much time and memory.

    Raises
    ------
    NotATableError
        If it is torn or too large, or if the library that reads it is not here.
    """
    if sys.platform == "emscripten" or importlib.util.find_spec("pyreadstat") is None:
        raise NotATableError("fault.no-statistics")
    places = [str(Path(__file__).parents[2]), *filter(None, sys.path)]
    # Without -P whoever can write into the folder that is open could put a module there.
    command = [sys.executable, "-P", "-m", __name__]
    how = {**os.environ, "PYTHONPATH": os.pathsep.join(places), "OPENBLAS_NUM_THREADS": "1"}
    no_window = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        child = subprocess.run(  # noqa: S603 - nothing in it is a stranger's
            command,
            input=content,
            capture_output=True,
            timeout=LONGEST,
            check=True,
            env=how,
            creationflags=no_window,
        )
        said = json.loads(child.stdout)
        texts = said["texts"]
        rows = {
            int(row): {int(column): texts[place] for column, place in cells.items()}
            for row, cells in said["rows"].items()
        }
    except (OSError, subprocess.SubprocessError, ValueError):
        raise NotATableError("fault.statistics") from None
    if said["fault"]:
        raise NotATableError(said["fault"])
    return rows


def _answer(content: bytes) -> dict[str, Any]:
    """Return the rows for the process that asks, each text once however many cells have it."""
    try:
        rows, fault = _rows(content), ""
    except NotATableError as error:
        rows, fault = {}, str(error)
    texts: dict[str, int] = {}
    places = {
        row: {column: texts.setdefault(text, len(texts)) for column, text in cells.items()}
        for row, cells in rows.items()
    }
    return {"fault": fault, "texts": list(texts), "rows": places}


def _rows(content: bytes) -> Rows:
    import pyreadstat

    read: Any = pyreadstat.read_sav if content.startswith(_SPSS) else pyreadstat.read_dta
    try:
        _, about = read(io.BytesIO(content), metadataonly=True)
        # More by one, so that what is too much is refused and not cut off.
        most = _rows_within(about) + 1
        how = {"output_format": "dict", "row_limit": most, "user_missing": True}
        values, about = read(io.BytesIO(content), **how)
    except NotATableError:
        raise
    except MemoryError:
        raise NotATableError("fault.swollen") from None
    except Exception:  # noqa: BLE001 - a torn file fails in a dozen ways
        raise NotATableError("fault.statistics") from None
    rows: Rows = {}
    heads = [about.column_names, [label or "" for label in about.column_labels]]
    if not any(heads[1]):
        heads.pop()
    for row, head in enumerate(heads, 1):
        for column, text in enumerate(head, 1):
            keep(rows, row, column, short(text, LONGEST_CELL))
    for column, name in enumerate(about.column_names, 1):
        labels = about.variable_value_labels.get(name, {})
        missing = _missing(about, name)
        for row, text in enumerate(_texts(values[name], labels, missing), len(heads) + 1):
            keep(rows, row, column, text)
    return {row: rows[row] for row in sorted(rows)}


def _rows_within(about: Any) -> int:
    """Return how many rows a file has at most, if they are not too many."""
    # Not every file says.
    said = about.number_rows
    rows = MOST_ROWS if said is None or said < 0 else said
    if rows > MOST_ROWS or about.number_columns > MOST_COLUMNS:
        raise NotATableError("fault.size")
    # Packed, texts of nothing but blanks take no room.
    if sum(about.variable_storage_width.values()) * rows > LARGEST_UNZIPPED:
        raise NotATableError("fault.swollen")
    return int(rows)


def _missing(about: Any, name: str) -> Callable[[object], bool]:
    """Return what says whether a value of a variable stands for a missing answer."""
    ranges = about.missing_ranges.get(name, ())
    # Stata has letters for them.
    letters = about.missing_user_values.get(name, ())

    def missing(value: object) -> bool:
        if isinstance(value, str):
            return value in letters or any(value == limits["lo"] for limits in ranges)
        number = value if isinstance(value, int | float) else math.nan
        return any(limits["lo"] <= number <= limits["hi"] for limits in ranges)

    return missing


def _texts(
    values: Sequence[object], labels: Mapping[object, str], missing: Callable[[object], bool]
) -> Iterator[str]:
    """Return the values of a variable as text."""
    for value in values:
        if value is None or (isinstance(value, float) and math.isnan(value)):
            yield ""
        elif value in labels:
            yield short(labels[value], LONGEST_CELL)
        elif missing(value):
            yield ""
        elif isinstance(value, float):
            yield f"{value:.15g}"
        elif isinstance(value, datetime):
            yield value.isoformat(" ", "minutes").removesuffix(" 00:00")
        elif isinstance(value, date):
            yield value.isoformat()
        else:
            yield short(str(value), LONGEST_CELL)


def _limit() -> None:
    """Let this process take so much memory, and leave no picture of it if it crashes."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, OSError, ValueError):
        # Windows has no such limits, and macOS not all of them.
        return


if __name__ == "__main__":
    _limit()
    sys.stdout.write(json.dumps(_answer(sys.stdin.buffer.read())))
