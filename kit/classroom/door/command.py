"""What `regional-kit class` does: open the class's door from a shell, or for the board."""

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from kit.classroom.classroom import default_folder
from kit.classroom.door import session
from kit.classroom.door.running import How, NotOpenedError, Opened, Teller, run, when_closed
from kit.classroom.folder import reason
from kit.content.language import LANGUAGES
from kit.content.phrases import Words

Pages = Callable[[], Mapping[str, bytes]]


def choices() -> argparse.ArgumentParser:
    """Return what can be chosen."""
    parser = argparse.ArgumentParser(add_help=False, exit_on_error=False, allow_abbrev=False)
    parser.add_argument("-h", "--help", action="store_true")
    parser.add_argument("--language", choices=LANGUAGES, default="sv")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--open", action="store_true")
    parser.add_argument("--address", action="append", default=[])
    parser.add_argument("--host", action="append", default=[])
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--certificate", type=Path)
    parser.add_argument("--key", type=Path)
    parser.add_argument("--base", default="/")
    parser.add_argument("--behind", action="store_true")
    parser.add_argument("--pages", type=Path)
    # For the board, which reads what it is told.
    parser.add_argument("--child", action="store_true")
    return parser


def open_door(given: argparse.Namespace, pages: Pages) -> str | None:
    """Open the door of a class and serve until it is told to stop.

    Parameters
    ----------
    given
        What was chosen.
    pages
        Makes the telephone's pages.

    Returns
    -------
    Why it could not be opened, in words; or None.
    """
    words = Words(given.language)
    tell = _tell_board if given.child else _tell_person(given, words)
    try:
        folder = _folder(given)
        begun = session.begin(folder)
        how = How(
            to_others=given.open,
            addresses=tuple(given.address),
            port=given.port,
            last=begun.port,
            names=tuple(given.host),
            certificate=given.certificate,
            key=given.key,
            base=given.base,
            behind=given.behind,
        )

        def ready(opened: Opened) -> None:
            # Behind a proxy it is the proxy's port that telephones know.
            to_telephones = given.open and not given.behind
            tell(opened, begun, _moved(folder, begun, opened.port) if to_telephones else 0)

        teller = Teller(ready)
        if given.child:
            teller = Teller(teller.ready, _Changes(), when_closed)
        run(folder, given.pages or pages(), how, teller)
    except NotOpenedError as error:
        if not given.child:
            return words(str(error), **error.values)
        _say({"refused": str(error), "values": error.values})
    return None


def _folder(given: argparse.Namespace) -> Path:
    place = (given.folder or default_folder()).expanduser().absolute()
    try:
        place.mkdir(parents=True, exist_ok=True)
        session.begin(place)
    except OSError as error:
        values = {"folder": str(place), "reason": reason(error)}
        raise NotOpenedError("door.folder", **values) from None
    return Path(place)


def _moved(folder: Path, begun: session.Session, port: int) -> int:
    """Remember where telephones find the door; return where they did before, if that was elsewhere.

    Whoever may not write the session opens a door of it all the same.
    """
    if port == begun.port:
        return 0
    with suppress(OSError, LookupError):
        session.change(folder, port=port)
    return begun.port


def _say(value: Mapping[str, object]) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


def _tell_board(opened: Opened, _session: session.Session, last: int) -> None:
    told = {"addresses": opened.addresses, "port": opened.port, "reached": opened.reached}
    _say({"opened": {**told, "last": last}})


class _Changes:
    """Tells the board what was counted, when that has changed."""

    def __init__(self) -> None:
        self._before: Mapping[str, int] = {}

    def __call__(self, counts: Mapping[str, int]) -> None:
        if counts != self._before:
            self._before = dict(counts)
            _say({"counts": self._before})


def _tell_person(
    given: argparse.Namespace, words: Words
) -> Callable[[Opened, session.Session, int], None]:
    def tell(opened: Opened, begun: session.Session, last: int) -> None:
        first, *more = opened.addresses
        out = sys.stdout
        out.write(words("door.at", address=first, code=session.spoken(begun.code)) + "\n")
        for address in more:
            out.write(words("door.also", address=address) + "\n")
        if given.open:
            _draw(session.join(first, begun.code))
            key = {True: "door.reached", False: "door.unreached", None: "door.no-network"}
            out.write("\n".join([words("door.opened"), words(key[opened.reached])]) + "\n")
            if last:
                out.write(words("door.moved", port=str(opened.port), last=str(last)) + "\n")
        else:
            out.write(words("door.here-only") + "\n")
        out.write(words("door.stop") + "\n")
        out.flush()

    return tell


def _draw(address: str) -> None:
    """Draw what telephones scan, where the terminal can show it."""
    import segno

    try:
        segno.make(address, error="m", micro=False).terminal(sys.stdout, border=2, compact=True)
    except UnicodeEncodeError:
        segno.make(address, error="m", micro=False).terminal(sys.stdout, border=2)
