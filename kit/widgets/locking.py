"""A view that opens to a word alone, where a lesson is a page that anybody may open."""

import hashlib
import hmac
import secrets
from collections.abc import Callable

import attrs

from kit.content.phrases import Words
from kit.widgets.view import View

# So often a page can be tried; the next begins with a kernel of its own, which takes seconds.
TRIES = 5


@attrs.frozen
class Lock:
    """What a word is known by, but cannot be told from.

    Attributes
    ----------
    salt, digest
        In hexadecimal digits.
    """

    salt: str
    digest: str

    @classmethod
    def of(cls, word: str) -> "Lock":
        """Make a lock that a word opens."""
        salt = secrets.token_hex(16)
        return cls(salt, _digest(word, salt))

    def opens(self, word: str) -> bool:
        """Say whether this is the word."""
        return hmac.compare_digest(_digest(word, self.salt), self.digest)


def _digest(word: str, salt: str) -> str:
    # Slow and large on purpose: some 50 ms and 16 MB for each try.
    key = hashlib.scrypt(word.strip().encode(), salt=bytes.fromhex(salt), n=2**14, r=8, p=1)
    return key.hex()


class Door:
    """A view behind a lock, on a page where the word may be tried.

    Parameters
    ----------
    make
        Makes the view once the word is given.
    lock
        What the word is known by.
    words
        The phrases.

    Attributes
    ----------
    left
        How many tries are left.
    told
        A sentence on the last word, if that was wrong.
    words
        The phrases.
    """

    def __init__(self, make: Callable[[], View], lock: Lock, words: Words) -> None:
        self._make = make
        self._lock = lock
        self.words = words
        self.left = TRIES
        self.told = ""

    def enter(self, word: str) -> View | None:
        """Return the view, if this is the word and there are tries left; no word is no try."""
        if not word or not self.left:
            return None
        if self._lock.opens(word):
            return self._make()
        self.left -= 1
        self.told = self.words("lock.wrong" if self.left else "lock.spent", n=self.left)
        return None
