"""A class's session: its join code and what is to be rated now, in a file beside the sheets.

The teacher's board writes it and the door reads it, so that doors may come and go. Without it
nothing is taken in. It is no secret to whoever may hand in to the folder anyway.
"""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import attrs

from kit.classroom.folder import DOOR, text_of, trusted
from kit.classroom.sheets import ALPHABET as MARKS
from kit.classroom.sheets import LONG_MARK_LENGTH, ROUNDS
from kit.content.course import Course, course
from kit.files.atomic import patiently, replace
from kit.files.strict_json import document

FORMAT = 1
DEEPEST = 2
LARGEST = 2_000

# Speakable, and nothing that looks like another: no vowels either, so that no word comes about.
ALPHABET = "23456789CDFHJKMNPQRTVWXY"
LENGTH = 6
LONGEST_WRITTEN = 40

EVERYTHING = "everything"

_KEY_BYTES = 32
_LAST_PORT = 65_535
_DIGITS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", MARKS)


@attrs.frozen
class Session:
    """What a door is to take in.

    Attributes
    ----------
    code
        What a telephone must know to hand in.
    key
        64 hexadecimal digits from which telephones' marks in the folder are made.
    round
        One of `kit.classroom.sheets.ROUNDS`.
    open
        `EVERYTHING`, or the id of the group or of the factor that is to be rated.
    shown
        Whether the teacher shows the results just now.
    edition
        A number that grows with each change.
    port
        Where telephones found the door last, or 0. A browser keeps a telephone's own mark for one
        port alone: at another she would be somebody else.
    """

    code: str
    key: str = attrs.field(repr=False)
    round: str = ROUNDS[0]
    open: str = EVERYTHING
    shown: bool = False
    edition: int = 1
    port: int = 0

    @property
    def password(self) -> str:
        """What a telephone that knew the code may say in its place; nobody guesses it."""
        return _keyed(self, "pass", self.code).hex()[:32]

    def mark(self, telephone: str) -> str:
        """Return the mark in the folder that stands for a telephone's own, in all rounds.

        What may be shown is worked out across rounds by the marks, so a telephone keeps its own.
        """
        digits = base64.b32encode(_keyed(self, "mark", telephone)).decode()
        return digits[:LONG_MARK_LENGTH].translate(_DIGITS)


def _keyed(session: Session, *what: str) -> bytes:
    return hmac.digest(bytes.fromhex(session.key), "\0".join(what).encode(), hashlib.sha256)


def knows(session: Session, said: str) -> bool:
    """Say whether somebody knows the code or the password, in as much time if she does not."""
    written = said[:LONGEST_WRITTEN]
    code = "".join(written.split()).replace("-", "").upper().encode()
    by_code = hmac.compare_digest(code, session.code.encode())
    return hmac.compare_digest(written.encode(), session.password.encode()) or by_code


def factors(session: Session) -> tuple[str, ...]:
    """Return the ids of the factors that are to be rated, in the course's order."""
    return _open(course())[session.open]


def _open(whole: Course) -> dict[str, tuple[str, ...]]:
    """Return what can be open, and the factors in it."""
    groups = {group.id: tuple(factor.id for factor in group.factors) for group in whole.groups}
    single = {factor.id: (factor.id,) for factor in whole.factors}
    return {EVERYTHING: tuple(single), **groups, **single}


def join(address: str, code: str) -> str:
    """Return the address by which a telephone joins; no server is told what stands after `#`."""
    return f"{address}#{code}"


def spoken(code: str) -> str:
    """Return a code in two halves, to read out."""
    return f"{code[: LENGTH // 2]} {code[LENGTH // 2 :]}"


def begin(folder: Path) -> Session:
    """Begin a session, or go on with the one that is there.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    there = read(folder)
    if there:
        return there
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return _write(folder, Session(code, secrets.token_hex(_KEY_BYTES)))


def change(folder: Path, **changes: str | bool | int) -> Session:
    """Change the `round`, what is `open`, whether it is `shown` or the `port`; the rest stays.

    Raises
    ------
    LookupError
        If there is no session.
    ValueError
        If there is no such round, group, factor or port.
    OSError
        If it cannot be written.
    """
    there = read(folder)
    if not there:
        raise LookupError(DOOR)
    changed = attrs.evolve(there, edition=there.edition + 1, **changes)  # type: ignore[arg-type]
    if not _sound(changed):
        raise ValueError(str(changes))
    return _write(folder, changed)


def end(folder: Path) -> None:
    """End a session: from now on nothing is taken in, and its code and key are forgotten.

    Raises
    ------
    OSError
        If its file cannot be deleted.
    """
    (folder / DOOR).unlink(missing_ok=True)


def read(folder: Path) -> Session | None:
    """Return a class's session, or None if there is none, or none of the teacher's.

    Raises
    ------
    OSError
        If it is there and cannot be read just now.
    """
    path = folder / DOOR
    try:
        listed = path.lstat()
        if not trusted(folder, listed):
            return None
        return from_json(text_of(path, LARGEST, listed))
    except (FileNotFoundError, ValueError):
        return None


def to_json(session: Session) -> str:
    """Write a session as the text of its file."""
    return json.dumps({"kit": "class-door", "format": FORMAT, **attrs.asdict(session)}) + "\n"


def from_json(text: str) -> Session:
    """Read the text of a session's file.

    Raises
    ------
    ValueError
        If it is torn or something else.
    """
    # Sessions of before have no port.
    found = {"port": 0, **document(text, DEEPEST, "class-door", FORMAT)}
    if found.keys() != {field.name for field in attrs.fields(Session)}:
        raise ValueError(DOOR)
    session = Session(**found)
    if not _sound(session):
        raise ValueError(DOOR)
    return session


def _sound(session: Session) -> bool:
    return (
        _of(session.code, ALPHABET, LENGTH)
        and _of(session.key, "0123456789abcdef", 2 * _KEY_BYTES)
        and session.round in ROUNDS
        and isinstance(session.open, str)
        and session.open in _open(course())
        and isinstance(session.shown, bool)
        and type(session.edition) is int
        and session.edition > 0
        and type(session.port) is int
        and 0 <= session.port <= _LAST_PORT
    )


def _of(value: object, characters: Iterable[str], length: int) -> bool:
    return isinstance(value, str) and len(value) == length and set(value) <= set(characters)


def _write(folder: Path, session: Session) -> Session:
    path = folder / DOOR
    text = to_json(session).encode()
    patiently(lambda: replace(path, text, for_others=True))
    # On a shared server a door is nobody of the teachers' group.
    with suppress(OSError):
        path.chmod(0o644)
    return session
