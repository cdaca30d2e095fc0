"""How long a lesson takes: reading at 180 words a minute, 20 seconds a rating, 40 a question."""

import re
from collections.abc import Iterator

from kit.content.course import Group, course
from kit.content.language import LANGUAGES, Language, rounded
from kit.content.quiz import REVIEWED
from kit.content.regions import ExampleRegion

WORDS_A_MINUTE = 180
SECONDS_A_RATING = 20
SECONDS_A_QUESTION = 40

# How to start, what each part is for, the words explained: said in the notebook itself.
_GUIDANCE_WORDS = 540


def minutes(group: Group, case: ExampleRegion) -> int:
    """Return how long a group's lesson takes, in minutes, to the nearest five.

    It is as long in both languages: what the wordier of them takes.
    """
    factors = group.factors
    words = _GUIDANCE_WORDS + max(
        sum(map(count, _read(group, case, language))) for language in LANGUAGES
    )
    statements = sum(len(factor.statements) for factor in factors)
    # Each factor's practice case, guess and importance are rated too, and one borderline case.
    ratings = statements + 3 * len(factors) + 1
    questions = sum(len(factor.questions) for factor in factors)
    if group.id != course().groups[0].id:
        questions += REVIEWED
    return in_fives(words, ratings, questions)


def in_fives(words: int, ratings: int, questions: int) -> int:
    """Return the minutes that so much takes, to the nearest five.

    Examples
    --------
    >>> in_fives(1800, ratings=9, questions=9)
    20
    """
    seconds = 60 * words / WORDS_A_MINUTE
    seconds += SECONDS_A_RATING * ratings + SECONDS_A_QUESTION * questions
    return 5 * max(1, int(rounded(seconds / 300, 0)))


def count(text: str) -> int:
    """Return the number of words in a text.

    Examples
    --------
    >>> count("Samspela med näringsliv, civilsamhälle och akademi.")
    6
    """
    return len(re.findall(r"\w+(?:[-’']\w+)*", text))


def _read(group: Group, case: ExampleRegion, language: Language) -> Iterator[str]:
    yield group.about[language]
    yield from group.goals[language]
    yield case.story[language]
    yield group.borderline.text[language]
    yield group.borderline.ask[language]
    yield from (reading.why[language] for reading in group.borderline.readings)
    for factor in group.factors:
        yield factor.meaning[language]
        yield factor.vignette.text[language]
        yield factor.vignette.why[language]
        yield from (level.seen[language] for level in factor.levels)
        yield from (statement.text[language] for statement in factor.statements)
        yield from (question[language] for question in factor.discussion)
        yield from (rule.rule[language] for rule in factor.rules)
