"""Check every text in data/ after an edit: `make check`, or `python -m kit.content.check`.

Whatever is wrong is told at once: the file, the key, and what to do, in Swedish and English.

Lessons, their files and the invented class name groups, factors and statements by id. An id that
changes in data/ alone would break a lesson, or let it teach something else.
"""

import ast
import datetime as dt
import io
import json
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from kit.content import loader
from kit.content.course import Course, course, parts
from kit.content.dilemmas import dilemmas
from kit.content.glossary import glossary
from kit.content.language import LANGUAGES
from kit.content.loader import ContentError, Problem, path, problem
from kit.content.phrases import phrases
from kit.content.regions import counties, example_regions
from kit.content.rules import ages, rules

WELL = "Alla texter i data/ är i ordning. All texts in data/ are in order."
AGES = (
    "Reglernas källor, de äldsta först, och hur många år de har på nacken (data/rules.toml):\n"
    "Sources of the rules, the oldest first, and how many years old they are:"
)

_OF_A_FACTOR = ("read", "practise", "rate")
HOW_MANY_RULES = range(4, 7)


@cache
def naming() -> None:
    """Look at every id that a lesson or the invented class names.

    Raises
    ------
    ContentError
        If one is not there; it names the file, the cell and what to do.
    """
    try:
        taught = course()
        rules()
    except ContentError:
        return  # is told where they are read
    found = list(_rule_problems(taught))
    for file in sorted(path("sample-class").glob("[!.]*.json")):
        found += _each(file, _sample_problems(file, taught))
    notebooks = loader.notebooks()
    if notebooks.is_dir():
        found += _file_problems(notebooks, taught)
        for file in sorted(notebooks.glob("??/*.ipynb")):
            found += _each(file, _lesson_problems(file, taught))
    if found:
        raise ContentError(found)


def _rule_problems(taught: Course) -> Iterator[Problem]:
    """Say which rule is of no factor, and which factor has too few rules or too many."""
    file = path("rules.toml")
    known = [factor.id for factor in taught.factors]
    for place, rule in enumerate(rules(), 1):
        yield from _unknown(file, f"rule[{place}].factor", [rule.factor], known)
    for factor in taught.factors:
        if len(factor.rules) not in HOW_MANY_RULES:
            yield problem(file, f"rule[{factor.id}]", "rules", len(factor.rules))


def _each(file: Path, found: Iterator[Problem]) -> list[Problem]:
    """Return what is wrong in a file; it may be torn, or none of ours at all."""
    try:
        return list(found)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        return [problem(file, "", "other", error)]


def _sample_problems(file: Path, taught: Course) -> Iterator[Problem]:
    known = {statement.id for statement in taught.statements}
    sheets = json.loads(file.read_text(encoding="utf-8"))["sheets"]
    for unknown in sorted({key for sheet in sheets for key in sheet["ratings"]} - known):
        yield problem(file, "ratings", "nobody", unknown)


def _file_problems(notebooks: Path, taught: Course) -> Iterator[Problem]:
    """Say which lesson is not called by the place and the id of its group, as links to it are."""
    files = sorted(path("factors").glob("[!.]*.toml"))
    for place, (file, group) in enumerate(zip(files, taught.groups, strict=True), 1):
        for language in LANGUAGES:
            lesson = f"{language}/{place:02d}-{group.id}.ipynb"
            if not (notebooks / lesson).is_file():
                yield problem(file, "group.id", "no-lesson", f"notebooks/{lesson}")


def _lesson_problems(file: Path, taught: Course) -> Iterator[Problem]:
    all_ids = [factor.id for factor in taught.factors]
    of_lesson = all_ids
    for cell, name, ids in _named(file):
        where = f"cell {cell}"
        if name == "Lesson":
            here = {group.id: [factor.id for factor in group.factors] for group in taught.groups}
            of_lesson = here.get(ids[0], all_ids)
            yield from _unknown(file, where, ids[:1], parts())
        elif name == "startswith":
            yield from _unknown(file, where, ids, all_ids)
        elif name == "dilemma":
            there = sorted(one.stem for one in path("dilemmas").glob("[!.]*.toml"))
            yield from _unknown(file, where, ids, there)
        elif name in _OF_A_FACTOR:
            yield from _unknown(file, where, ids, all_ids)
            for key in ids:
                if name == "rate" and key in all_ids and key not in of_lesson:
                    yield problem(file, where, "elsewhere", key, ", ".join(of_lesson))


def _unknown(file: Path, where: str, ids: Iterable[str], known: Iterable[str]) -> Iterator[Problem]:
    for key in ids:
        if key not in known:
            yield problem(file, where, "named", key, ", ".join(known))


def _named(file: Path) -> Iterator[tuple[str, str, list[str]]]:
    """Tell of each call in a notebook that has texts for arguments: its cell, its name, those."""
    for cell in json.loads(file.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] != "code":
            continue
        try:
            tree = ast.parse("".join(cell["source"]))
        except SyntaxError:
            continue  # such as a command of IPython's; what is wrong there shows when it is run
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                given = [part for argument in node.args for part in ast.walk(argument)]
                texts = [part.value for part in given if isinstance(part, ast.Constant)]
                ids = [text for text in texts if isinstance(text, str)]
                if ids:
                    yield cell["id"], node.func.attr, ids


# Each reads its files strictly, and compares them with those of the others that it leans on. The
# last looks at what the lessons call by name.
READERS = (phrases, course, example_regions, counties, glossary, rules, dilemmas, naming)


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
