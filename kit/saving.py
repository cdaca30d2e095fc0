"""Files written whole: whoever reads one finds it as it was before or as it is after."""

import glob
import os
import tempfile
from pathlib import Path


def replace(path: Path, content: bytes) -> None:
    """Replace a file in one step, or make it; what fails leaves it as it was.

    Raises
    ------
    OSError
        If the folder cannot be written, or the disk is full.
    """
    handle, name = tempfile.mkstemp(".part", f".{path.name}-", path.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def parts_of(name: str) -> str:
    """Return the pattern of what a process that was killed leaves behind of a file's writing."""
    return f".{glob.escape(name)}-*.part"
