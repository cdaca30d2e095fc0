"""Telephones in a class as its board lets them in: the door, what they rate, the round."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from kit.classroom.codes import qr
from kit.classroom.door import session, starting
from kit.classroom.door.running import NotOpenedError
from kit.classroom.folder import reason
from kit.classroom.sheets import ROUNDS, THEN
from kit.content.course import Course
from kit.content.language import LANGUAGES, number
from kit.content.phrases import Words
from kit.widgets.messages import Question

# A door is one of the whole class: whichever board looks at its folder finds it open.
_RUNNING: dict[Path, starting.Running] = {}


def openings(course: Course, words: Words) -> list[tuple[str, str]]:
    """Return what telephones can be let rate, by its id: everything, a group, a factor."""
    language = words.language
    found = [(session.EVERYTHING, words("join.everything"))]
    for group in course.groups:
        first, last = group.factors[0].number, group.factors[-1].number
        numbers = words("join.group", title=group.title[language], first=first, last=last)
        found.append((group.id, numbers))
        found += [
            (factor.id, f"{factor.number}. {factor.title[language]}") for factor in group.factors
        ]
    return found


class Room:
    """What a board knows of the telephones of its class, and does about them.

    Parameters
    ----------
    folder
        The class's folder.
    words
        The phrases.
    """

    def __init__(self, folder: Path, words: Words) -> None:
        self._folder = folder
        self._words = words
        self._origin = ""
        self._told = ""
        # How many sheets had come when something else was opened in a round, if it was.
        self._before: int | None = None

    @property
    def round(self) -> str | None:
        """The round in which telephones hand in, or None where there are none."""
        return self._session.round if self._session else None

    @property
    def _session(self) -> session.Session | None:
        with suppress(OSError):
            return session.read(self._folder)
        return None

    @property
    def _running(self) -> starting.Running | None:
        return _RUNNING.get(self._folder)

    def act(self, question: Question) -> None:
        """Do what is asked: open the door, open it to others, or close it; change what is rated."""
        self._told = ""
        self._origin = str(question.get("origin", self._origin))
        try:
            match question["join"]:
                case "start" | "others" as how:
                    session.begin(self._folder)
                    if not starting.service():
                        self._start(to_others=how == "others")
                case "close":
                    self._stop()
                case "open":
                    self._before = self._handed or None
                    session.change(self._folder, open=str(question["open"]), shown=False)
                case "round":
                    self._before = None
                    session.change(self._folder, round=str(question["begin"]), shown=False)
        except NotOpenedError as error:
            self._told = self._words(str(error), **error.values)
        except OSError as error:
            self._told = self._words("hand_in.failed", reason=reason(error))
        except LookupError:
            self._told = self._words("join.stopped")

    def shown(self, round_: str) -> None:
        """Let the telephones know that the results of a round are shown."""
        with suppress(OSError, LookupError):
            if round_ == self.round:
                session.change(self._folder, shown=True)

    def stop(self) -> None:
        """Close the door, if one is open."""
        self._stop()

    def state(self) -> dict[str, Any]:
        """Return what the board shows of it."""
        now, running = self._session, self._running
        service = starting.service()
        ended = running is not None and not running.alive
        told = self._told or (self._words("join.stopped") if ended else "")
        if not now or not (service or running) or ended:
            return {"on": False, "told": told}
        return {
            "on": True,
            "told": told,
            "open": now.open,
            "round": now.round,
            "again": _after(now.round),
            **self._reached(now, running, service),
        }

    def _reached(
        self, now: session.Session, running: starting.Running | None, service: str | None
    ) -> Mapping[str, Any]:
        """Return how telephones get here."""
        words = self._words
        if service:
            address = f"{self._origin}{service}" if service.startswith("/") else service
            addresses, to_others = (address,), True
        else:
            assert running  # noqa: S101 - there is one of both
            addresses, to_others = running.addresses, running.to_others
        own = "" if words.language == LANGUAGES[0] else f"{words.language}/"
        first, *more = (address + own for address in addresses)
        joined = session.join(first, now.code)
        path, side = qr(joined)
        return {
            "others": to_others,
            "join": joined,
            "address": _typed(first),
            "more": [_typed(address) for address in more],
            "code": words("join.code", code=session.spoken(now.code)),
            "qr": {"path": path, "side": side} if to_others else None,
            "about": self._about(running),
            "since": self._since(running),
        }

    def _about(self, running: starting.Running | None) -> str:
        """Say whether telephones can get here, as far as that is known."""
        if running is None or not running.to_others or running.counts.get("others"):
            return ""
        key = {True: "reached", False: "unreached", None: "no-network"}[running.reached]
        return self._words(f"door.{key}")

    @property
    def _handed(self) -> int:
        return self._running.counts.get("handed", 0) if self._running else 0

    def _since(self, running: starting.Running | None) -> str:
        """Say how many sheets have come since something was opened: no one's answers are in it."""
        if running is None or self._before is None:
            return ""
        since = self._handed - self._before
        return self._words("join.since", n=number(since, self._words.language))

    def _start(self, *, to_others: bool) -> None:
        before = self._running
        if before and before.alive and (before.to_others or not to_others):
            return
        self._stop()
        now = _RUNNING[self._folder] = starting.start(self._folder, to_others=to_others)
        if now.last:
            self._told = self._words("door.moved", port=str(now.port), last=str(now.last))

    def _stop(self) -> None:
        if running := _RUNNING.pop(self._folder, None):
            running.stop()


def _typed(address: str) -> str:
    """Return an address as one types it; a browser goes without the rest unless it is https."""
    return address.removeprefix("http://").removesuffix("/")


def _after(round_: str | None) -> str | None:
    """Return the round after one, in which the same is rated again."""
    again = [one for one in ROUNDS if one != THEN]
    place = again.index(round_) + 1 if round_ in again else len(again)
    return again[place] if place < len(again) else None
