"""What is taken along: gathered from the answers as they are, and in one language throughout."""

import datetime as dt

import pytest
import reports

from kit.answers.answers import DONT_KNOW, Answers
from kit.answers.scores import scores
from kit.classroom.classroom import opened, sample
from kit.content.course import course
from kit.content.language import LANGUAGES
from kit.content.phrases import Words
from kit.content.regions import example_regions
from kit.takeaway.report import rating_text, report

SV, EN = Words("sv"), Words("en")
FACTORS = course().factors
both = pytest.mark.parametrize("words", [SV, EN], ids=LANGUAGES)


def made(answers, words=EN, regions=(), **of_class):
    return report(course(), answers, regions, reports.TODAY, words, **of_class)


# One's own


def test_its_title_and_day_are_in_its_language():
    sv, en = (reports.full(words) for words in (SV, EN))
    title = "Min skattning av regionens utvecklingsarbete"
    assert (sv.title, sv.date) == (title, "24 november 2026")
    assert (en.title, en.date) == ("My rating of the region’s development work", "24 November 2026")


@both
def test_every_statement_is_there_with_its_number_factor_text_and_rating(words):
    found = reports.partial(words).statements
    assert [one.id for one in found] == [one.key for one in course().statements]
    by_number = {one.number: one for one in found}
    assert len(by_number) == 42
    first, unknown, open_ = by_number["1.1"], by_number["2.1"], by_number["14.3"]
    assert (first.rating, unknown.rating, open_.rating) == (reports.LEVELS[0], DONT_KNOW, None)
    assert first.text == FACTORS[0].statements[0].text[words.language]
    assert first.factor == FACTORS[0].label[words.language]


@both
def test_ones_own_scores_and_those_of_the_regions_stand_on_the_fourteen_factors(words):
    found = reports.full(words)
    assert [axis.number for axis in found.axes] == [str(number) for number in range(1, 15)]
    ratings = {one.id.partition("/")[0]: one.rating for one in found.statements}
    assert found.mine.values == scores(ratings, FACTORS)
    for profile, region in zip(found.others, example_regions(), strict=False):
        assert profile.values == scores(region.ratings, FACTORS)


def test_a_region_is_never_named_without_the_word_that_it_is_constructed():
    assert [one.name for one in reports.full(SV).others] == [
        f"{one.name.sv} (konstruerad)" for one in example_regions()[:3]
    ]


def test_more_regions_than_three_are_left_out():
    assert len(made(Answers(), regions=example_regions()).others) == 3


def test_sentence_and_table_say_the_comparison():
    found = reports.full(EN)
    assert found.sentence.startswith("Your region has values on 14 of 14.")
    assert len(found.table.rows) == 14
    assert {one.name for one in (found.mine, *found.others)} < set(found.table.head)


def test_notes_are_there_as_typed_for_the_factors_that_have_any():
    text = "  <b>=1+1</b>\n\n\u202eåäö"
    answers = Answers({"evidence": {"voice": text}, "reflections": {"state": "Ring!"}})
    assert made(answers, SV).notes == (
        ("2 Länets röst", text, ""),
        ("14 Samspel med staten", "", "Ring!"),
    )


def test_priorities_say_level_aim_and_what_one_sees_at_that_level():
    breadth, state = reports.partial(EN).priorities
    assert breadth.factor == f"1. {FACTORS[0].title.en}"
    assert breadth.label == "Breadth of work"
    assert (breadth.level, breadth.aim) == (4, 5)
    assert breadth.seen == FACTORS[0].levels[4].seen.en
    assert (breadth.first, breadth.who) == (reports.PLAN["first"]["en"], "")
    assert (state.level, state.aim, state.seen) == (None, 2, FACTORS[13].levels[1].seen.en)


@pytest.mark.parametrize(
    ("ratings", "way", "step"),
    [
        ((1, 1, 1), "To come from 1 to 2", 0),
        ((2, 2, 3), "To come from 2 to 3", 1),
        # Halfway between two levels the higher counts.
        ((2, 3, None), "To come from 3 to 4", 2),
        ((4, 4, 4), "To come from 4 to 5", 3),
        ((5, 5, 4), "To keep level 5", None),
        # Too few are rated for a score.
        ((2, None, None), "", None),
    ],
)
def test_the_next_step_follows_the_level_that_the_score_is_nearest_to(ratings, way, step):
    answers = Answers().put("priorities", "breadth", value=True)
    for place, level in enumerate(ratings, start=1):
        answers = answers.put("ratings", f"breadth-{place}", level)
    (found,) = made(answers).priorities
    assert found.way == way
    if step is not None:
        assert found.act == FACTORS[0].steps[step].act.en
    assert bool(found.act) is bool(way)


