"""A lesson takes the minutes it says: 180 words a minute, 20 s a rating, 40 s a question."""

import re

import pytest

from kit.content.course import course
from kit.content.dilemmas import PHASES
from kit.content.duration import count
from kit.content.language import LANGUAGES
from kit.content.regions import example_region
from tools.notebooks import NOTEBOOKS
from kit.content.notebooks import read

# In the glossary and the tables for the curious one looks things up.
NAMES = sorted(
    path.relative_to(NOTEBOOKS).as_posix() for path in NOTEBOOKS.glob("??/0[0-7]*.ipynb")
)
NEAR = 3


def shown(notebook):
    """Return every text that stands in the notebook: its Markdown, and its stored outputs.

    A dilemma is for a group, in minutes of its own.
    """
    for cell in notebook["cells"]:
        if cell["id"].startswith("dilemma-"):
            continue
        if cell["cell_type"] == "markdown":
            yield "".join(cell["source"])
        for output in cell.get("outputs", []):
            yield "".join(output["data"].get("text/markdown", []))


def in_views(group, language):
    """Return the texts a learner meets in the views of a group's lesson."""
    yield example_region(group.case).story[language]
    case = group.borderline
    yield from (text[language] for text in (case.text, case.ask))
    yield from (reading.why[language] for reading in case.readings)
    for factor in group.factors:
        yield from in_factor(factor, language)


def in_factor(factor, language):
    """Return the texts a learner meets as she practises on a factor and rates it."""
    yield factor.vignette.text[language]
    yield factor.vignette.why[language]
    yield from (level.seen[language] for level in factor.levels)
    yield from (statement.text[language] for statement in factor.statements)


@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_takes_the_minutes_it_says(name):
    language, part = name[:2], name[6:-6]
    # Addresses, and the sources of the rules, are looked up and not read.
    texts = [
        re.sub(r"\(http\S+\)|\*\(.+?\)\*$", "", text, flags=re.MULTILINE)
        for text in shown(read(NOTEBOOKS / name))
    ]
    said = int(re.search(r"(?:ungefär|about) (\d+) minut", "\n".join(texts)).group(1))
    groups = [group for group in course().groups if group.id == part]
    factors = [factor for group in groups for factor in group.factors]
    texts += [text for group in groups for text in in_views(group, language)]
    if part == "start":
        texts += in_factor(course().factor("breadth"), language)
    # Three statements, the practice case, the guess and the importance of each factor are rated.
    # In the plan, the importance of all and three targets; and twelve notes, a minute each.
    # So is one borderline case of a group.
    ratings = 6 * len(factors) + len(groups) or {"start": 4, "plan": 17}.get(part, 0)
    written = 12 if part == "plan" else 0
    questions = 3 * len(factors) + (3 if factors and part != "role" else 0)
    minutes = sum(map(count, texts)) / 180 + ratings / 3 + questions * 2 / 3 + written
    print(f"{name}: says {said}, takes {minutes:.1f}")
    assert abs(said - minutes) <= NEAR


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_dilemma_takes_the_minutes_that_the_lesson_says(language):
    found = read(NOTEBOOKS / language / "04-interplay.ipynb")["cells"]
    cells = {cell["id"]: "".join(cell["source"]) for cell in found}
    assert re.search(rf"\b{sum(PHASES)} minut", cells["dilemmas-how"])


@pytest.mark.parametrize("page", ["README.md", "docs/teaching.md", "docs/teaching.sv.md"])
def test_the_tables_of_lessons_say_the_minutes_the_lessons_say(page):
    rows = (NOTEBOOKS.parent / page).read_text(encoding="utf-8").splitlines()
    for name in NAMES[:6]:
        text = "\n".join(shown(read(NOTEBOOKS / name)))
        said = re.search(r"(?:ungefär|about) (\d+) minut", text).group(1)
        row = next(row for row in rows if row.startswith("|") and name[3:-6] in row)
        assert f"| {said} |" in row
