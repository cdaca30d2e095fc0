"""The lessons by one command: `regional-kit`, or `python -m kit`; `--help` says what can be chosen.

It lays this edition's lessons out in a folder of the learner's, beside her answers, starts
JupyterLab there and opens the first lesson. `regional-kit class` opens the class's door instead.
"""

import argparse
import errno
import io
import os
import secrets
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from kit.content import loader
from kit.content.language import LANGUAGES
from kit.content.phrases import Words
from kit.files.editions import lay_out, opening
from kit.files.server import mark, running, serve, show, taken

HOME = Path("~/regional-kit")
CLASS = "class"

# What a drive says; the rest is told in its own words.
_SAID = {
    errno.ENOSPC: "full",
    getattr(errno, "EDQUOT", errno.ENOSPC): "full",
    errno.EACCES: "closed",
    errno.EPERM: "closed",
    errno.EROFS: "closed",
    errno.EEXIST: "file",
    errno.ENOTDIR: "file",
}


class RefusedError(Exception):
    """The lessons cannot be opened; the message says why and what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the first lesson; return 0, or 1 if that was refused."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot write å shows a code for it; that is no reason to stop.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    written = sys.argv[1:] if arguments is None else arguments
    try:
        if written[:1] == [CLASS]:
            _open_door(written[1:])
            return 0
        given = chosen(written)
        if given.help:
            _say(Words(given.language)("command.help", folder=HOME))
        else:
            start(given)
    except RefusedError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def chosen(arguments: Sequence[str]) -> argparse.Namespace:
    """Read what was written after the command.

    Raises
    ------
    RefusedError
        If something else was written than can be chosen.
    """
    parser = argparse.ArgumentParser(add_help=False, exit_on_error=False, allow_abbrev=False)
    parser.add_argument("-h", "--help", action="store_true")
    parser.add_argument("--language", choices=LANGUAGES, default="sv")
    parser.add_argument("--folder", type=Path, default=HOME)
    parser.add_argument("--class", type=Path, dest="room")
    parser.add_argument("--port", type=int)
    parser.add_argument("--no-browser", action="store_true")
    return _given(parser, arguments)


def _given(parser: argparse.ArgumentParser, arguments: Sequence[str]) -> argparse.Namespace:
    try:
        given, unknown = parser.parse_known_args(arguments)
    except argparse.ArgumentError as error:
        given, unknown = argparse.Namespace(), [str(error.argument_name)]
    if unknown:
        both = (Words(language)("command.unknown", what=unknown[0]) for language in LANGUAGES)
        raise RefusedError("\n".join(both))
    return given


def _open_door(arguments: Sequence[str]) -> None:
    """Open the class's door, or say what can be chosen."""
    from kit.classroom.door.command import choices, open_door

    given = _given(choices(), arguments)
    if given.help:
        _say(Words(given.language)("door.help"))
    elif refused := open_door(given, _pages):
        raise RefusedError(refused)


def _pages() -> Mapping[str, bytes]:
    from kit.widgets.phone import pages

    return pages()


def start(given: argparse.Namespace) -> None:
    """Lay the lessons out and open the first: in a server that runs there already, or a new one.

    Raises
    ------
    RefusedError
        If the lessons cannot be laid out, there is no JupyterLab, or the port is taken.
    """
    words = Words(given.language)
    folder = _absolute(given.folder, words)
    root, lessons = place(folder, words)
    if given.room:
        os.environ["KIT_CLASS"] = str(_absolute(given.room, words))
    first = opening(lessons.relative_to(root).as_posix(), given.language)
    answers = os.environ.get("KIT_ANSWERS") or folder / "my-answers"
    _say(words("command.place", lessons=lessons, answers=answers))
    known = mark(str(lessons))

    def ready(address: str) -> None:
        _say(words("command.ready", address=address))
        if not given.no_browser:
            show(address, root)

    try:
        if there := running(known, first):
            _say(words("command.running", address=there))
            if not given.no_browser:
                show(there, root)
            return
        if given.port is not None and taken(given.port):
            raise RefusedError(words("command.port", port=given.port))
        _say(words("command.starting"))
        token = known + secrets.token_hex(16)
        serve(root, first, language=given.language, token=token, port=given.port, ready=ready)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("jupyter_server", "jupyterlab"):
            raise
        python = f'"{sys.executable}"' if " " in sys.executable else sys.executable
        raise RefusedError(words("command.no-lab", python=python)) from None


def place(folder: Path, words: Words) -> tuple[Path, Path]:
    """Return what JupyterLab is to show, and the folder in it that holds the language folders.

    Whoever edits the lessons names their own folder, in a clone: nothing is copied then.
    """
    notebooks = loader.notebooks()
    if folder.resolve() == notebooks.resolve():
        return notebooks.parent, notebooks
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return folder, lay_out(notebooks, folder)
    except OSError as error:
        key = _SAID.get(error.errno or 0, "other")
        reason = error.strerror or type(error).__name__
        raise RefusedError(words(f"command.{key}", folder=folder, reason=reason)) from None


def _absolute(path: Path, words: Words) -> Path:
    try:
        return path.expanduser().absolute()
    except RuntimeError:  # there is no such user
        raise RefusedError(words("command.nobody", folder=path)) from None


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
