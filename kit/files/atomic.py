"""Files written whole, alone and with patience, on whatever drive a learner has."""

import errno
import glob
import itertools
import os
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

# Seconds to wait between tries, some third of a second in all. Windows, and a drive of a Windows
# server, replace no file that another program has open, such as one that copies or inspects it.
WAITS = (0.02, 0.05, 0.1, 0.2)
_FOR_A_MOMENT = {
    errno.EACCES,
    errno.EBUSY,
    errno.EPERM,
    errno.ETXTBSY,
    # A drive of a server, whose file another computer has just replaced.
    errno.ESTALE,
}

# What a drive says that does not know locks, or writing through to the disk. Linux has a number
# for network drives that is not in `errno`.
_LINUX_NOT_SUPPORTED = 524
_NOT_KNOWN = {
    errno.EBADF,
    errno.EINVAL,
    errno.ENOLCK,
    errno.ENOSYS,
    errno.ENOTSUP,
    errno.EOPNOTSUPP,
    _LINUX_NOT_SUPPORTED,
}


def patiently(step: Callable[[], T], waits: Sequence[float] = WAITS) -> T:
    """Do what a drive may refuse for a moment, and do it again as long as it does.

    Parameters
    ----------
    step
        What to do; it must be possible to begin it anew.
    waits
        Seconds to wait after each refusal; after the last wait the step is done once more.

    Returns
    -------
    What the step returns.

    Raises
    ------
    OSError
        If the drive refuses for longer, or in another way.
    """
    for wait in waits:
        try:
            return step()
        except OSError as error:
            if error.errno not in _FOR_A_MOMENT:
                raise
            time.sleep(wait)
    return step()


@contextmanager
def alone(path: Path, wait: float) -> Iterator[None]:
    """Keep out whoever else would change a file, for as long as this takes.

    On a drive that has no locks nobody is kept out: better to save without a lock than not at all,
    for two notebooks seldom save at once.

    Parameters
    ----------
    path
        The file; the lock is a hidden file beside it.
    wait
        Seconds to wait for whoever is just changing it.

    Raises
    ------
    OSError
        If that takes longer, or the folder cannot be written.
    """
    if sys.platform == "emscripten":
        # A browser has only locks that outlive whoever is closed while holding them.
        yield
        return
    import filelock  # warns where there are no locks

    # Where there are none, filelock would warn the learner and make one that outlives its holder.
    lock = filelock.FileLock(path.with_name(f".{path.name}.lock"), fallback_to_soft=False)
    with _tolerant():
        lock.acquire(timeout=wait, poll_interval=0.01)
    try:
        yield
    finally:
        lock.release()


def replace(path: Path, content: bytes, *, for_others: bool = False) -> None:
    """Replace a file in one step, or make it; what fails leaves it as it was.

    JupyterLite's drive knows no such step. If it fails there between two, what was to be written is
    left beside the file, under a name that the error tells.

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
            with _tolerant():
                os.fsync(file.fileno())
            # Windows has no such rights, and not every drive has.
            if for_others and hasattr(os, "fchmod"):
                with suppress(OSError):
                    os.fchmod(file.fileno(), _rights(path.parent))
        if sys.platform == "emscripten":
            # JupyterLite's drive (its kernel 0.8.6) remembers what was written over. Were the file
            # deleted later, Python would look for it for ever.
            path.unlink(missing_ok=True)
        else:
            part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    if sys.platform == "emscripten":
        _put(part, path, content)


def _put(part: Path, path: Path, content: bytes) -> None:
    """Put a part where there is no file any more; if that fails the part stays and is named."""
    try:
        part.replace(path)
    except OSError:
        try:
            path.write_bytes(content)
        except OSError as error:
            with suppress(OSError):
                path.unlink(missing_ok=True)
            reason = error.strerror or type(error).__name__
            raise OSError(error.errno, f"{reason}; {part.name}") from error
        part.unlink(missing_ok=True)


@contextmanager
def _tolerant() -> Iterator[None]:
    """Go on where a drive does not know what is asked of it; a disk that is full is no such."""
    try:
        yield
    except OSError as error:
        if error.errno not in _NOT_KNOWN:
            raise


def _rights(folder: Path) -> int:
    """Return the rights of a file for others.

    A class's folder on a shared server cannot be listed, but a mark of five characters can be
    guessed: there the teacher's group reads, and nobody else.
    """
    return 0o640 if folder.stat().st_mode & stat.S_ISGID else 0o644


def set_aside(path: Path, why: str) -> Path:
    """Keep a file as it is under another name beside it, before it is replaced.

    It stays until then where it is: it is never missing. One that has been set aside already, by
    whoever then could not replace it, is not set aside again.

    Returns
    -------
    The file that keeps it, such as "answers.unreadable-1.json".

    Raises
    ------
    OSError
        If it cannot be kept.
    """
    import filecmp  # seldom needed, and every lesson waits for it

    for aside in _names(path, why):
        if not aside.exists():
            try:
                aside.hardlink_to(path)
            except FileExistsError:
                continue
            except (OSError, NotImplementedError):
                # Not every drive knows two names of one file.
                shutil.copyfile(path, aside)
            return aside
        if filecmp.cmp(path, aside, shallow=False):
            return aside
    raise AssertionError


def free_name(path: Path, why: str) -> Path:
    """Return a name beside a file that no other has."""
    return next(name for name in _names(path, why) if not name.exists())


def _names(path: Path, why: str) -> Iterator[Path]:
    stem = path.stem.removesuffix(".previous")
    for count in itertools.count(1):
        yield path.with_name(f"{stem}.{why}-{count}{path.suffix}")


def parts_of(name: str) -> str:
    """Return the pattern of what a process that was killed leaves behind of a file's writing."""
    return f".{glob.escape(name)}-*.part"
