"""Files written whole: whoever reads one finds it as it was before or as it is after."""

import glob
import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path


def replace(path: Path, content: bytes, *, for_others: bool = False) -> None:
    """Replace a file in one step, or make it; what fails leaves it as it was.

    Parameters
    ----------
    path
        The file.
    content
        What will be in it.
    for_others
        Whether other users of the machine may read it: all, or only the group of its folder if
        that hands its group on (setgid). Who may enter the folder is for the folder to say.

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
            # Windows has no such rights, and not every drive has.
            if for_others and hasattr(os, "fchmod"):
                with suppress(OSError):
                    os.fchmod(file.fileno(), _rights(path.parent))
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _rights(folder: Path) -> int:
    """Return the rights of a file for others.

    A class's folder on a shared server cannot be listed, but a mark of five characters can be
    guessed: there the teacher's group reads, and nobody else.
    """
    return 0o640 if folder.stat().st_mode & stat.S_ISGID else 0o644


def parts_of(name: str) -> str:
    """Return the pattern of what a process that was killed leaves behind of a file's writing."""
    return f".{glob.escape(name)}-*.part"
