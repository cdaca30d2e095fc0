"""One view in the browser: what it shows, the answers it may change, the questions it may ask."""

import hashlib
import itertools
import json
import os
import secrets
import sys
import traceback
import zlib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import anywidget
import ipywidgets
import traitlets

from kit.answers.answers import SECTIONS
from kit.answers.file import AnswersFile
from kit.content.phrases import Words
from kit.widgets.assets import asset, bring, loader, names

Question = Mapping[str, Any]
Reply = tuple[dict[str, Any], list[bytes]]

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
    ) -> None:
        self._file = file
        self._words = words
        self._respond = respond
        self._said = said
        self.data = {**data, "kind": kind, "title": title, "language": words.language}
        around = {
            **names(),
            "bring": bring(),
            # One browser may hold what waits for several learners of a hub, each at the same path.
            "book": _mark(f"{os.environ.get('JUPYTERHUB_USER', '')} {file.path.resolve()}"),
            "reader": f"{_KERNEL} {id(file)}",
            "waiting": words("view.waiting"),
            "late": words("view.late"),
            "still": words("view.still", title=title),
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
        return {"sections": sections, **self._state()}

    def _state(self) -> dict[str, Any]:
        """Say what is wrong with the answers file, and what is good to know of it."""
        trouble = self._file.trouble
        return {
            "trouble": self._words(trouble.key, **trouble.values) if trouble else "",
            "notices": [self._words(one.key, **one.values) for one in self._file.notices],
        }

    def _hear(self, _view: object, message: object, buffers: Sequence[Any]) -> None:
        """Answer whatever the page says: it would wait for ever for a message without a reply."""
        plain = _plain(message)
        reply, sent = self._answered(plain if isinstance(plain, dict) else {}, buffers)
        self.send(reply, buffers=sent)

    def _answered(self, message: Mapping[str, Any], buffers: Sequence[Any]) -> Reply:
        if "ask" in message:
            return self._brought_by_name(message["ask"])
        if "put" in message:
            return {"edit": message.get("edit"), **self._put(message["put"])}, []
        if "question" in message:
            return self._asked(message, buffers)
        return {"unknown": sorted(map(str, message))}, []

    def _brought_by_name(self, name: object) -> Reply:
        try:
            found = _packed(self._answers()) if name == "answers" else asset(str(name))
        except Exception as error:  # noqa: BLE001 - whatever it is, the page is to hear of it
            return {"asset": name, "error": _told(error)}, []
        return {"asset": name}, [found]

    def _put(self, put: object) -> dict[str, Any]:
        """Take in an answer, and say what became of it.

        Returns
        -------
        Its fate: "taken", or "changed" if another place has meanwhile given what is "stored", or
        "refused" with a sentence why, or "failed" if it may be tried again; and whether everything
        that has been taken is "kept" in the file.
        """
        about = ""
        fate: dict[str, Any]
        try:
            about, key, value, seen = _parts(put)
            # What is there already needs no change; and of what was seen, the page does not know
            # which of its own answers came through before this one.
            taken = any(self._file.offer(about, key, value, one) for one in (value, *seen))
        except ValueError:
            fate = {"fate": "refused", "why": self._words("form.refused")}
        except Exception as error:  # noqa: BLE001 - the page keeps the answer, and tries again
            folder = self._file.path.parent.name
            why = self._words("trouble.memory", folder=folder, reason=_told(error))
            return {"fate": "failed", "kept": False, "about": about, "trouble": why}
        else:
            stored = self._file.answers.section(about).get(key)
            fate = {"fate": "taken"} if taken else {"fate": "changed", "stored": stored}
        state = {"said": self._sentence(), **self._state()}
        return {**fate, "kept": self._file.saved, "about": about, **state}

    def _sentence(self) -> str:
        try:
            return self._said() if self._said else ""
        except Exception:  # noqa: BLE001 - the answer is taken, with a sentence on it or without
            return ""

    def _asked(self, message: Mapping[str, Any], buffers: Sequence[Any]) -> Reply:
        # A file that the browser sends comes beside the question, as it is.
        sent = {"content": bytes(buffers[0])} if buffers else {}
        question = message["question"] if isinstance(message["question"], dict) else {}
        reply = self._reply({**question, **sent})
        file = (reply.get("found") or {}).pop("file", None)
        return {"reply": message.get("number"), **reply}, [file] if file else []

    def _reply(self, question: Question) -> dict[str, Any]:
        """Answer, or say what went wrong: a question without an answer would wait for ever."""
        try:
            return {"found": self._respond(question) if self._respond else None}
        except Exception as error:  # noqa: BLE001 - whatever it is, the learner sees a sentence
            return {"error": "".join(traceback.format_exception(error))}


def _parts(put: object) -> tuple[str, str, object, list[object]]:
    """Return the section, key and value of an answer, and what the page may have seen there.

    Raises
    ------
    ValueError
        If it is no such message.
    """
    match put:
        case {"section": str(section), "key": str(key), "value": value, "seen": list(seen)}:
            return section, key, value, seen
    raise ValueError(put)


def _plain(value: object) -> Any:  # noqa: ANN401 - whatever JSON can carry
    """Return what the browser said with None for null.

    Python in the browser gets null as a value of its own, and no answer would ever be the same.
    """
    match value:
        case dict():
            return {str(key): _plain(one) for key, one in value.items()}
        case list():
            return [_plain(one) for one in value]
        case str() | int() | float():
            return value
    return None


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


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
