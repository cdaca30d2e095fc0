"""Names of which there may be only one: what is read back from a survey or a file goes by them."""

import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from kit.content.language import LANGUAGES, Text
from kit.content.loader import Problem, problem

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘‛ʼ`´′＇"))


def tidied(text: str) -> str:
    """Return a text as it is compared: without apostrophes, case, or more than one blank in a row.

    A row of accents takes the square of its length: whoever passes strangers' texts bounds them.
    """
    # Apostrophes first: to NFKC some are an accent upon a space.
    text = unicodedata.normalize("NFKC", text.translate(_APOSTROPHES)).casefold()
    return " ".join(text.split())


def alike(
    file: Path, names: Iterable[tuple[str, str, Text]], seen: set[tuple[str, str, str]]
) -> Iterator[Problem]:
    """Say which names there are twice: a chart, a survey or a spreadsheet cannot tell them apart.

    Of each name is given its kind, within which it is the only one, its key, and the name itself;
    they are added to those seen.
    """
    for kind, key, name in names:
        for language in LANGUAGES:
            folded = (kind, language, " ".join(name[language].casefold().split()))
            if folded in seen:
                yield problem(file, f"{key}.{language}", "repeated", name[language])
            seen.add(folded)
