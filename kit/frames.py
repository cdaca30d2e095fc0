"""Ratings as a pandas data frame, for the curious. Nothing else of a lesson loads pandas."""

from pathlib import Path
from typing import TYPE_CHECKING

from kit.agreement import rwg
from kit.class_results import named_groups
from kit.classroom import opened, sample, statement_spread
from kit.course import LEVELS, course
from kit.keeping import AnswersFile, default_path
from kit.language import known
from kit.regions import example_regions
from kit.words import Words

if TYPE_CHECKING:
    import pandas as pd


def ratings_frame(language: str = "sv", path: Path | None = None) -> "pd.DataFrame":
    """Return every rating as one tidy table, a row each.

    Parameters
    ----------
    language
        "sv" or "en": the language of the names.
    path
        The learner's answers file; by default where the lessons keep it.

    Returns
    -------
    pandas.DataFrame
        Columns: `region`, `group`, `factor`, `statement` (names), `id` (of the statement) and
        `level` (1 to 5). One's own region first; what is not rated has no row.
    """
    import pandas as pd  # noqa: PLC0415 - a seat without pandas takes half the memory

    one = known(language)
    words = Words(one)
    mine = AnswersFile(path or default_path()).answers.levels
    profiles = [(words("radar.mine"), mine)] + [
        (words("compare.named", name=region.name[one]), region.ratings)
        for region in example_regions()
    ]
    rows = [
        {
            "region": name,
            "group": group.title[one],
            "factor": factor.label[one],
            "statement": statement.label[one],
            "id": statement.id,
            "level": levels[statement.id],
        }
        for name, levels in profiles
        for group in course().groups
        for factor in group.factors
        for statement in factor.statements
        if statement.id in levels
    ]
    return pd.DataFrame(rows)


def class_frame(language: str = "sv", folder: Path | str | None = None) -> "pd.DataFrame":
    """Return how a class's answers spread as one tidy table: what its board may show.

    Parameters
    ----------
    language
        "sv" or "en": the language of the names.
    folder
        The class's folder; by default the invented class.

    Returns
    -------
    pandas.DataFrame
        A row for each round, group of roles (or everyone) and statement. Columns: `round`, `group`,
        `sheets`, `factor`, `statement` (names), `id`, `level_1` to `level_5` and `dont_know` (how
        many), `median`, `low`, `high` (levels), `consensus`, `agreement`, `rwg`. Where fewer than
        three have answered, there is no row.
    """
    import pandas as pd  # noqa: PLC0415

    one = known(language)
    words = Words(one)
    classroom = opened(Path(folder).expanduser(), default_path().parent) if folder else sample()
    rows = [
        {
            "round": words(f"round.{name}"),
            "group": group,
            "sheets": total.sheets,
            "factor": factor.label[one],
            "statement": statement.label[one],
            "id": statement.id,
            **{f"level_{level}": spread.counts[level - 1] for level in LEVELS},
            "dont_know": spread.dont_know,
            "median": spread.median,
            "low": spread.low,
            "high": spread.high,
            "consensus": spread.consensus,
            "agreement": spread.agreement,
            "rwg": rwg(spread.counts),
        }
        for name in classroom.rounds
        for group, total in named_groups(classroom.blocks, name, words)
        for factor in course().factors
        for statement in factor.statements
        if (spread := statement_spread(total, statement.id)).median is not None
    ]
    return pd.DataFrame(rows)
