"""Dilemmas: what each holds, that its money adds up, and what a teacher is told who edits one."""

import re

import pytest
import readability

from kit.content.course import course
from kit.content.dilemmas import PHASES, dilemma, dilemmas, money, schedule, shown
from kit.content.language import LANGUAGES, number
from kit.content.loader import parsed, path
from kit.content.phrases import Words
from kit.content.regions import counties

IDS = ["plant", "surgery", "countyplan", "eufunds"]

# What a text says that follows from its table: the dilemma, the number, how it is reckoned.
RECKONED = [
    ("plant", 180, lambda rows: rows[3][2] + rows[4][2]),
    ("surgery", 20, lambda rows: rows[-1][0] - rows[-1][1]),
    ("countyplan", 1200, lambda rows: rows[-1][0] * 40 / 100),
    ("countyplan", 700, lambda rows: 1200 - rows[-1][1]),
    ("countyplan", 700, lambda rows: rows[0][0] - rows[0][1]),
    ("eufunds", 700, lambda rows: rows[-1][0] - rows[-1][1]),
    ("eufunds", 350, lambda rows: sum(row[0] - row[1] for row in rows[:2])),
]


@pytest.fixture(params=LANGUAGES)
def words(request):
    return Words(request.param)


def test_each_has_roles_and_ways_and_is_debriefed_against_three_factors_of_its_own():
    assert [one.id for one in dilemmas()] == IDS
    debriefed = [asked.factor for one in dilemmas() for asked in one.debriefs]
    assert len(set(debriefed)) == len(debriefed) == 12
    for one in dilemmas():
        assert len(one.roles) == 5
        assert len(one.choices) == 3
        assert len({role.who.sv for role in one.roles}) == 5


def test_each_says_that_its_region_is_invented_and_bears_no_real_name():
    real = [county.region_sv.casefold() for county in counties()]
    for one in dilemmas():
        assert "påhittad" in one.place.sv
        assert "invented" in one.place.en
        region = re.match(r"Region \w+", one.place.sv)[0]
        assert one.place.en.startswith(region)
        assert region.casefold() not in real


@pytest.mark.parametrize(("which", "says", "reckon"), RECKONED)
def test_what_the_text_says_follows_from_the_table(which, says, reckon):
    one = dilemma(which)
    rows = [row.amounts for row in (*one.budget.rows, one.budget.total)]
    assert reckon(rows) == says
    for language in LANGUAGES:
        text = f"{one.situation[language]} {one.task[language]}".replace(" ", "\u00a0")
        assert re.search(rf"(?<!\d){number(says, language)}(?!\d)", text)


def test_what_is_left_to_pay_is_what_was_promised_and_not_paid():
    for row in (*dilemma("plant").budget.rows, dilemma("plant").budget.total):
        promised, paid, left = row.amounts
        assert promised - paid == left


# Nine mil is 90 kilometres, and both languages have a number or two in words.
UNITS = {"90"}


@pytest.mark.parametrize("which", IDS)
def test_both_languages_say_the_same_numbers(which):
    found = {}
    for key, language, text in readability.texts(parsed(path("dilemmas", f"{which}.toml"))):
        digits = re.findall(r"\d+", re.sub(r"(?<=\d)[ ,](?=\d{3})", "", text))
        found.setdefault(key, {})[language] = set(digits) - UNITS
    assert {key: both for key, both in found.items() if both["sv"] != both["en"]} == {}


def test_it_takes_forty_minutes(words):
    times = [time for time, _ in schedule(words)]
    assert times == ["0–5", "5–10", "10–25", "25–30", "30–40"]
    assert sum(PHASES) == 40


def test_a_lesson_shows_the_situation_first_and_keeps_the_rest_folded(words):
    for one in dilemmas():
        open_, play, debrief = re.split(r"<details>", shown(one, words).markdown)
        language = words.language
        assert one.situation[language] in open_
        assert one.task[language] in open_
        assert money(one.budget, words) in play
        for role in one.roles:
            assert role.interest[language] in play
            assert role.walk_away[language] in play
        for asked in one.debriefs:
            assert asked.listen[language] in debrief
            assert asked.listen[language] not in open_ + play
            assert f"{course().factor(asked.factor).number} " in debrief


def test_a_dilemma_is_found_by_id_and_a_wrong_id_lists_the_right_ones():
    with pytest.raises(ValueError, match=r"'fabriken'.*: plant, surgery, countyplan, eufunds"):
        dilemma("fabriken")
