"""JSON read strictly: what a file of ours never holds is refused, whoever wrote the file."""

import json
import math
from typing import Any


class NotJsonError(ValueError):
    """The text is torn, or holds what could not be written back as it is."""


class ForeignError(ValueError):
    """The text is JSON, and no document of this kind."""


class NewerFormatError(ValueError):
    """A newer kit wrote the document, in a format this one does not know."""


def document(text: str, deepest: int, kind: str, newest: int) -> dict[str, Any]:
    """Read a document of the kit's own, without what says which kind it is and in which format.

    Parameters
    ----------
    text, deepest
        As `loads` takes them.
    kind
        What stands under "kit".
    newest
        The newest format that is known; formats are numbered from 1.

    Raises
    ------
    NotJsonError
        If the text is torn.
    ForeignError
        If it is something else.
    NewerFormatError
        If a newer kit wrote it.
    """
    found = loads(text, deepest)
    if not isinstance(found, dict) or found.pop("kit", None) != kind:
        raise ForeignError(f'"kit": "{kind}"')
    version = found.pop("format", None)
    # True is 1 to Python, and so is 1.0.
    if type(version) is not int or version < 1:
        raise ForeignError('"format"')
    if version > newest:
        raise NewerFormatError(str(version))
    return found


def loads(text: str, deepest: int) -> Any:
    """Read JSON whose objects have no key twice and whose numbers are finite.

    Parameters
    ----------
    text
        What to read.
    deepest
        How many lists and objects may stand inside each other.

    Raises
    ------
    NotJsonError
        If the text is no such JSON.
    """
    try:
        value = _DECODER.decode(text)
    except (ValueError, RecursionError) as error:
        raise NotJsonError(str(error)) from None
    # Whoever would go deeper must open more brackets; most files are told from that alone.
    if text.count("[") + text.count("{") > deepest and _deeper(value, deepest):
        raise NotJsonError("[[[")
    return value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object; of two values under one key, one would be lost."""
    members = dict(pairs)
    if len(members) < len(pairs):
        raise NotJsonError("key twice")
    return members


def _finite(text: str) -> float:
    """Read a number that JSON can write back: neither NaN nor infinity."""
    number = float(text)
    if not math.isfinite(number):
        raise NotJsonError(text)
    return number


def _deeper(value: object, depth: int) -> bool:
    if not isinstance(value, (dict, list)):
        return False
    below = value.values() if isinstance(value, dict) else value
    # Most of what is in a file is no container; a class's thousands of sheets are read this way.
    containers = [item for item in below if isinstance(item, (dict, list))]
    return depth == 0 or any(_deeper(container, depth - 1) for container in containers)


_DECODER = json.JSONDecoder(object_pairs_hook=_unique, parse_float=_finite, parse_constant=_finite)