def test_where_factors_stand_begins_with_what_needs_most():
    needs = [one.need for one in reports.full(EN).standings]
    assert len(needs) == 14
    assert needs[0] == 2.3  # 5 less 2.7
    assert needs == pytest.approx(sorted(needs, reverse=True))


def test_earlier_times_are_there_the_oldest_first():
    before, half_way = reports.full(EN).snapshots
    assert (before.label, before.date) == ("Before", dt.date(2026, 9, 14))
    assert (half_way.label, half_way.date) == ("Half-way through", dt.date(2026, 10, 14))
    assert before.values != half_way.values == reports.full(EN).mine.values


@both
def test_where_nothing_is_answered_nothing_is_said_to_be(words):
    found = reports.empty(words)
    assert found.mine.values == {}
    assert {one.rating for one in found.statements} == {None}
    assert found.notes == found.standings == found.priorities == ()
    assert found.snapshots == found.others == ()
    assert found.of_class is None
    assert found.sentence
    assert all(found.sources)


WRITTEN = [
    (None, "inte besvarat", "not answered"),
    (DONT_KNOW, "Vet inte", "Don’t know"),
    (4, "4 systematiskt", "4 systematic"),
]


@pytest.mark.parametrize(("rating", "sv", "en"), WRITTEN)
def test_a_rating_is_written_as_the_forms_do(rating, sv, en):
    assert (rating_text(rating, SV), rating_text(rating, EN)) == (sv, en)


# A class's


@pytest.fixture(scope="module")
def teacher():
    """A teacher who has rated, noted, planned and kept what is her own."""
    own = {"breadth-1": 1, "breadth-2": 1}
    return Answers(
        {
            "ratings": reports.rated([5] * 42),
            "importance": dict.fromkeys(reports.IDS, 5),
            "evidence": dict.fromkeys(reports.IDS, "mitt eget"),
            "priorities": {"dialogue": True, "learning": True},
            "plan": {"dialogue/first": "Mötet i mars"},
            "targets": {"learning": 5},
            "snapshots": {
                "1": {"label": "Mitt", "date": "2026-05-01", "ratings": own},
                "2": {"label": "Gruppens", "date": "2026-04-01", "medians": {"breadth": 2.5}},
            },
        }
    )


def test_a_classs_report_shows_nothing_that_the_teacher_has_rated_or_noted(teacher):
    found = made(teacher, SV, classroom=sample())
    assert found.title == "Gruppens skattning av regionens utvecklingsarbete"
    assert found.statements == found.notes == found.standings == ()
    assert found.mine == found.of_class.medians
    assert max(found.mine.values.values()) < 5
    assert [one.label for one in found.snapshots] == ["Gruppens"]


def test_in_a_classs_report_the_teachers_plan_begins_where_the_class_is(teacher):
    dialogue, learning = made(teacher, classroom=sample()).priorities
    found = made(teacher, classroom=sample()).of_class.medians.values
    assert (dialogue.level, learning.level) == (found["dialogue"], found["learning"])
    assert (dialogue.level, dialogue.aim, dialogue.first) == (3, 4, "Mötet i mars")
    assert learning.aim == 5
    assert (dialogue.way, learning.way) == ("To come from 3 to 4", "To come from 2 to 3")


def test_in_ones_own_report_no_class_is_an_earlier_time_of_ones_own(teacher):
    assert [one.label for one in made(teacher).snapshots] == ["Mitt"]


@both
def test_a_classs_report_says_how_many_how_it_spreads_and_where_it_splits(words):
    found = reports.of_class(words).of_class
    assert found.sheets == 28
    assert "28" in found.sentence
    assert len(found.table.rows) == 14
    assert len(found.splits) == 5
    texts = {one.text[words.language] for one in course().statements}
    for number, text, agreement, questions in found.splits:
        assert number.count(".") == 1
        assert text in texts
        assert agreement.endswith(")")
        assert " (A " in agreement
        assert all(questions)


def test_of_a_class_that_has_shown_nothing_nothing_is_told(tmp_path):
    found = made(Answers(), classroom=opened(tmp_path / "class", tmp_path))
    assert found.of_class.sheets == 0
    assert found.mine.values == {}
    assert found.of_class.splits == ()
