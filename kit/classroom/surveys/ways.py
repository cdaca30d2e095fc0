"""What codes often mean: the ways in which survey tools number levels and "don't know"."""

import re
from collections.abc import Iterable

from kit.answers.answers import DONT_KNOW, Rating
from kit.content.course import LEVELS

_CODE = re.compile(r"([^\d-]*)(-?[0-9]{1,9})")
# Numbers beyond these stand for no answer at all, or for "don't know": 99, 999, -9.
_LOWEST, _HIGHEST = 0, 6

Way = tuple[str, dict[str, str], dict[str, Rating]]


def ways(codes: Iterable[str]) -> list[Way]:
    """Return the ways of coding that codes may have been made in, for a teacher to choose from.

    Codes that a way says nothing of are left for her to say.

    Returns
    -------
    Of each way a key of words.toml, what fills it, and the answers by their code.

    Examples
    --------
    >>> [way[1] for way in ways(["0", "1", "3", "4", "99"])][0]
    {'worst': '0', 'best': '4'}
    """
    found = {code: _CODE.fullmatch(code) for code in codes}
    matches = [match for match in found.values() if match]
    if len(matches) < len(found) or len({match[1] for match in matches}) > 1:
        return []
    by_number = {int(match[2]): code for code, match in found.items() if match}
    usual = [number for number in by_number if _LOWEST <= number <= _HIGHEST]
    all_of_them = []
    for low in (0, 1, 2):
        numbers = range(low, low + len(LEVELS))
        beside = [number for number in usual if number not in numbers]
        if len(beside) > 1 or not set(beside) <= {low - 1, low + len(LEVELS)}:
            continue
        for order in (LEVELS, tuple(reversed(LEVELS))):
            answers: dict[int, Rating] = dict(zip(numbers, order, strict=True))
            answers |= dict.fromkeys(beside, DONT_KNOW)
            code = {number: _as_written(number, by_number) for number in answers}
            worst, best = (code[n] for n in (numbers if order == LEVELS else reversed(numbers))[::4])
            key = "survey.way-dont-know" if beside else "survey.way"
            values = {"worst": worst, "best": best} | {"dk": code[n] for n in beside}
            known = {by_number[n]: answers[n] for n in answers if n in by_number}
            all_of_them.append((key, values, known))
    return all_of_them
