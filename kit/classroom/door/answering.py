"""What a door answers: from what is asked and what the folder holds, without any server."""

import errno
import math
import os
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import attrs

from kit.classroom.door import limits
from kit.classroom.door.files import File
from kit.classroom.door.replies import (
    JSON,
    Answer,
    Asked,
    RefusedError,
    elsewhere,
    page,
    told,
    told_anew,
)
from kit.classroom.door.session import Session, factors, knows, read
from kit.classroom.folder import DOOR, hand_in, name_of
from kit.classroom.sheets import NotASheetError, Sheet, from_value, values_of

OPEN, SHEETS = "open", "sheets"
METHODS = {OPEN: "GET", SHEETS: "POST"}
CODE = "x-class-code"

# A telephone's own mark: 128 random bits.
_DIGITS = frozenset("0123456789abcdef")
_MARK_LENGTH = 32

# What is said of files does not fit what a telephone sends.
_IN_ITS_PLACE = {"fault.torn": "door.sheet", "fault.foreign": "door.sheet"}
_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
# Digits of the longest length that is read.
_LONGEST_LENGTH = 10
# Seconds for which a session is taken to be as it was.
_FRESH = 0.1
_REFUSED = 400


@attrs.frozen
class Place:
    """Where a door is reached.

    Attributes
    ----------
    base
        The path below which it answers, such as "/" or "/services/class/".
    hosts
        What a browser may call it, with the port unless that is the usual one; None if what stands
        before it has seen to that.
    behind
        Whether all come by one address, that of a proxy that says whose they are.
    """

    base: str = "/"
    hosts: frozenset[str] | None = None
    behind: bool = False


class Door:
    """The door of one class.

    What it remembers is for its limits alone: any other door of the same folder may go on.

    Attributes
    ----------
    counts
        How many pages, questions and sheets were answered, how many were refused, and how many of
        all came from other machines.
    """

    def __init__(self, files: Mapping[str, File], folder: Path, place: Place) -> None:
        self.counts = Counter[str]()
        self.place = place
        self._files = files
        self._folder = folder.absolute()
        self._addresses = limits.Addresses()
        self._requests = limits.Budget(limits.REQUESTS)
        self._handed = limits.Budget(limits.HANDED)
        self._again = limits.Budget(limits.AGAIN)
        self._guesses = limits.Budget(limits.GUESSES)
        self._all_guesses = limits.Budget(limits.ALL_GUESSES)
        self._session: Session | None = None
        self._state: tuple[int, ...] | None = None
        self._looked = float("-inf")
        self._sheets = _number_of_files(self._folder)

    def first(self, asked: Asked, now: float) -> Answer | Session:
        """Answer what its head says enough of; else return the session for which a sheet comes.

        Raises
        ------
        RefusedError
            If it is not to be answered.
        """
        who = self._addresses.stand_in(asked.address)
        _granted(self._requests.take(who, now))
        host = asked.headers.get("host", "").lower()
        if self.place.hosts is not None and host not in self.place.hosts:
            raise RefusedError(421, "door.host")
        name = self._name(asked.target)
        if name in self._files:
            return page(asked, self._files[name])
        if f"{name}/" in self._files:
            # Typed from a screen without the last stroke.
            return elsewhere(f"{name.rpartition('/')[2]}/")
        if name not in METHODS:
            raise RefusedError(404, "door.nowhere")
        if asked.method != METHODS[name]:
            raise RefusedError(405, "door.method", Allow=METHODS[name])
        _from_its_own_page(asked, host)
        if name == SHEETS:
            _fit(asked.headers)
        session = self._session_of(asked.headers.get(CODE, ""), who, now)
        if name == SHEETS:
            _granted(self._handed.take(who, now))
            return session
        return told_anew(
            {
                "round": session.round,
                "open": factors(session),
                "shown": session.shown,
                "edition": session.edition,
                "pass": session.password,
            },
            asked.headers.get("if-none-match", ""),
        )

    def sheet(self, session: Session, body: bytes, now: float) -> Sheet:
        """Return the sheet that a telephone hands in, with the mark that it has in the folder.

        Raises
        ------
        RefusedError
            If it is no class sheet, nothing is rated in it, or it came too often.
        """
        try:
            sheet = _sheet(session, body)
        except NotASheetError as error:
            key = str(error)
            raise RefusedError(400, _IN_ITS_PLACE.get(key, key)) from None
        if not sheet.by_statement:
            raise RefusedError(400, "hand_in.nothing")
        _granted(self._again.take((sheet.mark, sheet.round), now))
        return sheet

    def hand_in(self, sheet: Sheet) -> Answer:
        """Put a sheet into the folder; answer that it is handed in only once it is there.

        Raises
        ------
        RefusedError
            If it cannot be written, or the class has as many as it may.
        """
        try:
            new = not os.path.lexists(self._folder / name_of(sheet))
            if new and self._sheets >= limits.MOST_SHEETS:
                raise RefusedError(403, "door.many")
            hand_in(sheet, self._folder)
        except OSError as error:
            key = "door.full" if error.errno in _FULL else "door.unwritten"
            raise RefusedError(503, key, limits.AFTER_A_FAULT) from None
        self._sheets += new
        return told({"handed": True, "round": sheet.round})

    def count(self, asked: Asked, answer: Answer) -> None:
        """Count what is answered: nothing of who asked, and nothing of what."""
        name = self._name(asked.target)
        kinds = {OPEN: "asked", SHEETS: "handed"}
        self.counts["refused" if answer.status >= _REFUSED else kinds.get(name, "pages")] += 1
        if not asked.address.startswith("127.") and asked.address != "::1":
            self.counts["others"] += 1

    def _name(self, target: str) -> str:
        """Return what is asked for below the base, or what is nowhere."""
        path, base = target.partition("?")[0], self.place.base
        return path.removeprefix(base) if path.startswith(base) else "/"

    def _session_of(self, said: str, who: bytes, now: float) -> Session:
        """Return the session of whoever knows its code.

        Where too many were wrong no code is compared any more, so that none is found by trying. Who
        says the password goes on: that is too long to be guessed.
        """
        session = self._current(now)
        if not session:
            raise RefusedError(403, "door.closed")
        guess = len(said) < len(session.password)
        if guess:
            _granted(max(self._guesses.wait(who, now), self._all_guesses.wait("", now)))
        if not knows(session, said):
            if guess:
                self._guesses.spend(who, now)
                self._all_guesses.spend("", now)
            raise RefusedError(403, "door.code")
        return session

    def _current(self, now: float) -> Session | None:
        """Return the session, read again if its file has changed."""
        if now - self._looked < _FRESH:
            return self._session
        self._looked = now
        # One that cannot be read for a moment, as while it is replaced, goes on counting.
        with suppress(OSError):
            state = _state(self._folder / DOOR)
            if state != self._state:
                self._session, self._state = read(self._folder), state
        return self._session


