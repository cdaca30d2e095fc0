"""Make the mistakes a person makes who edits a text, and hear what she is told."""

import re

import pytest

from kit.content.check import READERS
from kit.content.loader import ContentError


def forget():
    """Let every file of data/ be read anew."""
    for read in READERS:
        read.cache_clear()


def change(file, pattern, new, after=""):
    """Replace the first line (or part of one) that matches, below a text that marks the place."""
    text = file.read_text(encoding="utf-8")
    start = text.index(after)
    changed = re.sub(pattern, lambda _: new, text[start:], count=1, flags=re.MULTILINE)
    assert changed != text[start:], f"nothing to change: {pattern}"
    file.write_text(text[:start] + changed, encoding="utf-8")


def told(read):
    """Return what a reader of data/ says is wrong: each place, in order, and the whole message."""
    with pytest.raises(ContentError) as caught:
        read()
    places = [f"{one.file}, {one.key}".removesuffix(", ") for one in caught.value.problems]
    return places, str(caught.value)
