"""A lesson's page: whole, readable by itself, and about nothing but itself."""

import html
import json
import re
import shutil
import subprocess
from collections import Counter
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import mistune
import pytest
from bs4 import BeautifulSoup

from kit import Lesson
from kit.answers.answers import SECTIONS, Answers
from kit.content.language import LANGUAGES
from kit.content.markdown import Prose
from kit.content.notebooks import NOT_ON_A_PAGE, OUTSIDE, read, title
from kit.content.phrases import Words
from kit.widgets.assets import names
from kit.widgets.view import View
from tools import npm
from tools.pages import BOOK, CALL, IN_PLACE, NOTEBOOK, ROOT, TWIN, build

pytestmark = pytest.mark.skipif(npm.find("plotly.js") is None, reason=npm.HOW)

NAMES = sorted(
    f"{path.parent.name}/{path.stem}" for path in (ROOT / "notebooks").glob("??/*.ipynb")
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    build(folder)
    return folder


@pytest.fixture(params=NAMES)
def name(request):
    return request.param


def soup(folder, name):
    return BeautifulSoup((folder / f"{name}.html").read_text(encoding="utf-8"), "html.parser")


def notebook(name):
    return read(ROOT / "notebooks" / f"{name}.ipynb")


def cells(name):
    """The cells of a lesson that tell of nothing to be run or changed."""
    for cell in notebook(name)["cells"]:
        if not NOT_ON_A_PAGE & {*cell["metadata"].get("tags", ())}:
            source = "".join(cell["source"])
            yield cell["cell_type"], IN_PLACE.get(source, source)


def words_of(text):
    return re.findall(r"\w+", text)


def plain(markdown):
    """What a reader sees of Markdown."""
    text = OUTSIDE.sub(r"\1", TWIN.sub("", markdown))
    made = mistune.create_markdown(escape=False, plugins=["table"])(text)
    return words_of(BeautifulSoup(made, "html.parser").get_text(" "))


def test_every_text_of_the_notebook_is_on_the_page_in_its_order(folder, name, tmp_path):
    about = notebook(name)["metadata"]["regional_kit"]
    path = tmp_path / "answers.json"
    lesson = Lesson(about["lesson"], about["language"], path, carry=lambda view: view)
    said = []
    for kind, source in cells(name):
        if kind == "markdown":
            said.append(plain(source))
        elif (found := CALL.fullmatch(source)) and source != "lesson.board()":
            shown = getattr(lesson, found[1])(*filter(None, [found[2]]))
            if isinstance(shown, Prose):
                said.append(plain(shown.markdown))
    page = [words_of(each.get_text(" ")) for each in soup(folder, name).select("main .prose")]
    board = words_of(Words(name[:2])("page.board"))
    assert [text for text in page if text != board] == said


def test_every_view_stands_with_its_cell_what_it_shows_and_what_can_be_read_of_it(folder, name):
    views = soup(folder, name).select("main .view")
    wanted = [source for kind, source in cells(name) if kind == "code"]
    assert {view["data-cell"] for view in views} < {*wanted}
    for view in views:
        data = json.loads(view.find("script", type="application/json").string)
        assert (data["language"], data["kit"]) == (name[:2], names()["kit"])
        assert data["title"] in view.select_one(".still").get_text()
        for statement in data.get("statements", ()):
            assert statement["text"] in view.select_one(".still").get_text()


def test_a_page_has_one_heading_landmarks_a_language_and_a_title(folder, name):
    page = soup(folder, name)
    assert [each.get_text() for each in page.find_all("h1")] == [title(notebook(name))]
    assert page.title.string == title(notebook(name))
    assert page.html["lang"] == name[:2]
    counted = Counter(tag.name for tag in page.find_all(["header", "main", "nav", "footer"]))
    assert counted == {"header": 1, "main": 1, "nav": 1, "footer": 1}
    assert page.find("meta", attrs={"name": "description"})["content"]
    assert page.main.noscript.get_text() == Words(name[:2])("page.script")
    levels = [int(each.name[1]) for each in page.find_all(re.compile(r"^h\d$"))]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_a_page_loads_nothing_from_elsewhere_and_what_it_loads_is_there(folder, name):
    page = soup(folder, name)
    loaded = [each["src"] for each in page.find_all(src=True)]
    loaded += [each["href"] for each in page.find_all("link") if each["href"] != "data:,"]
    assert [one for one in loaded if not (folder / name).parent.joinpath(one).is_file()] == []
    policy = page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
    assert "default-src 'none'" in policy
    assert "unsafe-eval" not in policy.replace("wasm-unsafe-eval", "")


def test_links_lead_to_pages_and_one_to_the_notebook(folder, name):
    links = [each["href"] for each in soup(folder, name).find_all("a")]
    (one,) = [link for link in links if ".ipynb" in link]
    assert re.fullmatch(rf"\.\./{re.escape(NOTEBOOK)}lessons-\w+/{name}\.ipynb", one)
    inside = [link for link in links if not link.startswith(("https:", "#", "../index", "../lab"))]
    assert [one for one in inside if not (folder / name).parent.joinpath(one).is_file()] == []


def test_a_page_leads_to_its_twin_and_to_the_lessons_around_it(folder, name):
    language, stem = name.split("/")
    (other,) = {*LANGUAGES} - {language}
    page = soup(folder, name)
    twin = page.select_one("header a[hreflang]")
    assert (twin["href"], twin["lang"]) == (f"../{other}/{stem}.html", other)
    stems = sorted(one.split("/")[1] for one in NAMES if one.startswith(language))
    place = stems.index(stem)
    around = {link["rel"][0]: link["href"] for link in page.select("body > nav a")}
    wanted = {"prev": stems[place - 1 : place], "next": stems[place + 1 : place + 2]}
    assert around == {rel: f"{one[0]}.html" for rel, one in wanted.items() if one}


def test_the_class_board_is_left_out_with_a_sentence(folder):
    for language in LANGUAGES:
        page = soup(folder, f"{language}/06-class")
        assert Words(language)("page.board") in html.unescape(page.main.get_text())
        assert [view["data-cell"] for view in page.select(".view")] == ["lesson.sample_board()"]


def test_what_waits_in_the_browser_waits_for_the_notebooks_of_the_site_too():
    file = SimpleNamespace(path=Path("/drive/my-answers/answers.json"))
    view = View("rate", {}, file, Words("sv"), title="")
    assert view.shown()["book"] == BOOK


VALUES = [
    *(None, True, False, 0, 1, 3, 5, 6, 2.5, 5.5, "dont-know", "", "x" * 40, "x" * 41, "😀" * 500),
    *("x" * 501, "x" * 4000, "x" * 4001, [], [0, 9], [10], [0] * 101, ["1"], {}, {"ratings": {}}),
    {"label": "a", "date": "2026-01-31", "ratings": {"breadth-1": 4, "voice-1": "dont-know"}},
    {"label": "a", "date": "2026-02-31", "ratings": {}},
    {"label": "a", "date": "2026-01-31", "medians": {"breadth-1": 2.5}},
    {"label": "a", "date": "2026-01-31", "ratings": {"breadth-1": 2.5}},
    {"label": "a", "date": "2026-01-31", "ratings": {}, "medians": {}},
    {"label": 1, "date": "2026-01-31", "ratings": {}},
]
KEYS = ["breadth-1", "", "k" * 100, "k" * 101]
JUDGE = """
import { readFileSync } from "node:fs";
import { fits } from "./site/page/fits.js";
const asked = JSON.parse(readFileSync(0, "utf-8"));
console.log(JSON.stringify(asked.map(([section, key, value]) => fits(section, key, value))));
"""


@pytest.mark.skipif(shutil.which("node") is None, reason="Node.js is not installed")
def test_a_page_takes_the_answers_that_python_takes_and_no_others():
    asked = [
        (section, key, value)
        for section in [*SECTIONS, "other"]
        for key in KEYS
        for value in VALUES
    ]
    command = ["node", "--input-type=module", "--eval", JUDGE]
    given = json.dumps(asked)
    said = subprocess.run(
        command, input=given, cwd=ROOT, capture_output=True, text=True, check=True
    )
    judged = zip(asked, json.loads(said.stdout), strict=True)
    assert [one for one, taken in judged if taken != python_takes(*one)] == []


def python_takes(section, key, value):
    if value is None:
        return False  # that takes an answer back
    try:
        Answers().put(section, key, value)
    except ValueError:
        return False
    return True
