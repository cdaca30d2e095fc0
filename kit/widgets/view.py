"""One view in the browser: what it shows, the answers it may change, the questions it may ask."""

import hashlib
import json
import os
import secrets
import traceback
import zlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kit.answers.answers import SECTIONS
from kit.answers.file import AnswersFile
from kit.content.phrases import Words
from kit.widgets.assets import asset, names
from kit.widgets.messages import Answer, Asset, Fate, FromPython, Known, Question, Reply

# Tells one run of a kernel from the next, so that a page asks anew what the file holds.
_KERNEL = secrets.token_hex(4)


class View:
    """A view of one kind, such as "rate" or "compare".

    It knows nothing of how it comes to a page: `kit.widgets.carrier` brings it into a notebook.

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

    Attributes
    ----------
    data
        What it shows, with its kind, its title and its language.
    words
        The phrases.
    """

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
        self._respond = respond
        self._said = said
        self.words = words
        self.data = {**data, "kind": kind, "title": title, "language": words.language}

    def __repr__(self) -> str:
        """Say in words what stands here, for whoever opens a notebook without running it."""
        return self.words("view.still", title=self.data["title"])

    def shown(self) -> dict[str, Any]:
        """Return the data with what else a page is to know.

        That is the names by which it asks for the script, "kit", and for "plotly"; which "book" of
        answers the view is about; and which "reader" has read them, anew in each run of a lesson.
        """
        # One browser may hold what waits for several learners of a hub, each at the same path.
        book = _mark(f"{os.environ.get('JUPYTERHUB_USER', '')} {self._file.path.resolve()}")
        return {**self.data, **names(), "book": book, "reader": f"{_KERNEL} {id(self._file)}"}

    def hear(
        self, message: object, buffers: Sequence[Any] = ()
    ) -> tuple[FromPython, Sequence[bytes]]:
        """Answer whatever a page says: it would wait for ever for a message without an answer.

        Parameters
        ----------
        message
            One of `kit.widgets.messages`, if the page keeps to them.
        buffers
            The bytes that came beside it.

        Returns
        -------
        The answer, and the bytes that go beside it.
        """
        match _plain(message):
            case {"ask": name}:
                return self._asset(name)
            case {"put": put, **rest}:
                return self._fate(put, rest.get("edit")), []
            case {"question": question, **rest}:
                return self._reply(question, rest.get("number"), buffers)
            case dict(other):
                return {"unknown": sorted(other)}, []
        return {"unknown": []}, []

    def _asset(self, name: object) -> tuple[Asset, list[bytes]]:
        try:
            found = packed(self._known()) if name == "answers" else asset(str(name))
        except Exception as error:  # noqa: BLE001 - whatever it is, the page is to hear of it
            return {"asset": name, "error": _told(error)}, []
        return {"asset": name}, [found]

    def _known(self) -> Known:
        answers = self._file.refresh()
        sections = {section: dict(answers.section(section)) for section in SECTIONS}
        return {"sections": sections, "trouble": self._trouble(), "notices": self._notices()}

    def _trouble(self) -> str:
        """Say what is wrong with the answers file."""
        trouble = self._file.trouble
        return self.words(trouble.key, **trouble.values) if trouble else ""

    def _notices(self) -> list[str]:
        """Say what is good to know of the answers file."""
        return [self.words(notice.key, **notice.values) for notice in self._file.notices]

    def _fate(self, put: object, edit: object) -> Fate:
        """Take in an answer, and say what became of it."""
        about = ""
        try:
            answer = _answer(put)
            about, key, value = answer["section"], answer["key"], answer["value"]
            held = self._file.answers.section(about).get(key)
            seen = [held if was == sendable(held) else was for was in answer["seen"]]
            # What is there already needs no change; and of what was seen, the page does not know
            # which of its own answers came through before this one.
            taken = any(self._file.offer(about, key, value, was) for was in (value, *seen))
        except ValueError:
            why = self.words("form.refused")
            return {**self._after(edit, about), "fate": "refused", "why": why}
        except Exception as error:  # noqa: BLE001 - the page keeps the answer, and tries again
            folder = self._file.path.parent.name
            why = self.words("trouble.memory", folder=folder, reason=_told(error))
            return {"edit": edit, "fate": "failed", "kept": False, "about": about, "trouble": why}
        after = self._after(edit, about)
        if taken:
            return after
        return {**after, "fate": "changed", "stored": self._file.answers.section(about).get(key)}

    def _after(self, edit: object, about: str) -> Fate:
        """Return what a page hears after an answer, as if that were taken."""
        return {
            "edit": edit,
            "fate": "taken",
            "kept": self._file.saved,
            "about": about,
            "said": self._sentence(),
            "trouble": self._trouble(),
            "notices": self._notices(),
        }

    def _sentence(self) -> str:
        try:
            return self._said() if self._said else ""
        except Exception:  # noqa: BLE001 - the answer is taken, with a sentence on it or without
            return ""

    def _reply(
        self, question: object, number: object, buffers: Sequence[Any]
    ) -> tuple[Reply, list[bytes]]:
        if self._respond is None:
            return {"reply": number, "found": None}, []
        asked = question if isinstance(question, dict) else {}
        try:
            sent = {"content": bytes(buffers[0])} if buffers else {}
            found = dict(self._respond({**asked, **sent}))
        except Exception as error:  # noqa: BLE001 - whatever it is, the learner sees a sentence
            return {"reply": number, "error": "".join(traceback.format_exception(error))}, []
        file = found.pop("file", None)
        return {"reply": number, "found": found}, [file] if file else []


def packed(value: object) -> bytes:
    """Return a plain value as JSON, deflated."""
    # Half a character, as of an emoji that was cut off, is sent as an answers file writes it.
    text = json.dumps(value, ensure_ascii=False)
    return zlib.compress(text.encode(errors="backslashreplace"))


def sendable(value: object) -> Any:
    """Return a plain value with a question mark for half a character, which UTF-8 cannot hold."""
    return json.loads(json.dumps(value, ensure_ascii=False).encode(errors="replace"))


def _answer(put: object) -> Answer:
    """Return an answer that is given.

    Raises
    ------
    ValueError
        If it is none.
    """
    match put:
        case {"section": str(section), "key": str(key), "value": value, "seen": list(seen)}:
            return {"section": section, "key": key, "value": value, "seen": seen}
    raise ValueError(put)


def _plain(value: object) -> Any:
    """Return what the browser said with None for null.

    Python in the browser gets null as a value of its own, and no answer would ever be the same.
    """
    match value:
        case dict():
            return {str(key): _plain(inner) for key, inner in value.items()}
        case list():
            return [_plain(inner) for inner in value]
        case str() | int() | float():
            return value
    return None


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
