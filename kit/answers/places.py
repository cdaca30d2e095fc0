"""Where answers and a class lie, and what else may lie beside a learner's answers."""

import os
import re
from collections.abc import Iterable
from pathlib import Path

from kit.content.language import LANGUAGES
from kit.files.editions import is_edition

# What programs that keep a folder the same on several computers add to the name of a file that was
# changed on two of them at once.
_CONFLICT = re.compile(
    r"""
      \ ?[(\[].+[)\]]       # answers (1), answers (Anna's conflicted copy 2026-11-01)
    | \ [0-9]+             # answers 2
    | -[^.]*[A-Z][^.]*     # answers-ANNAS-PC
    | [._-][^.]*conflict.* # answers.sync-conflict-20261101-101010-ABCDEFG, answers_conflict-2026
    """,
    re.VERBOSE,
)


def default_path() -> Path:
    """Return where answers are kept: `KIT_ANSWERS`, or my-answers/ beside the language folders."""
    chosen = os.environ.get("KIT_ANSWERS")
    if chosen:
        return Path(chosen).expanduser()
    return beside_notebooks() / "my-answers" / "answers.json"


def beside_notebooks() -> Path:
    """Return the folder in which the notebooks' language folders are, or else where one is.

    Where they are in the folder of an edition, it is the one around that: all editions share it.
    """
    here = Path.cwd()
    if here.name not in LANGUAGES:
        return here
    return here.parent.parent if is_edition(here.parent) else here.parent


def where_expected() -> bool:
    """Say whether answers are where every lesson looks for them, however it was opened.

    A copy of a single notebook, or a language folder that has been renamed, has answers of its own.
    """
    here = Path.cwd()
    beside = here.name in LANGUAGES and all(
        (here.parent / language).is_dir() for language in LANGUAGES
    )
    return beside or bool(os.environ.get("KIT_ANSWERS"))


def conflict_copies(names: Iterable[str], name: str) -> list[str]:
    """Return which names are those that synced folders give to a second version of a file.

    Examples
    --------
    >>> conflict_copies(["answers (1).json", "answers.previous.json"], "answers.json")
    ['answers (1).json']
    """
    stem, suffix = Path(name).stem, Path(name).suffix
    return sorted(
        candidate
        for candidate in names
        if candidate.startswith(stem)
        and candidate.endswith(suffix)
        and _CONFLICT.fullmatch(candidate[len(stem) : len(candidate) - len(suffix)])
    )
