"""What was found in a file, in sentences: the board and a script say the same."""

from collections.abc import Iterator

from kit.classroom.sheets import statement_ids
from kit.classroom.surveys.looking import Look
from kit.content.course import course
from kit.content.language import Language, known, number

HOW = {
    "words": "survey.how-words",
    "numbers": "survey.how-numbers",
    "key": "survey.how-key",
    "told": "survey.how-told",
    "ticks": "survey.how-ticks",
    "asked": "survey.how-asked",
    "result-codes": "survey.how-result-codes",
}


def told(found: Look, language: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Say what was found in a file, before anything of it is taken in.

    What was passed over and what could not be read is told by its place, in `found.passed` and
    `found.faults`.

    Returns
    -------
    Sentences as keys of words.toml with what fills them.
    """
    code = known(language)

    def counted(n: int) -> str:
        return number(n, code)

    if found.header:
        where = {"sheet": found.sheet, "row": counted(found.header)}
        yield ("survey.where" if found.sheet else "survey.where-only"), where
        whole = len(statement_ids())
        yield "survey.statements", {"n": counted(len(found.found)), "of": counted(whole)}
    if found.found and found.missing:
        yield "survey.missing", {"statements": "; ".join(_named(found, code))}
    if found.how:
        yield HOW[found.how], {}
    if found.asks:
        codes = (f"{one} ({counted(times)})" for one, times in found.asks.items())
        yield "survey.codes", {"codes": ", ".join(codes)}
    elif found.how:
        yield "survey.persons", {"n": counted(len(found.sheets))}


def _named(found: Look, code: Language) -> Iterator[str]:
    for factor in course().factors:
        for place, statement in enumerate(factor.statements, 1):
            if statement.id in found.missing:
                yield f"{factor.number}.{place} {statement.label[code]}"
