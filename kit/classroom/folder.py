"""The folder a class shares: learners put sheets there, the teacher's board looks again and again.

Whoever can write there can put anything there. What is read is bounded in number and size, and a
file counts for the sender alone that its name says: nobody's file changes another's answers.
"""

import errno
import os
import re
import stat
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path

import attrs

from kit.classroom.sheets import (
    ALPHABET,
    ROUNDS,
    SENDER,
    Fault,
    NotASheetError,
    Sheet,
    few_faults,
    from_json,
    shown,
    to_json,
)
from kit.files.atomic import patiently, replace

# What has been shown of the class, as `kit.classroom.ledger` writes it.
RECORD = "class.json"
# What the class's door is to take in, as `kit.classroom.door.session` writes it.
DOOR = "door.json"

LARGEST_SHEET = 20_000
LARGEST_SURVEY = 20_000_000
MOST_ENTRIES = 200_000

_SHEET = re.compile(rf"sheet-(?:{SENDER})-(?:{'|'.join(ROUNDS)})\.json")
_SURVEY = re.compile(rf"survey-[{ALPHABET}]{{8}}\.json")
_NAME = re.compile(rf"\.survey-[{ALPHABET}]{{8}}\.name")
_PART = re.compile(rf"{_NAME.pattern}|\.(?:{_SHEET.pattern}|{_SURVEY.pattern})-[a-z0-9_]+\.part")

# What systems, editors and spreadsheet programs put into folders unasked.
_HIDDEN = re.compile(r"(?:\.|~\$).*|desktop\.ini|thumbs\.db", re.DOTALL | re.IGNORECASE)
_SPREADSHEET = re.compile(r".*\.(?:xlsx|xlsm|xls|ods|csv|tsv)", re.DOTALL | re.IGNORECASE)

# Files are opened as bytes, and neither through a link nor waiting for the other end of a pipe; a
# system that lacks one of these has no need of it.
_READ = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)

# Nanoseconds within which two changes can bear the same time: a memory stick counts by two seconds.
_YOUNG = 3_000_000_000


def hand_in(sheet: Sheet, folder: Path) -> Path:
    """Put a sender's sheet into a class's folder, in place of the one before; return its file.

    Neither is the folder listed nor made: it may be one that learners can only put files into, and
    a mistyped one should be told. While somebody reads the former sheet on a drive that lets no
    open file be replaced, this is tried again for a moment.

    Raises
    ------
    ValueError
        If the sheet's mark or round is none of a sender's.
    OSError
        If the sheet cannot be written; the one handed in before is left as it was.
    """
    name = name_of(sheet)
    if not _SHEET.fullmatch(name):
        raise ValueError(name)
    return _put(folder / name, [sheet])


def hand_in_all(sheets: Sequence[Sheet], folder: Path) -> Path:
    """Put the rows of one spreadsheet into a class's folder, in place of its rows before.

    Raises
    ------
    ValueError
        If there is no row, or rows are of several spreadsheets.
    OSError
        If the rows cannot be written, or are more than can be read again; those handed in before
        are left as they were.
    """
    name = name_of(sheets[0]) if sheets else ""
    if not _SURVEY.fullmatch(name) or not _belong(sheets, name):
        raise ValueError(name)
    return _put(folder / name, sheets)


def _put(path: Path, sheets: Sequence[Sheet]) -> Path:
    content = to_json(*sheets).encode()
    if len(content) > _most(path.name):
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    patiently(lambda: replace(path, content, for_others=True))
    return path


@attrs.frozen
class Found:
    """The sheets in a class's folder that count, by mark and round, and what could not be read.

    Faults are in the order of their names; of very many, the first, and how many there are more.
    """

    sheets: Mapping[tuple[str, str], Sheet]
    faults: tuple[Fault, ...]


