"""Check every text in data/ after an edit: `make check`, or `python -m kit.content.check`.

Whatever is wrong is told at once: the file, the key, and what to do, in Swedish and English.
"""

import datetime as dt
import io
import sys
from collections.abc import Callable
from typing import Any

from kit.content.course import course
from kit.content.dilemmas import dilemmas
from kit.content.glossary import glossary
from kit.content.lessons import naming
from kit.content.loader import ContentError, Problem
from kit.content.phrases import phrases
from kit.content.regions import counties, example_regions
from kit.content.rules import ages, rules

# Each reads its files strictly, and compares them with those of the others that it leans on. The
# last looks at what the lessons call by name.
READERS: tuple[Callable[[], Any], ...] = (
    phrases,
    course,
    example_regions,
    counties,
    glossary,
    rules,
    dilemmas,
    naming,
)

WELL = "Alla texter i data/ är i ordning. All texts in data/ are in order."


AGES = (
    "Reglernas källor, de äldsta först, och hur många år de har på nacken (data/rules.toml):\n"
    "Sources of the rules, the oldest first, and how many years old they are:"
)


def problems() -> list[Problem]:
    """Return everything that is wrong in data/, each once."""
    found: dict[Problem, None] = {}
    for read in READERS:
        try:
            read()
        except ContentError as error:
            found.update(dict.fromkeys(error.problems))
    return list(found)


def main() -> int:
    """Say what is wrong, or that all is well; return 1 or 0 for the shell."""
    found = problems()
    said = [str(problem) for problem in found] or [WELL, "\n".join([AGES, *ages(_today())])]
    # A terminal that cannot write å shows a code for it; that is no reason to stop.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    sys.stdout.write("\n\n".join(said) + "\n")
    return 1 if found else 0


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()


if __name__ == "__main__":
    sys.exit(main())
