"""The file that keeps one learner's answers.

Every answer is saved when it is given. The file is replaced, never written into, and a second one
beside it holds the same; whatever cannot be read is set aside under another name and never
overwritten.
"""

import contextlib
import errno
import fnmatch
import os
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import attrs

from kit.answers.answers import Answers, NotAnswersError, from_json, to_json
from kit.answers.places import conflict_copies, default_path, where_expected
from kit.answers.waiting import Key, Waiting, held
from kit.files.atomic import WAITS, alone, free_name, parts_of, patiently, replace, set_aside
from kit.files.strict_json import NewerFormatError

LARGEST_FILE = 4_000_000
LONGEST_WAIT = 10  # seconds, for another notebook that is just saving
MOST_NAMED = 3  # files, in one sentence


@attrs.frozen
class Trouble:
    """Something a learner should know about her answers: a key of words.toml and what fills it."""

    key: str
    values: Mapping[str, str] = attrs.field(factory=dict)


class _Found(NamedTuple):
    """What the file holds, or else the second one; else, not `on_disk`, what this notebook knows.

    `torn` are those of both that could not be read. If there is neither, there is no file.
    """

    answers: Answers
    torn: Sequence[Path] = ()
    on_disk: bool = True

    @property
    def missing(self) -> bool:
        return not (self.torn or self.on_disk)


