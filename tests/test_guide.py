"""The guides for whoever leads a group: times that follow on each other, alike in two languages."""

import re
from itertools import accumulate, pairwise
from pathlib import Path

import pytest

from kit.content.dilemmas import PHASES
from kit.content.language import LANGUAGES

DOCS = Path(__file__).parent.parent / "docs"
GUIDES = ("teaching", "leading", "class")
INTERVIEWS = "https://www.youtube.com/watch?v=nkrHyQD9tA8"

TIME = re.compile(r"^\| (?:(?:Möte|Meeting) \d, )?(\d+(?::\d\d)?)–(\d+(?::\d\d)?) \|", re.MULTILINE)


def guide(name, language):
    ending = {"sv": ".sv.md", "en": ".md"}[language]
    return (DOCS / f"{name}{ending}").read_text(encoding="utf-8")


def plans(text):
    """Return the times of each plan, in minutes from its beginning; a meeting is a plan."""
    found = []
    for begin, end in TIME.findall(text):
        if begin in {"0", "0:00"}:
            found.append([])
        found[-1].append((minutes(begin), minutes(end)))
    return found


def minutes(time):
    hours, _, rest = time.rpartition(":")
    return 60 * int(hours or 0) + int(rest)


@pytest.mark.parametrize("name", GUIDES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_step_of_a_plan_begins_where_the_one_before_ends(name, language):
    found = plans(guide(name, language))
    assert found
    for plan in found:
        assert all(begin < end for begin, end in plan)
        assert all(one[1] == other[0] for one, other in pairwise(plan)), plan


@pytest.mark.parametrize("name", GUIDES)
def test_both_languages_have_the_same_plans_and_parts(name):
    sv, en = (guide(name, language) for language in LANGUAGES)
    assert plans(sv) == plans(en)
    assert re.findall(r"^#+ ", sv, re.MULTILINE) == re.findall(r"^#+ ", en, re.MULTILINE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plan_for_a_session_has_two_minutes_of_film(language):
    row = re.compile(r"^\| .*?(\d[\d:]*)–(\d[\d:]*) \| film \|", re.MULTILINE)
    taken = [
        minutes(end) - minutes(begin) for begin, end in row.findall(guide("teaching", language))
    ]
    assert set(taken) == {2}
    assert len(taken) >= 5  # 45 minutes, half a day, three meetings


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_a_task_for_each_of_the_six_interviews(language):
    text = guide("leading", language)
    tasks = re.findall(r"^(\d)\. \*\*", text.partition(INTERVIEWS)[2], re.MULTILINE)
    assert tasks == list("123456")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_script_of_a_dilemma_has_the_times_that_the_lesson_has(language):
    heading = {"sv": "## Fyra dilemman", "en": "## Four dilemmas"}[language]
    part = guide("leading", language).partition(heading)[2]
    assert plans(part) == [list(pairwise(accumulate(PHASES, initial=0)))]
    assert f" {sum(PHASES)} minut" in part
