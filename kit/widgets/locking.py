"""A view that opens to a word alone, where a lesson is a page that anybody may open."""

import hashlib
import hmac
import secrets
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

import attrs
import ipywidgets

from kit.content.phrases import Words

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


def locked(make: Callable[[], ipywidgets.Widget], lock: Lock, words: Words) -> ipywidgets.VBox:
    """Ask for the word, and then show a view in place of the question."""
    about = ipywidgets.HTML(f"<p>{escape(words('lock.about'))}</p>")
    label = {"description": words("lock.word"), "style": {"description_width": "initial"}}
    field = ipywidgets.Password(**label)
    whole = ipywidgets.Layout(width="max-content")
    button = ipywidgets.Button(description=words("lock.open"), layout=whole)
    told = ipywidgets.HTML()
    row = ipywidgets.HBox([field, button], layout=ipywidgets.Layout(flex_flow="row wrap"))
    box = ipywidgets.VBox([about, row, told])
    left = TRIES

    def check(*_clicked: object) -> None:
        nonlocal left
        word, field.value = field.value, ""
        if not word or not left:
            return
        if lock.opens(word):
            box.children = [make()]
            return
        left -= 1
        field.disabled = button.disabled = not left
        key = "lock.wrong" if left else "lock.spent"
        told.value = f'<p role="alert">{escape(words(key, n=left))}</p>'

    def entered(_field: object, message: Mapping[str, Any], _buffers: object) -> None:
        if message.get("event") == "submit":
            check()

    button.on_click(check)
    field.on_msg(entered)
    return box