def _granted(wait: float) -> None:
    if wait:
        raise RefusedError(429, "door.busy", wait)


def _from_its_own_page(asked: Asked, host: str) -> None:
    """Refuse what another site's page asks for; a browser says so of whatever is sent."""
    origin = asked.headers.get("origin", "").lower()
    unsaid = not origin and asked.method == "GET"
    if not unsaid and origin not in {f"http://{host}", f"https://{host}"}:
        raise RefusedError(403, "door.origin")


def _fit(headers: Mapping[str, str]) -> None:
    """Refuse a body of which its head says that it is no sheet, before it comes."""
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != JSON or "content-encoding" in headers:
        raise RefusedError(415, "door.type")
    length = length_of(headers)
    if length is None or "content-length" not in headers:
        raise RefusedError(411, "door.large")
    if length > limits.LARGEST_BODY:
        raise RefusedError(413, "door.large")


def length_of(headers: Mapping[str, str]) -> float | None:
    """Return how many bytes a request's body has, or None where its head does not tell."""
    length = headers.get("content-length", "0")
    if "transfer-encoding" in headers or not (length.isascii() and length.isdigit()):
        return None
    return int(length) if len(length) <= _LONGEST_LENGTH else math.inf


def _sheet(session: Session, body: bytes) -> Sheet:
    """Read the one sheet that a telephone sends, as strictly as one of a folder."""
    try:
        values = values_of(body.decode())
    except UnicodeDecodeError:
        raise NotASheetError("door.sheet") from None
    value = values[0] if len(values) == 1 else None
    if not isinstance(value, dict) or not _is_mark(value.get("mark")):
        raise NotASheetError("door.sheet")
    return from_value({**value, "mark": session.mark(value["mark"])})


def _is_mark(value: object) -> bool:
    return isinstance(value, str) and len(value) == _MARK_LENGTH and set(value) <= _DIGITS


def _number_of_files(folder: Path) -> int:
    """Return how many files a folder has; where it cannot be listed, none are known of."""
    with suppress(OSError), os.scandir(folder) as entries:
        return sum(1 for _ in entries)
    return 0


def _state(path: Path) -> tuple[int, ...] | None:
    """Return what changes when a file does, or None if there is none."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return None
    return (found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino)
