"""Every phrase the kit shows, from data/words.toml, in one language."""

import string
from functools import cache
from typing import Any

from kit.content import DATA, ContentError, Problem, build, parsed, problem
from kit.language import Language, Text

FILE = DATA / "words.toml"


class Words:
    """The phrases in one language.

    Examples
    --------
    >>> Words("en")("answered", n=2, of=9)
    '2 of 9 answered'
    """

    def __init__(self, language: Language) -> None:
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        """Return a phrase, its braces filled with `values`."""
        return _phrases()[key][self.language].format(**values)

    def under(self, *sections: str) -> dict[str, str]:
        """Return the phrases of whole sections, braces unfilled, for a view in the browser."""
        return {
            key: text[self.language]
            for key, text in _phrases().items()
            if key.partition(".")[0] in sections
        }


@cache
def _phrases() -> dict[str, Text]:
    flat: dict[str, Text] = {}
    problems: list[Problem] = []
    for key, value in _leaves(parsed(FILE), ""):
        try:
            flat[key] = build(FILE, value, Text)
        except ContentError as error:
            problems += [problem(FILE, f"{key}.{one.key}", "missing") for one in error.problems]
            continue
        if _braces(flat[key].sv) != _braces(flat[key].en):
            problems.append(problem(FILE, key, "placeholder"))
    if problems:
        raise ContentError(problems)
    return flat


def _leaves(value: Any, key: str) -> list[tuple[str, Any]]:  # noqa: ANN401
    if not isinstance(value, dict) or {"sv", "en"} & value.keys():
        return [(key, value)]
    return [
        leaf
        for name, below in value.items()
        for leaf in _leaves(below, f"{key}.{name}" if key else name)
    ]


def _braces(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}
