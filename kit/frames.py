"""Ratings as a pandas data frame, for the curious. Nothing else of a lesson loads pandas."""

from pathlib import Path
from typing import TYPE_CHECKING

from kit.course import course
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
