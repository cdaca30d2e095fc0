"""A lesson on paper: every form as it was answered, charts and tables whole, no buttons."""

import re
import shutil
import subprocess

import pytest
from test_pages import LAY, folder, site, visit  # noqa: F401
from test_widths import answered

from kit.answers.answers import to_json
from kit.content.course import course
from kit.content.language import LANGUAGES
from kit.content.phrases import Words
from tools import npm, office

pytestmark = [
    pytest.mark.skipif(npm.find("plotly.js") is None, reason=npm.HOW),
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason=office.HOW),
]

LEVELS = 5
MOST = 14  # sheets
FACTORS = course().group("role").factors
NOTE = "En anteckning som är lång. " * 30 + "Sista ordet."
# What one presses, and what stands about that.
PRESSED = ("form.clear", "quiz.on", "quiz.back", "practise.show", "case.show", "radar.table")
PRESSED += ("form.keys", "compare.order", "radar.twin-hide", "page.all", "page.notebook")


def levels():
    """Return a level for each statement, all five and one that is not known."""
    keys = [one.key for factor in FACTORS for one in factor.statements]
    return dict(zip(keys, (2, 4, 1, 3, 5, "dont-know", 4, 1, 3), strict=True))


def notes():
    """Return answers to all forms of the lesson; the last question of each factor is open."""
    answers = answered()
    for key, level in levels().items():
        answers = answers.put("ratings", key, level)
    for factor in FACTORS:
        answers = answers.put("calibration", factor.id, 2).put("evidence", factor.id, NOTE)
        for question in factor.questions[:2]:
            answers = answers.put("quiz", question.id, [0, 2])
    return to_json(answers)


def sheets(page, tmp_path, **options):
    """Print a page on A4, and return the text of each sheet in the order in which it was drawn."""
    pdf = tmp_path / "lesson.pdf"
    page.pdf(path=pdf, format="A4", prefer_css_page_size=True, **options)
    command = ["pdftotext", "-raw", str(pdf), "-"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [" ".join(sheet.split()) for sheet in told.split("\f")[:-1]]


def chosen(text, words):
    """Return the level that is marked below each statement of the lesson."""
    found = {}
    for factor in FACTORS:
        for place, statement in enumerate(factor.statements, start=1):
            asked = f"{factor.number}.{place} {statement.text[words.language]}"
            marks = re.findall(r"([●○]) ?(\d|\D)", text[text.index(asked) :])[:6]
            (marked,) = [at for at, (mark, _) in enumerate(marks) if mark == "●"]
            found[statement.key] = marked + 1 if marked < LEVELS else "dont-know"
    return found


def worded(key, words):
    level = levels()[key]
    return (
        f"{level} {words(f'scale.{level}')}" if isinstance(level, int) else words(f"scale.{level}")
    )


@pytest.fixture
def lesson(visit):  # noqa: F811
    """Open lesson 1, as it was answered, on a page that is dark and wide."""

    def open_(language):
        words = Words(language)
        look = {"color_scheme": "dark", "viewport": {"width": 1300, "height": 900}}
        page = visit(f"{language}/01-role", **look)
        page.locator(".rk-rate input").first.check()
        page.get_by_text(words("form.saved")).first.wait_for()
        page.evaluate(LAY, notes())
        page.reload()
        page.locator(".rk-compare").get_by_text(words("sentence.rated", n=8, of=9)).wait_for()
        page.locator(".rk-compare .js-plotly-plot").wait_for()
        page.locator(".rk-rate .js-plotly-plot").nth(2).wait_for()
        return page

    return open_


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_printed_lesson_has_every_answer_each_sentence_and_table(lesson, language, tmp_path):
    words, page = Words(language), lesson(language)
    sentence = page.locator(".rk-compare .rk-sentence").inner_text()
    page.locator(".rk-rate .rk-seen summary").nth(1).click()

    printed = sheets(page, tmp_path)
    text = " ".join(printed)
    print(language, len(printed), "sheets", len(text), "characters")
    assert len(printed) <= MOST
    assert chosen(text, words) == levels()
    assert " ".join(sentence.split()) in text
    for key in PRESSED:
        assert words(key) not in text, key
    assert text.count(NOTE.strip()) == len(FACTORS)
    for factor in FACTORS:
        for question in factor.questions:
            assert question.text[language] in text
        # Levels' texts stand where they were opened.
        shown = factor is FACTORS[1]
        assert (factor.levels[4].seen[language] in text) is shown
    # Each form's radar stands beside its table, and each is whole on its sheet.
    rows = [
        f"{factor.number}.{place} {statement.label[language]} {worded(statement.key, words)}"
        for factor in FACTORS
        for place, statement in enumerate(factor.statements, start=1)
    ]
    assert sum(sheet.count(" ".join(rows)) for sheet in printed) == len(FACTORS)
    legend = f"{words('radar.mine')} Storhamra"
    (compared,) = [sheet for sheet in printed if legend in sheet]
    assert all(compared.count(row[:3]) for row in rows)
