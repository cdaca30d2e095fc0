"""The page with which a telephone takes part in a class, as files to be handed out."""

import gzip
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from kit.answers.file import AnswersFile
from kit.charts.base import Profile, statement_axes
from kit.charts.comparison import sentence
from kit.content.course import course
from kit.content.language import LANGUAGES
from kit.content.phrases import Words
from kit.widgets.forms import rate
from kit.widgets.phone import pages

BROWSER = Path(__file__).parents[2] / "kit" / "widgets" / "browser"
PAGES = {"sv": "index.html", "en": "en/index.html"}
# What a telephone loads of one language, on a link where it waits a second for each 50 kB.
MOST_BYTES = 50_000


def page(language):
    return pages()[PAGES[language]].decode()


def data(language):
    (text,) = re.findall(r'<script id="data"[^>]*>(.*?)</script>', page(language))
    return json.loads(text)


def test_the_page_is_small_enough_for_a_telephone_that_saves_data():
    found = pages()
    shared = sum(len(gzip.compress(found[name])) for name in ("page.js", "page.css"))
    for name in PAGES.values():
        assert shared + len(gzip.compress(found[name])) < MOST_BYTES


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_loads_nothing_but_itself_and_keeps_to_a_strict_policy(language):
    text = page(language)
    up = "../" if language == "en" else ""
    assert sorted(re.findall(r'(?:src|href)="([^"]+)"', text)) == sorted(
        [f"{up}page.css", f"{up}page.js", "../" if up else "en/", "data:,"]
    )
    assert "style=" not in text
    assert re.findall(r"<script (?!id=\"data\" type=\"application/json\")[^>]*>", text) == [
        f'<script type="module" src="{up}page.js">'
    ]
    assert f'<html lang="{language}">' in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_factor_is_asked_as_in_its_lesson(language, tmp_path):
    words = Words(language)
    file = AnswersFile(tmp_path / "answers.json")
    found = data(language)
    asked = {factor["id"]: factor for factor in found["factors"]}
    assert list(asked) == [factor.id for factor in course().factors]
    for group in course().groups:
        for factor in group.factors:
            lesson = rate(factor, group.factors, file, words).data
            posed = asked[factor.id]["statements"]
            # What a telephone hands in is of today: a lesson's keys tell former wordings apart.
            assert [one["id"] for one in posed] == [one.id for one in factor.statements]
            for one, there in zip(posed, lesson["statements"], strict=True):
                assert (one["number"], one["text"]) == (there["number"], there["text"])
            radar = found["radars"][asked[factor.id]["group"]]
            assert radar["radar"] == lesson["radar"]
            assert len(found["radars"][factor.id]["axes"]) == len(factor.statements)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_has_each_phrase_that_its_scripts_say(language):
    script = pages()["page.js"].decode()
    said = set(re.findall(r'words\["([a-z_-]+\.[\w-]+)"\]', script))
    # In the script but not on the page: controls of other views.
    assert said - data(language)["words"].keys() == {"compare.regions", "prioritise.choose"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_telephone_says_of_levels_what_a_lesson_says(language):
    node = shutil.which("node")
    if node is None:
        pytest.skip("there is no Node.js")
    words = Words(language)
    factors = course().groups[0].factors
    axes = statement_axes(factors, words)
    ids = [axis.id for axis in axes]
    cases = [
        {},
        {ids[0]: 3},
        {ids[0]: "dont-know", ids[1]: 2, ids[2]: 2},
        {ids[0]: 5, ids[1]: 1, ids[2]: 4},
        dict(zip(ids, [5, 5, 1, 1, 1, 1, 2, 3, 4], strict=True)),
        dict(zip(ids, [2, 2, 2, 3, 3, 4, 4, 4, 4], strict=True)),
    ]
    levels = [{key: one for key, one in case.items() if one != "dont-know"} for case in cases]
    told = [sentence(axes, Profile("", case), [], words) for case in levels]
    given = json.dumps(
        [data(language)["radars"][course().groups[0].id]["axes"], cases, words.all()]
    )
    script = f"""
import {{ levelsSaid }} from "{BROWSER.as_uri()}/sentence.js";
const [axes, cases, words] = {given};
console.log(JSON.stringify(cases.map((case_) => levelsSaid(axes, case_, words, "{language}"))));
"""
    done = subprocess.run(
        [node, "--input-type=module", "--no-warnings", "-e", script],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert json.loads(done.stdout) == told
