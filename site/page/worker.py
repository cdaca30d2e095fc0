"""What Python does for a lesson page: it lets views hear what the page says.

The page keeps the learner's files. It gives them, and takes back what has become of them.
"""

import json
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kit import Lesson

# Where JupyterLite has a learner's files, too: by its place she is told of one.
DRIVE = Path("/drive")
_CELL = re.compile(r'lesson\.([a-z][a-z_]*)\((?:"([a-z_]+)")?\)')


class Page:
    """One lesson, and those of its views that have been asked for something.

    Parameters
    ----------
    part, language
        As of `Lesson`.
    files
        The learner's files by their paths in the drive, as texts; all but her answers.
    drive
        The folder of her files.
    """

    def __init__(
        self, part: str, language: str, files: dict[str, str], drive: Path = DRIVE
    ) -> None:
        self._drive = drive
        self._answers = drive / "my-answers" / "answers.json"
        # This file is rewritten with each answer, and says nothing that the page does not know.
        self._second = self._answers.with_name("answers.previous.json")
        self._answers.parent.mkdir(parents=True, exist_ok=True)
        for path, text in files.items():
            (drive / path).parent.mkdir(parents=True, exist_ok=True)
            _write(drive / path, text)
        os.environ["KIT_CLASS"] = str(drive / "my-class")
        self._lesson = Lesson(part, language, self._answers, carry=lambda view: view)
        self._views: dict[str, Any] = {}

    def hear(self, asked: str, buffers: Sequence[Any] = ()) -> tuple[str, Sequence[bytes]]:
        """Let a cell's view hear a message.

        Parameters
        ----------
        asked
            As JSON, the source of the `cell`, the `message`, and in `file` the answers as the page
            has them, or null.
        buffers
            The bytes beside the message.

        Returns
        -------
        As JSON, the view's `answer`, the answers in `file`, and in `files` those beside that have
        changed by it, null for one that is gone; and the bytes beside the answer.

        Raises
        ------
        ValueError
            If a lesson has no such cell.
        """
        question = json.loads(asked)
        self._second.unlink(missing_ok=True)
        if question["file"] is None:
            self._answers.unlink(missing_ok=True)
        else:
            _write(self._answers, question["file"])
        before = self._files()
        answer, beside = self._view(question["cell"]).hear(question["message"], buffers)
        after = self._files()
        changed = {path for path, _ in before.items() ^ after.items()}
        told = {
            "answer": answer,
            "file": _read(self._answers) if self._answers.exists() else None,
            "files": {path: after.get(path) for path in sorted(changed)},
        }
        return json.dumps(told), beside

    def _view(self, cell: str) -> Any:
        if cell not in self._views:
            match = _CELL.fullmatch(cell)
            if not match:
                raise ValueError(cell)
            self._views[cell] = getattr(self._lesson, match[1])(*filter(None, [match[2]]))
        return self._views[cell]

    def _files(self) -> dict[str, str]:
        """Return the learner's files by their paths in the drive; all but her answers."""
        return {
            path.relative_to(self._drive).as_posix(): _read(path)
            for path in self._drive.rglob("*")
            if path.is_file() and path not in {self._answers, self._second}
        }


def _read(path: Path) -> str:
    return path.read_bytes().decode(errors="replace")


def _write(path: Path, text: str) -> None:
    # Half a character is written as an answers file writes it.
    path.write_bytes(text.encode(errors="backslashreplace"))
