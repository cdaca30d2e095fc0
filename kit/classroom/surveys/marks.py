"""The marks that stand for the rows of a file: eight characters for it, and the row's number."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator

import attrs

from kit.classroom.sheets import ALPHABET, Sheet

# What browsers and systems add to the name of a file that is there already: "svar (1).xlsx",
# "svar - kopia.xlsx".
# There is one way only to read a name as such, or long ones would be tried in millions of ways.
_AGAIN = re.compile(r"(?:\s*\(\d+\)|\s*[-–]\s*(?:kopia|copy)(?:\s*\d+)?)+(?=\.[^.]*$|$)")
_STAMP = re.compile(f"[{ALPHABET}]{{8}}")
_MOST_NAMESAKES = 10_000
_LONGEST_NAME = 255  # as long as file systems let it be


def stamp_of(file: str) -> str:
    """Return eight characters that stand for a file's name, however often it was downloaded."""
    # macOS and Windows may write the same name with other bytes.
    name = unicodedata.normalize("NFC", file[-_LONGEST_NAME:]).casefold()
    return _eight(_AGAIN.sub("", name).encode(errors="replace"))


def _eight(content: bytes) -> str:
    number = int.from_bytes(hashlib.sha256(content).digest()[:5], "big")
    return "".join(ALPHABET[number >> 5 * place & 31] for place in range(8))


def is_stamp(text: str) -> bool:
    """Say whether a text can stand for a file."""
    return _STAMP.fullmatch(text) is not None


def stamps_of(stamp: str) -> Iterator[str]:
    """Return the stamps of all files that may have had the same name."""
    for place in range(1, _MOST_NAMESAKES):
        yield stamp
        stamp = _eight(f"{stamp} {place}".encode())


def next_stamp(stamp: str, taken: Iterable[str]) -> str:
    """Return the first of a name's stamps that no file has."""
    used = set(taken)
    return next(candidate for candidate in stamps_of(stamp) if candidate not in used)


def marked(sheets: Iterable[Sheet], stamp: str) -> list[Sheet]:
    """Return a file's rows with another stamp."""
    return [attrs.evolve(sheet, mark=f"{stamp}-{sheet.mark.partition('-')[2]}") for sheet in sheets]
