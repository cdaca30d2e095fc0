"""How it was at an earlier time, as it has been kept."""

import datetime as dt

import pytest

from kit.answers.answers import DONT_KNOW, Answers
from kit.answers.snapshots import Snapshot, next_id, snapshots
from kit.content.course import course

FACTORS = course().factors
RATINGS = {"breadth-1": 2, "breadth-2": 3, "voice-3": 5, "voice-2": DONT_KNOW, "elsewhere-1": 1}


def kept(*taken, **content):
    """Answers with a snapshot for each label and date, all of the same content."""
    answers = Answers()
    for label, date in taken:
        snapshot = {"label": label, "date": date, **(content or {"ratings": RATINGS})}
        answers = answers.put("snapshots", next_id(answers), snapshot)
    return answers


def labels(answers, *kinds):
    return [one.label for one in snapshots(answers, FACTORS, *kinds)]


def test_what_was_kept_is_the_score_of_each_factor_that_has_one_and_of_a_class_its_medians():
    (found,) = snapshots(kept(("Våren", "2026-04-30")), FACTORS)
    assert found == Snapshot("1", "Våren", dt.date(2026, 4, 30), {"breadth": 2.5})
    medians = {"breadth": 3.5, "voice": 4}
    (found,) = snapshots(kept(("Klassen", "2026-04-30"), medians=medians), FACTORS)
    assert found.values == medians


def test_what_a_former_edition_was_rated_is_no_value_of_the_statement_as_it_is_now():
    then = {"label": "Våren", "date": "2026-04-30", "ratings": {"goals-1": 5, "goals-2": 2}}
    answers = Answers().put("snapshots", "1", then)
    assert snapshots(answers, FACTORS)[0].values == {}
    now = {**then, "ratings": {**then["ratings"], "goals-1/2": 4}}
    assert snapshots(answers.put("snapshots", "1", now), FACTORS)[0].values == {"goals": 3}


def test_the_oldest_comes_first_and_those_of_one_day_as_they_were_kept():
    days = ["2026-05-02", "2025-12-31", *["2026-05-01"] * 10, "2026-01-02"]
    answers = kept(*zip("ABCDEFGHIJKLM", days, strict=True))
    assert "".join(labels(answers)) == "BMCDEFGHIJKLA"


def test_ones_own_and_those_of_a_class_are_told_apart():
    answers = kept(("Mitt", "2026-05-01"))
    of_class = {"label": "Klassens", "date": "2026-04-01", "medians": {"breadth": 3}}
    answers = answers.put("snapshots", "2", of_class)
    assert labels(answers) == ["Klassens", "Mitt"]
    assert labels(answers, ["ratings"]) == ["Mitt"]
    assert labels(answers, ["medians"]) == ["Klassens"]


@pytest.mark.parametrize(
    ("used", "new"),
    [([], "1"), (["1", "2"], "3"), (["2"], "3"), (["9", "10"], "11"), (["våren", "²"], "1")],
)
def test_a_new_one_is_kept_where_no_other_is(used, new):
    answers = Answers()
    for one in used:
        answers = answers.put("snapshots", one, {"label": "", "date": "2026-05-01", "ratings": {}})
    assert next_id(answers) == new
