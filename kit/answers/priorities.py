"""From a rating to priorities: what matters much and stands low, and what a learner has chosen."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import attrs

from kit.answers.answers import Answers
from kit.answers.scores import difference, nearest_level, score
from kit.content.course import LEVELS, Factor
from kit.content.language import rounded
from kit.content.phrases import Words

# More than three, and nothing is a priority.
MOST = 3

# Where the lines of the matrix stand until the learner moves them: the middle of the scale. Lines
# at the means would call half of the factors weak, however strong they are.
MIDDLE = 3.0

Quadrant = Literal["raise", "keep", "watch", "enough"]


@attrs.frozen
class Standing:
    """Where a factor stands: its score, and how important the learner says it is, each 1 to 5."""

    id: str
    level: float
    importance: int

    @property
    def need(self) -> float:
        """How far the level lies below the importance; above 0 there is more to do."""
        return difference(self.importance, self.level)


@attrs.frozen
class Crosshair:
    """The two lines that part the matrix: from which level and importance on it is high."""

    level: float = MIDDLE
    importance: float = MIDDLE

    def quadrant(self, standing: Standing) -> Quadrant:
        """Return where a factor falls; on a line counts as high.

        Important and low is "raise", important and high "keep", the others "watch" (low) and
        "enough" (high). After Martilla and James 1977, doi 10.1177/002224297704100112.
        """
        high = rounded(standing.level) >= self.level
        if standing.importance >= self.importance:
            return "keep" if high else "raise"
        return "enough" if high else "watch"


def crosshair(answers: Answers) -> Crosshair:
    """Return where the learner has put the lines."""
    lines = answers.section("crosshair")
    return Crosshair(lines.get("level", MIDDLE), lines.get("importance", MIDDLE))


def standings(answers: Answers, factors: Iterable[Factor]) -> list[Standing]:
    """Return where each factor stands that has both a score and an importance.

    What needs most comes first: where the level lies furthest below the importance; of equals the
    more important.
    """
    importance = answers.section("importance")
    found = [
        Standing(factor.id, level, importance[factor.id])
        for factor in factors
        if factor.id in importance and (level := score(answers.levels, factor)) is not None
    ]
    return sorted(found, key=lambda standing: (-standing.need, -standing.importance))


@attrs.frozen
class Step:
    """What a learner plans for one of her priorities.

    Attributes
    ----------
    level
        How it is now, or None when too little is rated.
    aim
        The level to reach: the learner's own choice, or else one above where it is now.
    first, who, when, sign
        The first step, who takes it (a role), by when, and how one will see it; "" if not written.
    """

    factor: Factor
    level: float | None
    aim: int
    first: str
    who: str
    when: str
    sign: str


PLANNED = ("first", "who", "when", "sign")


def plan(answers: Answers, factors: Sequence[Factor], values: Mapping[str, float]) -> list[Step]:
    """Return the learner's priorities in the order of the factors, each with what she plans.

    `values` say how it is now, by factor: her own scores, or a class's medians.
    """
    chosen = answers.section("priorities")
    written = answers.section("plan")
    return [
        Step(
            factor,
            values.get(factor.id),
            aim(answers, factor, values),
            *(str(written.get(f"{factor.id}/{field}", "")) for field in PLANNED),
        )
        for factor in factors
        if factor.id in chosen
    ][:MOST]


def aim(answers: Answers, factor: Factor, values: Mapping[str, float]) -> int:
    """Return the level a factor is to reach: the one chosen, or else one above where it is now."""
    chosen = answers.section("targets").get(factor.id)
    return chosen if isinstance(chosen, int) else above(values.get(factor.id, LEVELS[0]))


def next_act(factor: Factor, level: int, words: Words) -> tuple[str, str]:
    """Return what a region at a level of a factor does next: what for, and the act itself."""
    for step in factor.steps:
        if step.level == level:
            return words("next.up", level=level, above=level + 1), step.act[words.language]
    return words("next.top", level=level), words("next.keep")


def above(score: float) -> int:
    """Return the level one above the one that a score is nearest to, if there is one."""
    return min(nearest_level(score) + 1, LEVELS[-1])
