"""Answers given here that are not in the file yet, and what becomes of them there.

Another notebook may change the same answers meanwhile. Nobody's later answer is replaced by an
earlier one: what is given takes the place of what was known when it was given, and of nothing else.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from kit.answers.answers import Answers

Key = tuple[str, str]
ANYTHING = object()


class _Wish(NamedTuple):
    value: object
    over: object


class Waiting:
    """What waits to be saved, by section and key.

    `overtaken` is what was given here, could not be saved, and had meanwhile been changed in the
    file.
    """

    def __init__(self) -> None:
        self.overtaken = Answers()
        self._offered: dict[Key, tuple[object, object]] = {}
        self._wishes: dict[Key, _Wish] = {}
        self._beside: Mapping[str, Any] = {}

    def __bool__(self) -> bool:
        """Say whether anything waits to be written, into the file or beside it."""
        return bool(self._wishes or self._beside or self.overtaken.sections)

    def add(
        self,
        given: Mapping[Key, object],
        beside: Mapping[str, Any] | None = None,
        seen: object = ANYTHING,
    ) -> None:
        """Take in answers, to be compared with what the file holds; None takes one back.

        Of what other answers hold `beside`, what this kit has no section for is taken in too.
        `seen` is what each must be now, if it is not what is given; by default anything.

        Raises
        ------
        ValueError
            If there is no such answer as one of them; nothing is taken in then.
        """
        # A copy of each, so that what its giver goes on using changes nothing here.
        kept = {key: held(Answers().put(*key, value), key) for key, value in given.items()}
        self._offered |= {key: (value, seen) for key, value in kept.items()}
        self._beside = beside or self._beside

    def meet(self, stored: Answers, *, on_disk: bool) -> Answers:
        """Return the answers as they are to be, from what the file holds and what waits.

        What the file does hold now (`on_disk`), and not only held when last read, waits no longer.
        """
        for key, wish in list(self._wishes.items()):
            now = held(stored, key)
            if now == wish.value and on_disk:
                del self._wishes[key]
            elif now not in (wish.value, wish.over):
                del self._wishes[key]
                # What is given anew meanwhile is what counts from here.
                if key not in self._offered:
                    self.overtaken = self.overtaken.put(*key, wish.value)
        for key, (value, seen) in self._offered.items():
            waits = self._wishes.get(key)
            over = waits.over if waits else held(stored, key)
            if seen is ANYTHING or (waits.value if waits else over) in (seen, value):
                self._wishes[key] = _Wish(value, over)
        self._offered.clear()
        answers = stored
        for key, wish in self._wishes.items():
            answers = answers.put(*key, wish.value)
        return answers.beside(self._beside)

    def written(self) -> None:
        """Forget what waited and what was overtaken: all is on the disk now."""
        self._wishes.clear()
        self._beside = {}
        self.overtaken = Answers()


def held(answers: Answers, key: Key) -> object:
    """Return one answer, or None where there is none."""
    section, name = key
    return answers.section(section).get(name)