class AnswersFile:
    """The answers of one learner, kept in a file.

    Several notebooks may be open at once: each change is made to what the file holds at that
    moment, under a lock, so that none overwrites another's. A change that cannot be saved is kept
    in memory and tried again with the next look. If another notebook has meanwhile changed the
    same answer, the other's stands, and the one given here is set aside in a file of its own.

    Attributes
    ----------
    path
        The file; by default where `kit.answers.places` says. Its folder is made if it is not there
        yet, but not again if it goes: what is saved into a folder that nobody looks into is lost.
    previous
        The second one. It is written before the file and read where the file is torn, so that no
        answer is lost whichever notebook gave it.
    answers
        The answers as they were last read or given.
    """

    def __init__(self, path: Path | None = None) -> None:
        # Code in a notebook may go to another folder.
        self.path = (path or default_path()).absolute()
        self.previous = self.path.with_name(f"{self.path.stem}.previous{self.path.suffix}")
        self.answers = Answers()
        self._stored = Answers()
        self._waiting = Waiting()
        self._hindrance: Trouble | None = None
        self._folder_known = False
        self._unexpected = not (path or where_expected() or os.path.lexists(self.path))
        # Names of other files beside it.
        self._copies: list[str] = []
        self._unreadable: list[str] = []
        self._deleted: list[str] = []
        self._overtaken: list[str] = []
        # JupyterLab may let a view be heard in one thread while a cell runs in another.
        self._turn = threading.RLock()
        self.refresh()

    @property
    def saved(self) -> bool:
        """Whether everything given so far is on the disk."""
        return not self._waiting

    @property
    def trouble(self) -> Trouble | None:
        """What is wrong with the file, or None: first what still is, then what was set aside."""
        aside = self._told("trouble.aside", self._unreadable)
        return self._hindrance or (aside[0] if aside else None)

    @property
    def notices(self) -> list[Trouble]:
        """What is good to know, though nothing is wrong: where answers lie, and in which files."""
        place = Trouble("notice.place", {"folder": str(self.path.parent)})
        return [
            *([place] if self._unexpected else []),
            *self._told("notice.deleted", self._deleted),
            *self._told("notice.overtaken", self._overtaken),
            *self._told("notice.copies", self._copies),
        ]

    def _told(self, key: str, names: Sequence[str]) -> list[Trouble]:
        more = ["…"] if len(names) > MOST_NAMED else []
        file = ", ".join([*names[:MOST_NAMED], *more])
        return [Trouble(key, {"file": file, "folder": self.path.parent.name})] if names else []

    def put(self, section: str, key: str, value: object) -> None:
        """Record one answer, or with None take it back, and save it.

        Raises
        ------
        ValueError
            If there is no such answer; nothing is changed then.
        """
        with self._turn:
            self._waiting.add({(section, key): value})
            self.refresh()

    def offer(self, section: str, key: str, value: object, seen: object) -> bool:
        """Record one answer that a page gives, unless another place has changed it meanwhile.

        `seen` is what the page last knew to be kept there; None if nothing was.

        Returns
        -------
        Whether the answer is now among `answers`. If not, what is there is another place's, and
        nothing has been changed.

        Raises
        ------
        ValueError
            If there is no such answer; nothing is changed then.
        """
        with self._turn:
            self._waiting.add({(section, key): value}, seen=seen)
            return bool(held(self.refresh(), (section, key)) == value)

    def put_all(self, given: Mapping[Key, object], beside: Mapping[str, Any] | None = None) -> str:
        """Record several answers, or with None take them back, and save them in one step.

        Of what other answers hold `beside`, what this kit has no section for is taken along.

        Returns
        -------
        The name of a file with the answers as they were before; empty if there is none.

        Raises
        ------
        ValueError
            If there is no such answer as one of them; nothing is changed then.
        """
        with self._turn:
            self.refresh()
            self._waiting.add(given, beside)
            earlier = ""
            if (given or beside) and not self._hindrance:
                with contextlib.suppress(OSError), alone(self.path, LONGEST_WAIT):
                    earlier = set_aside(self.path, "earlier").name
            self.refresh()
            return earlier

    def refresh(self) -> Answers:
        """Read what other notebooks have saved, save what is not yet, and return the answers."""
        with self._turn:
            try:
                # What has been refused for longer is tried once: nobody waits for it each time.
                patiently(self._exchange, () if self._hindrance else WAITS)
            except NewerFormatError as error:
                self._hindrance = Trouble("trouble.newer", {"file": str(error)})
                self._look()
            except OSError as error:
                self._hindrance = self._refusal(error)
                self._look()
            else:
                self._hindrance = None
            return self.answers

    def _exchange(self) -> None:
        """Take over what the file holds, and write what it lacks."""
        self._prepare_folder()
        with alone(self.path, LONGEST_WAIT):
            self._look_around()
            found = self._read()
            self._take_over(found)
            for path in found.torn:
                self._unreadable = _with(self._unreadable, set_aside(path, "unreadable"))
            if found.missing and self.previous.exists():
                # A file is replaced without a gap: this one was deleted by the learner, who begins
                # anew. Her earlier answers are for her to keep or to delete.
                self._deleted = _with(self._deleted, set_aside(self.previous, "earlier"))
                self.previous.unlink()
            if any((overtaken := self._waiting.overtaken).sections.values()):
                aside = free_name(self.path, "overtaken")
                replace(aside, to_json(overtaken).encode())
                self._overtaken = _with(self._overtaken, aside)
            if self._waiting or found.torn:
                self._write(self.answers, first=found.missing)
            self._stored = self.answers
            self._waiting.written()

    def _look(self) -> None:
        """Take over what can be read although nothing can be written."""
        found = _Found(self._stored, on_disk=False)
        with contextlib.suppress(OSError, NewerFormatError):
            found = self._read()
        self._take_over(found)

    def _prepare_folder(self) -> None:
        folder = self.path.parent
        if not self._folder_known:
            folder.mkdir(exist_ok=True)
            self._folder_known = True
        elif not os.path.lexists(folder):
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(folder))

    def _refusal(self, error: OSError) -> Trouble:
        folder = self.path.parent
        gone = [parent for parent in (folder, *folder.parents) if not os.path.lexists(parent)]
        if gone and isinstance(error, FileNotFoundError):
            return Trouble("trouble.gone", {"folder": gone[-1].name})
        reason = error.strerror or type(error).__name__
        return Trouble("trouble.memory", {"folder": folder.name, "reason": reason})

    def _read(self) -> _Found:
        torn: list[Path] = []
        for path in (self.path, self.previous):
            try:
                return _Found(_load(path), torn)
            except FileNotFoundError:
                if path == self.path:
                    break
            except NotAnswersError:
                torn.append(path)
            except NewerFormatError:
                raise NewerFormatError(path.name) from None
        return _Found(self._stored, torn, on_disk=False)

    def _take_over(self, found: _Found) -> None:
        self._stored = found.answers
        self.answers = self._waiting.meet(found.answers, on_disk=found.on_disk)

    def _write(self, answers: Answers, *, first: bool) -> None:
        content = to_json(answers).encode()
        if len(content) > LARGEST_FILE:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
        # Whenever this is broken off, one of both is whole; and there is never the second alone.
        both = (self.path, self.previous) if first else (self.previous, self.path)
        for path in both:
            replace(path, content)

    def _look_around(self) -> None:
        """Find other versions of the file, and remove what a kernel killed while writing left.

        Saving needs neither: a folder that cannot be listed can still be written.
        """
        with contextlib.suppress(OSError):
            names = [entry.name for entry in self.path.parent.iterdir()]
            self._copies = conflict_copies(names, self.path.name)
            for own in {self.path.name, self.previous.name} & {*names}:
                # What is beside no file may be all that there is.
                for name in fnmatch.filter(names, parts_of(own)):
                    self.path.with_name(name).unlink(missing_ok=True)


def _with(names: list[str], file: Path) -> list[str]:
    return names if file.name in names else [*names, file.name]


def _load(path: Path) -> Answers:
    """Read an answers file, not more of it than one can be; the errors are those of `from_json`."""
    with path.open("rb") as file:
        content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise NotAnswersError(f"> {LARGEST_FILE} B")
    try:
        # Some editors begin a file with a byte order mark.
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotAnswersError(str(error)) from None
    return from_json(text)
