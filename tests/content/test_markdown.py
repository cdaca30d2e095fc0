"""Texts of the course as Markdown."""

import re
from html import unescape
from pathlib import Path

import mistune
import pytest

import kit
from kit.answers.answers import DONT_KNOW, Answers
from kit.content import markdown
from kit.content.course import course
from kit.content.glossary import glossary
from kit.content.language import LANGUAGES
from kit.content.phrases import Words
from kit.content.regions import example_region, example_regions

NOTEBOOKS = Path(kit.__file__).parent.parent / "notebooks"


@pytest.fixture(params=LANGUAGES)
def words(request):
    return Words(request.param)


def rows(markdown):
    """Return the cells of a table's rows, without its head, after checking that it is one."""
    lines = [line for line in markdown.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    assert len({len(row) for row in cells}) == 1
    assert all(re.fullmatch("---:?", cell) for cell in cells[1])
    return cells[2:]


@pytest.mark.parametrize(
    "text",
    ["a|b", "|", r"a\|b", "a || b", "one\ntwo", "one\r\n\r\n| two |", "10\u00a0551\u00a0707"],
)
def test_whatever_a_cell_of_a_table_says_it_is_one_cell(text):
    shown = mistune.html(markdown.table((text, "B"), [("A", text), (text, "B")], numbers_from=1))
    cells = re.findall(r"<t[hd](?: [^>]*)?>(.*?)</t[hd]>", shown, re.DOTALL)
    # A space is as good, and a text is Markdown itself.
    text = " ".join(text.splitlines()).replace(r"\|", "|")
    assert list(map(unescape, cells)) == [text, "B", "A", text, text, "B"]


def test_prose_is_its_markdown_where_markdown_cannot_be_shown():
    assert repr(markdown.Prose("**Ja**, å ä ö")) == "**Ja**, å ä ö"


def test_a_lesson_opens_with_what_it_is_about_its_minutes_and_its_goals(words):
    for group in course().groups:
        said = markdown.opening(group, example_region(group.case), words).markdown
        assert said.startswith(group.about[words.language])
        assert re.search(r"\b[1-9]\d minut", said)
        items = [line[2:] for line in said.splitlines() if line.startswith("- ")]
        assert items == list(group.goals[words.language])


def test_a_factor_has_its_number_and_title_as_heading_above_what_it_means(words):
    factor = course().factor("financing")
    heading, blank, rest = markdown.factor_text(factor, words).markdown.split("\n", 2)
    assert heading == f"### 8. {factor.title[words.language]}"
    assert blank == ""
    assert rest.startswith(factor.meaning[words.language])


def test_terms_that_a_factor_uses_are_explained_below_it_folded(words):
    explained = []
    for factor in course().factors:
        said = markdown.factor_text(factor, words).markdown
        said, _, _ = said.partition(f"<details><summary>{words('rules.title')}")
        _, fold, below = said.partition("<details>")
        assert below.count("</details>") == (1 if fold else 0)
        explained += re.findall(r"^- \*\*(.+?)\*\*: ", below, re.MULTILINE)
    assert set(explained) <= {term.term[words.language] for term in glossary()}
    assert len(set(explained)) >= 5


def test_the_glossary_lists_every_term_in_the_order_of_the_alphabet(words):
    found = rows(markdown.glossary(words).markdown)
    terms = [row[0].strip("*") for row in found]
    assert set(terms) == {term.term[words.language] for term in glossary()}
    assert len(terms) == len(glossary())
    if words.language == "en":
        assert terms == sorted(terms, key=str.casefold)


def test_questions_to_discuss_are_listed_under_the_factor_they_are_about(words):
    factors = course().group("role").factors
    said = markdown.discussion(factors, words).markdown
    parts = re.split(r"^\*\*(\d+) (.+)\*\*$", said, flags=re.MULTILINE)[1:]
    for factor, number, label, below in zip(
        factors, parts[0::3], parts[1::3], parts[2::3], strict=True
    ):
        assert (number, label) == (str(factor.number), factor.label[words.language])
        items = [line[2:] for line in below.splitlines() if line.startswith("- ")]
        assert items == [one[words.language] for one in factor.discussion]


def test_the_scale_names_five_levels_and_says_that_not_knowing_is_no_low_one(words):
    said = markdown.scale(words).markdown
    found = rows(said)
    levels = [re.match(r"\*\*(\d)\*\*\xa0\w", row[0])[1] for row in found]
    assert levels == ["1", "2", "3", "4", "5"]
    assert len({row[1] for row in found}) == 5
    assert said.endswith(words("scale.dont-know-about"))


def test_the_fourteen_factors_are_listed_with_their_groups(words):
    found = rows(markdown.factors(course(), words).markdown)
    assert [row[0] for row in found] == [str(number) for number in range(1, 15)]
    groups = [group.title[words.language] for group in course().groups for _ in group.factors]
    assert [row[2] for row in found] == groups


def test_every_example_region_is_said_to_be_constructed(words):
    said = markdown.regions(example_regions(), words).markdown
    constructed = {"sv": "konstruerad", "en": "constructed"}[words.language]
    found = rows(said)
    assert len(found) == 6
    assert all(row[0].endswith(f"({constructed})") for row in found)
    assert said.endswith(words("compare.note"))


def test_figures_of_example_regions_are_written_as_the_language_writes_them():
    sv, en = (rows(markdown.regions(example_regions(), Words(one)).markdown) for one in LANGUAGES)
    people = example_regions()[0].context.population
    assert en[0][2] == f"{people:,}"
    assert sv[0][2] == f"{people:,}".replace(",", "\u00a0")


def test_what_is_not_finished_is_missing_and_names_its_lesson(words):
    def missing(*statements, value=3):
        answers = Answers()
        for one in statements:
            answers = answers.put("ratings", one.key, value)
        return markdown.missing(course(), answers.ratings, words).markdown

    nothing = missing()
    assert nothing.startswith(words("prose.incomplete", n=14))
    assert [row[0].split()[0] for row in rows(nothing)] == [str(one) for one in range(1, 15)]
    assert {row[1] for row in rows(nothing)} == {words("form.answered", n=0, of=3)}
    for target in re.findall(r"\]\((.+?)\)", nothing):
        assert (NOTEBOOKS / words.language / target).is_file()

    first, second = course().factors[:2]
    some = missing(*first.statements, second.statements[0])
    assert some.startswith(words("prose.incomplete", n=13))
    label = f"2 {second.label[words.language]}"
    assert rows(some)[0][:2] == [label, words("form.answered", n=1, of=3)]

    for value in (1, 5, DONT_KNOW):
        assert missing(*course().statements, value=value) == words("prose.complete")
