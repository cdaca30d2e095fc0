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
    if len(matches) < len(found) or len({match[1] for match in matches}) != 1:
        return []
    by_number = {int(match[2]): code for code, match in found.items() if match}

    def written(number: int) -> str:
        """Return a code as the others are written, also one that nobody has chosen."""
        before, digits = matches[0].groups()
        return by_number.get(number, f"{before}{number:0{len(digits)}}" if before else str(number))

    usual = [number for number in by_number if _LOWEST <= number <= _HIGHEST]
    all_of_them = []
    for low in (0, 1, 2):
        numbers = range(low, low + len(LEVELS))
        beside = [number for number in usual if number not in numbers]
        if len(beside) > 1 or not set(beside) <= {low - 1, low + len(LEVELS)}:
            continue
        for order in (LEVELS, LEVELS[::-1]):
            answers: dict[int, Rating] = dict(zip(numbers, order, strict=True))
            answers |= dict.fromkeys(beside, DONT_KNOW)
            worst, best = numbers[order.index(LEVELS[0])], numbers[order.index(LEVELS[-1])]
            values = {"worst": written(worst), "best": written(best)}
            values |= {"dk": written(beside[0])} if beside else {}
            key = "survey.way-dont-know" if beside else "survey.way"
            seen = {by_number[n]: answer for n, answer in answers.items() if n in by_number}
            all_of_them.append((key, values, seen))
    return all_of_them