@attrs.frozen
class _File:
    """A file of the class as it was last read.

    `state` is how it was listed then, or None if it is to be read again however it is listed.
    `sheets` are the last whole ones: a file that is torn for a moment takes nothing away.
    """

    state: tuple[int, ...] | None
    sheets: tuple[Sheet, ...]
    fault: Fault | None = None


_NEVER_READ = _File(None, ())


class ClassFolder:
    """A class's folder, as its teacher's board sees it.

    What has been read stays in memory and is read again only if it has changed. As long as the
    folder cannot be reached at a look (`reached`), what was read before goes on counting.
    """

    def __init__(self, folder: Path) -> None:
        # Code in a notebook may go to another folder.
        self.folder = folder.absolute()
        self.reached = False
        self._name = shown(self.folder.name or str(self.folder))
        self._files: dict[str, _File] = {}

    def look(self) -> Found:
        """Read what is new or changed, and return all that counts and all that is wrong."""
        now = time.time_ns()
        self.reached = False
        try:
            entries = self._listed()
        except OSError as error:
            return self._found(self._fault("fault.folder", reason=reason(error)))
        self.reached = True
        files: dict[str, _File] = {}
        faults = few_faults(self._faults(entries, files, now), self._name)
        self._files = files
        if len(entries) == MOST_ENTRIES:
            faults.append(self._fault("fault.many", n=str(MOST_ENTRIES)))
        return self._found(*faults)

    def _faults(
        self, entries: Mapping[str, os.DirEntry[str]], files: dict[str, _File], now: int
    ) -> Iterator[Fault]:
        """Tell what is wrong in the folder; what it holds of the class is added to `files`."""
        for name in sorted(entries.keys() | self._unlisted(entries)):
            before = self._files.get(name) or (_NEVER_READ if _most(name) else None)
            if before is None:
                fault = _stranger(entries[name])
            else:
                file = _read(entries[name], before, now) if name in entries else before
                files[name], fault = file, file.fault
            if fault:
                yield fault

    def delete(self) -> int:
        """Delete what was handed in, and what belongs to it; return how many files.

        The folder stays, and so does whatever else is in it. Links are left alone, too.

        Raises
        ------
        OSError
            If the folder cannot be read, or, once all others are deleted, if a file could not be.
        """
        self._files = {}
        with os.scandir(self.folder) as entries:
            ours = [entry for entry in entries if _most(entry.name) or _PART.fullmatch(entry.name)]
        deleted, failure = 0, None
        for entry in ours:
            try:
                if entry.is_file(follow_symlinks=False):
                    Path(entry.path).unlink()
                    # The name of an export goes with its file, and is none that she knows of.
                    deleted += not _NAME.fullmatch(entry.name)
            except FileNotFoundError:
                continue
            except OSError as error:
                failure = error
        if failure:
            raise failure
        return deleted

    def _listed(self) -> dict[str, os.DirEntry[str]]:
        with os.scandir(self.folder) as entries:
            return {entry.name: entry for entry in islice(entries, MOST_ENTRIES)}

    def _unlisted(self, entries: Mapping[str, object]) -> set[str]:
        """Return which files read before are there although they were not listed.

        One that is replaced during the listing may be left out of it, and a folder with too many
        files is not listed whole.
        """
        missing = self._files.keys() - entries.keys()
        return {name for name in missing if os.path.lexists(self.folder / name)}

    def _found(self, *faults: Fault) -> Found:
        sheets = (sheet for file in self._files.values() for sheet in file.sheets)
        return Found({(sheet.mark, sheet.round): sheet for sheet in sheets}, faults)

    def _fault(self, key: str, **values: str) -> Fault:
        return Fault(self._name, key, values)


def _most(name: str) -> int:
    """Return how many bytes a file of the class may have, by its name; of another, none."""
    if _SHEET.fullmatch(name):
        return LARGEST_SHEET
    return LARGEST_SURVEY if _SURVEY.fullmatch(name) else 0


