"""Every phrase the kit shows, from data/words.toml, in one language."""

import re
from functools import cache
from typing import Any

from kit.content.language import Language, Text
from kit.content.loader import ContentError, Problem, alike, build, parsed, path, problem

_FILE = "words.toml"
_BRACES = re.compile(r"\{([a-z]\w*)\}")


# What a survey's answers and a workbook's columns are known by when they are read back.
_READ_BACK = (
    tuple(f"scale.{level}" for level in (1, 2, 3, 4, 5, "dont-know", "unanswered")),
    tuple(f"role.{role}" for role in ("politician", "official", "partner", "student", "other")),
    tuple(f"round.{name}" for name in (1, 2, 3, "then")),
    (
        *("class.number", "takeaway.csv-id", "progress.factor", "class.statement"),
        *("takeaway.answer", "takeaway.importance", "takeaway.evidence", "takeaway.reflections"),
        *("takeaway.sheet-priority", "plan.goal", "plan.first", "plan.who", "plan.when"),
        "plan.sign",
    ),
)


class Words:
    """The phrases in one language.

    Examples
    --------
    >>> Words("en")("form.answered", n=2, of=9)
    '2 of 9 answered'
    """

    def __init__(self, language: Language) -> None:
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        """Return a phrase, its braces filled with `values`.

        Raises
        ------
        ContentError
            If words.toml has lost the phrase, or it has braces that nothing fills.
        """
        try:
            phrase = phrases()[key]
        except KeyError:
            raise ContentError([problem(path(_FILE), key, "missing")]) from None
        try:
            return phrase[self.language].format(**values)
        except KeyError as error:
            raise ContentError([problem(path(_FILE), key, "filled", error.args[0])]) from None

    def all(self) -> dict[str, str]:
        """Return every phrase by its key, braces unfilled, for the views in the browser."""
        return {key: text[self.language] for key, text in phrases().items()}


@cache
def phrases() -> dict[str, Text]:
    """Read every phrase from data/words.toml, once, by its key.

    Raises
    ------
    ContentError
        If the file is wrong; it names the key and what to do.
    """
    file = path(_FILE)
    flat: dict[str, Text] = {}
    problems: list[Problem] = []
    for key, value in _leaves(parsed(file), ""):
        try:
            phrase = flat[key] = build(file, value, Text, key)
        except ContentError as error:
            problems += error.problems
            continue
        if set("{}") & set(_BRACES.sub("", phrase.sv + phrase.en)):
            problems.append(problem(file, key, "brace"))
        elif set(_BRACES.findall(phrase.sv)) != set(_BRACES.findall(phrase.en)):
            problems.append(problem(file, key, "placeholder"))
    for keys in _READ_BACK:
        names = [(keys[0], key, flat[key]) for key in keys if key in flat]
        problems += alike(file, names, set())
    if problems:
        raise ContentError(problems)
    return flat


def _leaves(value: Any, key: str) -> list[tuple[str, Any]]:
    if not isinstance(value, dict) or {"sv", "en"} & value.keys():
        return [(key, value)]
    return [
        leaf
        for name, below in value.items()
        for leaf in _leaves(below, f"{key}.{name}" if key else name)
    ]
