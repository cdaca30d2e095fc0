"""One view in the browser: what it shows, the answers it may change, the questions it may ask."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

import anywidget
import traitlets

from kit.answers import SECTIONS, AnswersFile
from kit.widgets.assets import asset, loader, versions
from kit.words import Words

Question = Mapping[str, Any]


class View(anywidget.AnyWidget):
    """A view of one kind, such as "rate" or "compare".

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
    phrases
        The sections of the phrases that the view needs.
    title
        What stands for the view where it cannot be shown.
    respond
        Works out what the browser asks, from a plain question to plain values.
    said
        A sentence to show after each answer.
    """

    _esm = loader()
    assets = traitlets.Dict().tag(sync=True)
    book = traitlets.Unicode().tag(sync=True)
    data = traitlets.Dict().tag(sync=True)
    answers = traitlets.Dict().tag(sync=True)

    def __init__(  # noqa: PLR0913
        self,
        kind: str,
        data: Mapping[str, Any],
        file: AnswersFile,
        words: Words,
        *,
        phrases: tuple[str, ...],
        title: str,
        respond: Callable[[Question], Mapping[str, Any]] | None = None,
        said: Callable[[], str] | None = None,
    ) -> None:
        self._file = file
        self._words = words
        self._title = title
        self._respond = respond
        self._said = said
        super().__init__(
            assets=versions(),
            book=hashlib.sha256(str(file.path.resolve()).encode()).hexdigest()[:12],
            answers=_every_section(file),
            data={
                **data,
                "kind": kind,
                "title": title,
                "language": words.language,
                "words": words.under("view", *phrases),
                "trouble": self._trouble(),
            },
        )
        self.on_msg(self._hear)

    def __repr__(self) -> str:
        """Say in words what stands here, for whoever opens a notebook without running it."""
        return self._words("view.still", title=self._title)

    def _trouble(self) -> str:
        trouble = self._file.trouble
        return self._words(trouble.key, **trouble.values) if trouble else ""

    def _hear(self, _view: object, message: Mapping[str, Any], _buffers: object) -> None:
        if "ask" in message:
            self.send({"asset": message["ask"]}, buffers=[asset(message["ask"])])
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
            self.send({"reply": message["number"], "found": self._respond(message["question"])})


def _every_section(file: AnswersFile) -> dict[str, dict[str, Any]]:
    return {section: dict(file.answers.section(section)) for section in SECTIONS}
