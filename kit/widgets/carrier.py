"""How a view travels in a notebook: as a widget. No other module of the kit names widgets."""

import sys
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import anywidget
import ipywidgets
import traitlets

from kit.widgets.assets import bring, loader, names
from kit.widgets.locking import Door
from kit.widgets.view import View, packed, sendable

# What has been brought unasked: the script, and the answers to each reader. Where Python is in the
# browser itself, its page has no script yet.
_SCRIPT = "script"
_BROUGHT = set() if sys.platform == "emscripten" else {_SCRIPT}


class Carrier(anywidget.AnyWidget):
    """A view as a widget that a notebook shows.

    What it shows is sent deflated: a lesson has some twenty views, and a class thirty learners.

    Parameters
    ----------
    view
        The view.
    """

    _esm = loader()
    packed = traitlets.Bytes().tag(sync=True)
    brought = traitlets.Dict().tag(sync=True)
    # A layout would be a widget beside each view, which says nothing here.
    layout = traitlets.Any(None).tag(sync=True)

    def __init__(self, view: View) -> None:
        self.view = view
        # What stands in its place until the script has come, and if it does not.
        meanwhile = {
            "still": repr(view),
            "waiting": view.words("view.waiting"),
            "late": view.words("view.late"),
            "failed": view.words("view.failed"),
        }
        shown = view.shown()
        carried = packed({**shown, "bring": bring(), **meanwhile})
        super().__init__(packed=carried, brought=_brought(view, shown["reader"]))
        self.on_msg(self._hear)

    def __repr__(self) -> str:
        """Say what the view says of itself."""
        return repr(self.view)

    def _hear(self, _carrier: object, message: object, buffers: Sequence[Any]) -> None:
        answer, beside = self.view.hear(message, buffers)
        try:
            self.send(answer, buffers=beside)
        except UnicodeEncodeError:
            self.send(sendable(answer), buffers=beside)


def await_page() -> None:
    """Let the next view bring the script: a page that is on its way has none."""
    _BROUGHT.discard(_SCRIPT)


def _brought(view: View, reader: str) -> dict[str, bytes]:
    """Return what a page will ask for, where the first view brings it unasked.

    That is the answers, by their reader, with the first view of each lesson, and the script with
    the first on a new page: a page may be long in asking, and a kernel in answering.
    """
    kit = names()["kit"]
    asked = {_SCRIPT: (kit, kit), reader: (reader, "answers")}
    first = [asked[mark] for mark in asked.keys() - _BROUGHT]
    _BROUGHT.update(asked)
    return {name: found for name, ask in first for found in view.hear({"ask": ask})[1]}


def behind(door: Door) -> ipywidgets.VBox:
    """Ask for the word that opens a door, and then show the view in place of the question."""
    words = door.words
    about = ipywidgets.HTML(f"<p>{escape(words('lock.about'))}</p>")
    label = {"description": words("lock.word"), "style": {"description_width": "initial"}}
    field = ipywidgets.Password(**label)
    whole = ipywidgets.Layout(width="max-content")
    button = ipywidgets.Button(description=words("lock.open"), layout=whole)
    told = ipywidgets.HTML()
    row = ipywidgets.HBox([field, button], layout=ipywidgets.Layout(flex_flow="row wrap"))
    box = ipywidgets.VBox([about, row, told])

    def check(*_clicked: object) -> None:
        word, field.value = field.value, ""
        if view := door.enter(word):
            box.children = [Carrier(view)]
            return
        field.disabled = button.disabled = not door.left
        told.value = door.told and f'<p role="alert">{escape(door.told)}</p>'

    def entered(_field: object, message: Mapping[str, Any], _buffers: object) -> None:
        if message.get("event") == "submit":
            check()

    button.on_click(check)
    field.on_msg(entered)
    return box
