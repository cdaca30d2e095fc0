"""What was found in a file, in sentences: the board and a script say the same."""

import itertools
from collections.abc import Iterator

from kit.classroom.surveys.looking import Look
from kit.content.course import Statement, course
from kit.content.language import known, number

HOW = {
    "words": "survey.how-words",
    "numbers": "survey.how-numbers",
    "key": "survey.how-key",
    "told": "survey.how-told",
    "ticks": "survey.how-ticks",
    "asked": "survey.how-asked",
    "result-codes": "survey.how-result-codes",
}

# So many in a row are named one by one.
_FEW = 2


def told(found: Look, language: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Say what was found in a file, before anything of it is taken in.

    What was passed over and what could not be read is told by its place, in `found.passed` and
    `found.faults`; why a file is refused is told here, too, and first.

    Returns
    -------
    Sentences as keys of words.toml with what fills them.
    """
    code = known(language)

    def counted(n: int) -> str:
        return number(n, code)

    if found.refusal:
        yield found.refusal.key, dict(found.refusal.values)
    if found.header:
        where = {"sheet": found.sheet, "row": counted(found.header)}
        yield ("survey.where" if found.sheet else "survey.where-only"), where
        whole = len(found.found) + len(found.missing)
        yield "survey.statements", {"n": counted(len(found.found)), "of": counted(whole)}
    if found.found and found.missing:
        yield "survey.missing", {"statements": ", ".join(_ranges(found))}
    if found.refusal:
        return
    if found.how:
        yield HOW[found.how], {}
    if found.asks:
        codes = (f"{written} ({counted(times)})" for written, times in found.asks.items())
        yield "survey.codes", {"codes": ", ".join(codes)}
    elif found.how:
        yield "survey.persons", {"n": counted(len(found.sheets))}


def missing(found: Look, language: str) -> list[tuple[str, str]]:
    """Return the statements without a column, by number and label, if others have one."""
    code = known(language)
    return [
        (numbered, statement.label[code])
        for numbered, statement in _numbered()
        if found.found and statement.id in found.missing
    ]


def _numbered() -> Iterator[tuple[str, Statement]]:
    for factor in course().factors:
        for place, statement in enumerate(factor.statements, 1):
            yield f"{factor.number}.{place}", statement


def _ranges(found: Look) -> Iterator[str]:
    """Say which statements are missing by their numbers alone, such as "1.1–2.3, 4.2"."""
    runs = itertools.groupby(_numbered(), lambda numbered: numbered[1].id in found.missing)
    for lacking, run in runs:
        numbers = [numbered for numbered, _ in run]
        if lacking:
            yield f"{numbers[0]}–{numbers[-1]}" if len(numbers) > _FEW else ", ".join(numbers)
