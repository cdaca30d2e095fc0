"""One view in the browser: what it shows, the answers it may change, the questions it may ask."""

import hashlib
import itertools
import json
import secrets
import sys
import zlib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import anywidget
import ipywidgets
import traitlets

from kit.answers import SECTIONS
from kit.keeping import AnswersFile
from kit.widgets.assets import asset, loader, names
from kit.words import Words

Question = Mapping[str, Any]

# Tells one run of a kernel from the next, so that a page asks anew what the file holds.
_KERNEL = secrets.token_hex(4)
_VIEWS = itertools.count()


class View(anywidget.AnyWidget):
    """A view of one kind, such as "rate" or "compare".

    What it shows is sent deflated: a lesson has some twenty views, and a class thirty learners.

    Parameters
    ----------
    kind
        Which view; each has a script of its name in browser/.
    data
        What it shows: plain values that JSON can carry.
    file
        The learner's answers. Whatever she gives in the browser is put there and so saved.
    words
        The phrases.
    title
        What stands for the view where it cannot be shown.
    respond
        Works out what the browser asks, from a plain question to plain values.
    said
        A sentence to show after each answer.
    still
        Draws a picture as SVG, to see where the view cannot be shown.
    """

    _esm = loader()
    packed = traitlets.Bytes().tag(sync=True)
    brought = traitlets.Dict().tag(sync=True)

    def __init__(  # noqa: PLR0913
        self,
        kind: str,
        data: Mapping[str, Any],
        file: AnswersFile,
        words: Words,
        *,
        title: str,
        respond: Callable[[Question], Mapping[str, Any]] | None = None,
        said: Callable[[], str] | None = None,
        still: Callable[[], str] = str,
    ) -> None:
        self._file = file
        self._words = words
        self._respond = respond
        self._said = said
        self.still = still
        self.data = {**data, "kind": kind, "title": title, "language": words.language}
        around = {
            **names(),
            "book": _mark(str(file.path.resolve())),
            "reader": f"{_KERNEL} {id(file)}",
            "waiting": words("view.waiting"),
            "failed": words("view.failed"),
        }
        super().__init__(
            packed=_packed({**self.data, **around}), brought=self._brought(), layout=_layout()
        )
        self.on_msg(self._hear)

    def __repr__(self) -> str:
        """Say in words what stands here, for whoever opens a notebook without running it."""
        return self._words("view.still", title=self.data["title"])

    def _brought(self) -> dict[str, bytes]:
        """Return what a page will ask for, where the first view brings it unasked.

        A kernel answers once every cell has run. Where it is in the browser itself, that is long,
        and bringing costs nothing.
        """
        if next(_VIEWS) or sys.platform != "emscripten":
            return {}
        kit = names()["kit"]
        return {kit: asset(kit), "answers": _packed(self._answers())}

    def _answers(self) -> dict[str, Any]:
        answers = self._file.refresh()
        sections = {section: dict(answers.section(section)) for section in SECTIONS}
        return {"sections": sections, "trouble": self._trouble()}

    def _trouble(self) -> str:
        trouble = self._file.trouble
        return self._words(trouble.key, **trouble.values) if trouble else ""

    def _hear(self, _view: object, message: Mapping[str, Any], buffers: Sequence[Any]) -> None:
        if "ask" in message:
            name = message["ask"]
            found = _packed(self._answers()) if name == "answers" else asset(name)
            self.send({"asset": name}, buffers=[found])
        elif "put" in message:
            put = message["put"]
            self._file.put(put["section"], put["key"], put["value"])
            self.send(
                {
                    "saved": message["edit"],
                    "kept": self._file.saved,
                    "about": put["section"],
                    "said": self._said() if self._said else "",
                    "trouble": self._trouble(),
                }
            )
        elif "question" in message and self._respond:
            # A file that the browser sends comes beside the question, as it is.
            sent = {"content": bytes(buffers[0])} if buffers else {}
            reply = self._reply({**message["question"], **sent})
            file = (reply.get("found") or {}).pop("file", None)
            self.send({"reply": message["number"], **reply}, buffers=[file] if file else [])

    def _reply(self, question: Question) -> dict[str, Any]:
        """Answer, or say what went wrong: a question without an answer would wait for ever."""
        try:
            return {"found": self._respond(question) if self._respond else None}
        except Exception as error:  # noqa: BLE001 - whatever it is, the learner sees a sentence
            return {"error": f"{type(error).__name__}: {error}"}


def _packed(value: object) -> bytes:
    # Half a character, as of an emoji that was cut off, is sent as an answers file writes it.
    text = json.dumps(value, ensure_ascii=False)
    return zlib.compress(text.encode(errors="backslashreplace"))


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


@cache
def _layout() -> ipywidgets.Layout:
    """Return the one layout that all views share; each would otherwise bring its own."""
    return ipywidgets.Layout()
