"""What whoever leads needs on paper: a script of an hour, likely objections, good answers."""

from functools import cache

import attrs

from kit.content.course import course
from kit.content.language import Text, Texts
from kit.content.loader import (
    ContentError,
    called,
    load,
    load_folder,
    path,
    plain_id,
    positive,
    problem,
)


@attrs.frozen
class Objection:
    """What somebody may say against a factor, and what to reply."""

    said: Text
    reply: Text


@attrs.frozen
class Help:
    """For one factor: objections, and good answers to each question to discuss, in its order."""

    id: str = attrs.field(validator=plain_id)
    objections: tuple[Objection, ...] = attrs.field(metadata=called("objection"))
    answers: tuple[Texts, ...]


@attrs.frozen
class Step:
    """A step of the hour: its minutes, what whoever leads does and says, what the group does."""

    minutes: int = attrs.field(validator=positive)
    you: Text
    say: Text
    they: Text


@attrs.frozen
class _HelpFile:
    factors: tuple[Help, ...] = attrs.field(metadata=called("factor"))


@attrs.frozen
class _StepFile:
    steps: tuple[Step, ...] = attrs.field(metadata=called("step"))


@cache
def steps() -> tuple[Step, ...]:
    """Read the hour from data/session.toml, once.

    Raises
    ------
    ContentError
        If the file is wrong; it names the key and what to do.
    """
    return load(path("session.toml"), _StepFile).steps


@cache
def helps() -> dict[str, Help]:
    """Read data/leader/, once, by the id of the factor.

    Raises
    ------
    ContentError
        If a file is wrong, a factor has none, or a question to discuss has not two answers.
    """
    read, problems = load_folder(path("leader"), _HelpFile)
    found = {one.id: (file, one) for file, each in read for one in each.factors}
    for factor in course().factors if not problems else ():
        if factor.id not in found:
            problems.append(problem(path("leader"), f"factor[{factor.id}]", "missing"))
            continue
        file, one = found[factor.id]
        counts = [len(answers.sv) for answers in one.answers]
        if counts != [2] * len(factor.discussion):
            said = f"2 x {len(factor.discussion)}, {counts}"
            problems.append(problem(file, f"factor[{factor.id}].answers", "other", said))
    if problems:
        raise ContentError(problems)
    return {name: one for name, (_, one) in found.items()}
