"""What a survey asks: role and round, and the statements by factor, with what can be answered."""

import attrs

from kit.classroom.sheets import ROLES, ROUNDS
from kit.content.course import LEVELS, course
from kit.content.language import Language, Text
from kit.content.phrases import phrases

# What is written to a file for a survey, not shown in the kit.
TITLE = Text(
    sv="14 framgångsfaktorer för regional utveckling",
    en="14 success factors for regional development",
)
_ABOUT_YOU = Text(sv="Om dig", en="About you")

# No number, so that no tool and no reader takes it for a level.
DONT_KNOW_CODE = "dk"
UNSAID_CODE = "unsaid"
# LimeSurvey has room for so many characters; other codes are cut there, and differ still.
LONGEST_CODE = 5


@attrs.frozen
class Option:
    """One answer to choose; tools export its code, its label or both."""

    code: str
    label: str


@attrs.frozen
class Question:
    """One question; `id` is "role", "round" or the id of a statement, `number` is as 1.1."""

    id: str
    number: str
    text: str
    options: tuple[Option, ...]

    @property
    def name(self) -> str:
        """The id as most tools let a variable be called: breadth_1."""
        return self.id.replace("-", "_")


@attrs.frozen
class Section:
    """Questions below one heading: about the person, or of a factor."""

    id: str
    title: str
    questions: tuple[Question, ...]


def sections(language: Language) -> tuple[Section, ...]:
    """Return what a survey asks, in its order."""
    words = phrases()
    roles = tuple(Option(role, words[f"role.{role}"][language]) for role in ROLES)
    rounds = tuple(Option(when, words[f"round.{when}"][language]) for when in ROUNDS)
    unsaid = Option(UNSAID_CODE, words["role.unsaid"][language])
    about_you = (
        Question("role", "", words["hand_in.role"][language], (*roles, unsaid)),
        Question("round", "", words["hand_in.round"][language], rounds),
    )
    levels = tuple(
        Option(str(level), f"{level} – {words[f'scale.{level}'][language]}") for level in LEVELS
    )
    answers = (*levels, Option(DONT_KNOW_CODE, words["scale.dont-know"][language]))
    return (
        Section("about_you", _ABOUT_YOU[language], about_you),
        *(
            Section(
                factor.id,
                factor.title[language],
                tuple(
                    Question(
                        statement.id, f"{factor.number}.{place}", statement.text[language], answers
                    )
                    for place, statement in enumerate(factor.statements, 1)
                ),
            )
            for factor in course().factors
        ),
    )
