"""What the rules say: a source and a day for each line."""

import datetime as dt
import re

import pytest
from spoiling import change, told

from kit.content.check import naming
from kit.content.course import course
from kit.content.language import LANGUAGES, day
from kit.content.loader import DATA
from kit.content.markdown import factor_text
from kit.content.phrases import Words
from kit.content.rules import ages, rules


def test_each_factor_has_what_is_demanded_and_what_the_region_chooses():
    for factor in course().factors:
        assert 4 <= len(factor.rules) <= 6
        assert {rule.choice for rule in factor.rules} == {False, True}
    assert sum(len(factor.rules) for factor in course().factors) == len(rules())


def test_no_source_is_of_tomorrow_and_a_law_names_its_paragraph():
    for rule in rules():
        assert rule.as_of <= dt.datetime.now(dt.UTC).date()
        if re.match("lag|förordning|kommunallag", rule.source.sv):
            assert rule.source.sv.endswith("§"), rule.source.sv


def test_what_is_said_of_the_law_stands_in_the_list_of_sources():
    listed = (DATA / "SOURCES.md").read_text(encoding="utf-8")
    for rule in rules():
        number = re.search(r"\d{4}(?:/\d\d)?:\w+", rule.source.sv)
        assert (number[0] if number else rule.source.sv.split(",")[0]) in listed, rule.source.sv


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lesson_shows_each_rule_with_its_source_and_day(language):
    words = Words(language)
    for factor in course().factors:
        said = factor_text(factor, words).markdown
        _, _, box = said.partition(f"<summary>{words('rules.title')}</summary>")
        for rule in factor.rules:
            source = f"*({rule.source[language]}, {day(rule.as_of, language)})*"
            assert f"- {rule.rule[language]} {source}" in box
        assert box.index(words("rules.must")) < box.index(words("rules.choice"))


def test_the_oldest_source_is_told_first_with_its_years_and_factors():
    found = ages(dt.date(2030, 1, 1))
    assert found == sorted(found)
    assert found[0].startswith(f"{min(rule.as_of for rule in rules())} (")
    listed = {
        factor for line in found for factor in re.search(r"\(([^()]+)\)$", line)[1].split(", ")
    }
    assert listed == {factor.id for factor in course().factors}


def test_a_rule_of_no_factor_and_a_factor_with_too_few_are_told(data):
    for _ in range(2):
        change(data / "rules.toml", r'^factor = "breadth"$', 'factor = "bredd"')
    places, said = told(naming)
    assert places == [
        f"data/rules.toml, rule[{one}" for one in ("1].factor", "2].factor", "breadth]")
    ]
    assert "bredd" in said
