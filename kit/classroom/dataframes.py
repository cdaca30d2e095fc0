"""Ratings as a pandas data frame, for the curious. Nothing else of a lesson loads pandas."""

import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from kit.answers.file import AnswersFile
from kit.classroom.agreement import rwg
from kit.classroom.classroom import opened, sample
from kit.classroom.results import named_groups
from kit.classroom.spread import statement_spread
from kit.content.course import course
from kit.content.language import known, number
from kit.content.phrases import Words
from kit.content.regions import example_regions

if TYPE_CHECKING:
    import pandas as pd

_COUNTED = ("level_1", "level_2", "level_3", "level_4", "level_5")


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
        Columns, named in the language: `region`, `group`, `factor`, `statement` (names), `id` (of
        the statement) and `level` (1 to 5), in Swedish `region`, `grupp`, `faktor`, `påstående`,
        `id` and `nivå`. One's own region first; what is not rated has no row. Where pandas is not
        installed, a `NoTable`.
    """
    words = Words(known(language))
    mine = AnswersFile(path).answers.levels
    profiles = [(words("radar.mine"), mine)] + [
        (words("compare.named", name=region.name[words.language]), region.ratings)
        for region in example_regions()
    ]
    rows = [
        {
            "region": name,
            "group": group.title[words.language],
            "factor": factor.label[words.language],
            "statement": statement.label[words.language],
            "id": statement.id,
            "level": levels[statement.id],
        }
        for name, levels in profiles
        for group in course().groups
        for factor in group.factors
        for statement in factor.statements
        if statement.id in levels
    ]
    return _table(rows, words)


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
        A row for each round, group of roles (or everyone) and statement. Columns, in Swedish by
        Swedish names: `round`, `group`, `sheets`, `factor`, `statement` (names), `id`, `level_1` to
        `level_5` and `dont_know` (how many), `median`, `low`, `high` (levels), `consensus`,
        `agreement`, `rwg`. Where fewer than three have answered, there is no row. Where pandas is
        not installed, a `NoTable`.
    """
    words = Words(known(language))
    classroom = opened(Path(folder).expanduser(), AnswersFile().path.parent) if folder else sample()
    rows = [
        {
            "round": words(f"round.{name}"),
            "group": group,
            "sheets": total.sheets,
            "factor": factor.label[words.language],
            "statement": statement.label[words.language],
            "id": statement.id,
            **dict(zip(_COUNTED, spread.counts, strict=True)),
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
    return _table(rows, words)


def written(frame: "pd.DataFrame", language: str = "sv", decimals: int = 1) -> "pd.DataFrame":
    """Return a table to read: its numbers as the language writes them, a dash where there is none.

    Parameters
    ----------
    frame
        The table; it stays as it is, to reckon with.
    language
        "sv" or "en".
    decimals
        How many decimals a number has that is not whole by kind.

    Returns
    -------
    pandas.DataFrame
        Texts in place of such numbers. Of a `NoTable`, that.
    """
    spoken = known(language)

    def text(value: Any) -> Any:
        if not isinstance(value, float):
            return value
        return "–" if math.isnan(value) else number(value, spoken, decimals)

    return frame.map(text)


class NoTableError(ImportError):
    """A table was needed, and pandas, which makes tables, is not installed."""

    def _render_traceback_(self) -> list[str]:
        """Show the message alone in a notebook: nothing is wrong with the learner's code."""
        return [str(self)]


class NoTable:
    """Stands for a table where pandas is not installed, and says so where it is shown.

    Whatever is taken from it or worked out with it is it again. So a cell that would show a table
    shows one sentence, and the cells after it are run.

    Parameters
    ----------
    sentence
        What is not here, and where it is.
    """

    def __init__(self, sentence: str) -> None:
        self._sentence = sentence

    def __repr__(self) -> str:
        """Say what is not here."""
        return self._sentence

    def _repr_markdown_(self) -> str:
        return self._sentence

    def __getattr__(self, name: str) -> "NoTable":
        """Return it again, for every column and method; not what Python and Jupyter look for."""
        if name.startswith("_"):
            raise AttributeError(name)
        return self

    def _again(self, *_given: object, **_named: object) -> "NoTable":
        return self

    __call__ = __getitem__ = _again
    __lt__ = __le__ = __gt__ = __ge__ = __and__ = __or__ = __invert__ = _again
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _again
    __truediv__ = __rtruediv__ = __neg__ = __round__ = _again

    def __setitem__(self, key: object, value: object) -> None:
        """Take a new column, and forget it."""

    def __iter__(self) -> Iterator[object]:
        """Refuse: there are no rows to go through, and no sentence would be shown.

        Raises
        ------
        NoTableError
            Always.
        """
        raise NoTableError(self._sentence)

    def __len__(self) -> int:
        """Refuse: no number of rows would be true.

        Raises
        ------
        NoTableError
            Always.
        """
        raise NoTableError(self._sentence)


def _table(rows: Sequence[Mapping[str, Any]], words: Words) -> "pd.DataFrame":
    try:
        import pandas as pd  # a seat without pandas takes half the memory
    except ImportError:
        return cast("pd.DataFrame", NoTable(words("frame.lacking")))
    named = [{words(f"frame.{key}"): value for key, value in row.items()} for row in rows]
    return pd.DataFrame(named)
