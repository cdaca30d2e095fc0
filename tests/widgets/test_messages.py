"""Python and the page's scripts mean the same messages."""

import re
from collections.abc import Mapping
from importlib.resources import files
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints, is_typeddict

from kit.widgets import messages

SCRIPT = (files("kit.widgets") / "browser" / "messages.js").read_text(encoding="utf-8")
NAMES = {str: "string", bool: "boolean", object: "unknown", Any: "any", NoneType: "null"}


def in_script(kind):
    """Return a Python type as JSDoc writes it."""
    within = [in_script(inner) for inner in get_args(kind)] if get_origin(kind) != Literal else []
    match get_origin(kind):
        case origin if origin is Literal:
            return "|".join(f'"{word}"' for word in get_args(kind))
        case origin if origin is UnionType:
            return "|".join(within)
        case origin if origin is list:
            return f"{within[0]}[]"
        case origin if origin in {dict, Mapping}:
            return f"Record<{', '.join(within)}>"
    return NAMES.get(kind) or kind.__name__


def of_python():
    """Return the types of each message's fields; after a field that may be missing stands a ?."""
    return {
        name: {
            field + "?" * (field in kind.__optional_keys__): in_script(hint)
            for field, hint in get_type_hints(kind).items()
        }
        for name, kind in vars(messages).items()
        if is_typeddict(kind)
    }


def of_script():
    """Return the same as the script says it."""
    kinds = {}
    for block in re.findall(r"/\*\*(.*?)\*/", SCRIPT, re.DOTALL):
        if named := re.search(r"@typedef \{object\} (\w+)", block):
            fields = re.findall(r"@property \{(.+)\} (\[?)(\w+)\]?$", block, re.MULTILINE)
            assert len(fields) == block.count("@property")
            kinds[named[1]] = {name + "?" * bool(missing): kind for kind, missing, name in fields}
    return kinds


def test_every_message_has_the_same_fields_of_the_same_types_on_both_sides():
    assert of_script() == of_python()


def test_both_sides_send_the_same_messages():
    sent = {name: kinds for kinds, name in re.findall(r"@typedef \{(.+)\} (\w+) \*/", SCRIPT)}
    both = {name: getattr(messages, name) for name in ("FromPage", "FromPython")}
    assert sent == {name: in_script(kinds) for name, kinds in both.items()}