def _stranger(entry: os.DirEntry[str]) -> Fault | None:
    if entry.name in {RECORD, DOOR} or _HIDDEN.fullmatch(entry.name):
        return None
    key = "fault.file"
    with suppress(OSError):
        if _SPREADSHEET.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
            key = "fault.spreadsheet"
    return Fault(shown(entry.name), key)


def _read(entry: os.DirEntry[str], before: _File, now: int) -> _File:
    """Read a file, unless it is as it was before."""
    try:
        listed = entry.stat(follow_symlinks=False)
        # A sheet in which one digit changes keeps its size. A file put in its place has another
        # inode, and one given back its old time by a program that copies folders another ctime.
        # Windows lists neither, and there two changes within a tick of the clock look the same: so
        # what was young when it was read is read again. The clocks with long ticks are those of
        # memory sticks, which are our own; a server's clock may be wrong, but its ticks are short.
        state = (listed.st_mtime_ns, listed.st_ctime_ns, listed.st_size, listed.st_ino)
        if state == before.state:
            return before
        kept = None if listed.st_mtime_ns > now - _YOUNG else state
        text = text_of(entry.path, _most(entry.name), listed)
        return _File(kept, _sheets(entry.name, text))
    except NotASheetError as error:
        return _File(kept, before.sheets, Fault(shown(entry.name), str(error)))
    except FileNotFoundError:
        # Taken away since the listing, or the drive is: the next listing will say.
        return _File(None, before.sheets)
    except OSError as error:
        fault = Fault(shown(entry.name), "fault.unreadable", {"reason": reason(error)})
        return _File(None, before.sheets, fault)


def text_of(path: str | Path, most: int, listed: os.stat_result) -> str:
    """Read a regular file that anyone may have put there, of `most` bytes, never through a link.

    Raises
    ------
    NotASheetError
        If it is no regular file, too large or no text.
    OSError
        If it cannot be read.
    """
    if not stat.S_ISREG(listed.st_mode):
        raise NotASheetError("fault.file")
    if listed.st_size > most:
        raise NotASheetError("fault.large")
    handle = os.open(path, _READ)
    try:
        # Something else may have taken its place meanwhile.
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise NotASheetError("fault.file")
        left, parts = most + 1, []
        while left and (part := os.read(handle, left)):
            parts.append(part)
            left -= len(part)
    finally:
        os.close(handle)
    if not left:
        raise NotASheetError("fault.large")
    try:
        # Some editors begin a file with a byte order mark.
        return b"".join(parts).decode().removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise NotASheetError("fault.foreign") from None


def trusted(folder: Path, listed: os.stat_result) -> bool:
    """Say whether a teacher's file in a class's folder may count: not one that a learner put there.

    In a drop box nobody can replace another's file, and the folder belongs to the teacher.
    """
    kept = folder.stat()
    own = getattr(os, "geteuid", lambda: listed.st_uid)()
    return not kept.st_mode & stat.S_ISVTX or listed.st_uid in {own, kept.st_uid}


def _sheets(name: str, text: str) -> tuple[Sheet, ...]:
    """Read the sheets of a file, if they are those that its name says."""
    sheets = from_json(text)
    if not _belong(sheets, name):
        raise NotASheetError("fault.name")
    return tuple(sheets)


def _belong(sheets: Sequence[Sheet], name: str) -> bool:
    """Say whether there are sheets, all belong into the file of this name, and each is there once.

    So a sender's file holds her sheet alone, and a spreadsheet's none but its rows.
    """
    once = {(sheet.mark, sheet.round) for sheet in sheets}
    return len(once) == len(sheets) and {name_of(sheet) for sheet in sheets} == {name}


def name_of(sheet: Sheet) -> str:
    """Return the name of the file into which a sheet belongs."""
    survey, dash, _ = sheet.mark.partition("-")
    return f"survey-{survey}.json" if dash else f"sheet-{sheet.mark}-{sheet.round}.json"


def reason(error: OSError) -> str:
    """Return what an error says, as the system says it."""
    return error.strerror or type(error).__name__
