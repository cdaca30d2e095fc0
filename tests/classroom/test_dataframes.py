import sys

import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell

import kit
from kit.answers.answers import DONT_KNOW
from kit.answers.file import AnswersFile
from kit.content.course import course
from kit.content.language import LANGUAGES
from kit.content.phrases import Words


@pytest.fixture
def path(tmp_path):
    return tmp_path / "answers.json"


def test_every_rating_is_a_row_ones_own_first_and_what_is_not_rated_or_not_known_has_none(path):
    given = {"breadth-1": 4, "breadth-2": DONT_KNOW, "state-3": 2}
    AnswersFile(path).put_all({("ratings", key): level for key, level in given.items()})
    frame = kit.ratings_frame("en", path)
    assert list(frame.columns) == ["region", "group", "factor", "statement", "id", "level"]
    assert len(frame) == 2 + 6 * 42
    assert list(frame["region"][:3]) == ["My region", "My region", "Storhamra (constructed)"]
    mine = frame[frame["region"] == "My region"][["id", "level"]].to_numpy().tolist()
    assert mine == [["breadth-1", 4], ["state-3", 2]]


def test_levels_are_numbers_to_reckon_with_and_names_are_in_the_language_asked_for(path):
    frame = kit.ratings_frame("en", path)
    # Without answers there are the example regions.
    assert frame.groupby("region", sort=False).size().to_list() == [42] * 6
    assert frame["level"].dtype.kind == "i"
    assert frame["level"].between(1, 5).all()
    assert set(frame["group"]) == {group.title.en for group in course().groups}
    assert set(frame["factor"]) == {factor.label.en for factor in course().factors}


def test_columns_are_named_in_the_language_and_none_is_named_twice(path):
    swedish = kit.ratings_frame("sv", path)
    assert list(swedish.columns) == ["region", "grupp", "faktor", "påstående", "id", "nivå"]
    for language in LANGUAGES:
        columns = list(kit.class_frame(language).columns)
        assert len(set(columns)) == len(columns) == 18
    assert {"omgång", "nivå_1", "vet_inte", "enighet"} <= set(kit.class_frame("sv").columns)


@pytest.mark.parametrize(("language", "half"), [("sv", "0,5"), ("en", "0.5")])
def test_a_table_to_read_has_the_numbers_of_the_language_and_can_no_longer_be_reckoned_with(
    language, half
):
    frame = pd.DataFrame({"a": [0.45, float("nan")], "n": [4, 5], "t": ["x", "y"]})
    shown = kit.written(frame, language)
    assert shown["a"].tolist() == [half, "–"]
    assert shown["n"].tolist() == [4, 5]
    assert shown["t"].tolist() == ["x", "y"]
    assert frame["a"].dtype.kind == "f"
    assert kit.written(frame, language, decimals=2)["a"][0] == half[:-1] + "45"


def test_a_language_the_kit_does_not_speak_is_refused(path):
    with pytest.raises(ValueError, match="'sv' or 'en'"):
        kit.ratings_frame("de", path)
    with pytest.raises(ValueError, match="'sv' or 'en'"):
        kit.written(pd.DataFrame(), "de")


# Without pandas, as in a browser


@pytest.fixture
def without_pandas(monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)


def made(language, path):
    """Return both tables."""
    return kit.ratings_frame(language, path), kit.class_frame(language)


@pytest.mark.usefixtures("without_pandas")
@pytest.mark.parametrize("language", LANGUAGES)
def test_without_pandas_a_table_is_a_sentence_that_says_so(language, path):
    for table in made(language, path):
        assert repr(table) == Words(language)("frame.lacking")
        assert "pandas" in repr(table)
        assert table._repr_markdown_() == repr(table)


@pytest.mark.usefixtures("without_pandas")
def test_without_pandas_what_is_worked_out_with_a_table_is_the_same_sentence(path):
    for table in made("en", path):
        sentence = repr(table)
        table["more"] = table["level"] * 2 + 1
        for one in (
            table.groupby("region")[["level"]].mean().round(2),
            table[table["id"].str.startswith(("a", "b")) & (table.level > 3)].shape,
            table[table["id"] == "goals-1"].head(),
            round(1 - table.level / 5, 1),
            kit.written(table.head(), "en"),
        ):
            assert repr(one) == sentence


@pytest.mark.usefixtures("without_pandas")
def test_without_pandas_rows_that_are_not_there_are_neither_counted_nor_gone_through(path):
    for table in made("sv", path):
        for needs_rows in (len, list, bool):
            with pytest.raises(ImportError, match="behöver pandas"):
                needs_rows(table)
        with pytest.raises(AttributeError):
            _ = table._repr_html_


@pytest.mark.usefixtures("without_pandas")
def test_without_pandas_a_cell_shows_the_sentence_and_no_traceback(path, capsys):
    shell = InteractiveShell.instance()
    shell.push({"table": kit.ratings_frame("sv", path)})
    for code in ("table.mean()", "len(table)"):
        shell.run_cell(code)
        out, err = capsys.readouterr()
        assert Words("sv")("frame.lacking") in out
        assert "Traceback" not in out + err
