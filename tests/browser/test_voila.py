"""The lessons as pages without code: a real Voilà as hosting/ sets it up, a real browser."""

import hashlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from test_answering import TRACE, checked, eventually, focus_first, form, own_values
from test_axe import TAGS, unfold, with_a_plan
from test_lessons import NAMES, views_of

from kit.answers import to_json
from tools.jupyterlab import NOTEBOOKS, PATIENCE
from tools.screens import some_answers

CODE = ", ".join(
    (
        *(".jp-CodeCell .jp-InputArea", ".jp-InputPrompt", ".jp-OutputPrompt"),
        *(".highlight", ".cm-editor", "pre code"),
    )
)
WRONG = "[data-mime-type*=stderr], [data-mime-type*=error], .rk [role=alert]"
KERNEL = "() => JSON.parse(document.getElementById('jupyter-config-data').textContent).kernelId"


class Voila:
    """A Voilà server with a copy of the notebooks; kernels that no page holds go soon."""

    def __init__(self, home):
        self.folder = home / "notebooks"
        shutil.copytree(NOTEBOOKS, self.folder, ignore=shutil.ignore_patterns("my-*", ".*"))
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            self.address = f"http://127.0.0.1:{one.getsockname()[1]}/"
        own = {f"JUPYTER_{name}_DIR": str(home / name) for name in ("CONFIG", "DATA", "RUNTIME")}
        others = {
            key: value
            for key, value in os.environ.items()
            if key not in ("KIT_ANSWERS", "KIT_CLASS")
        }
        self.log = (home / "log").open("w+b")
        self.server = subprocess.Popen(
            [
                *(sys.executable, "-m", "voila", "--no-browser", "--Voila.ip=127.0.0.1"),
                f"--port={urlsplit(self.address).port}",
                "--Voila.port_retries=0",
                f"--Voila.config_file_paths={NOTEBOOKS.parent / 'hosting'}",
                "--MappingKernelManager.cull_idle_timeout=30",
                "--MappingKernelManager.cull_interval=5",
                str(self.folder),
            ],
            env={**others, **own},
            stdout=self.log,
            stderr=self.log,
        )

    def status(self, path=""):
        """Return how the server answers, or None while it does not."""
        try:
            with urllib.request.urlopen(self.address + path) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return None

    def open(self, page, name):
        """Open a lesson, and wait until every view and chart of it is drawn."""
        page.goto(f"{self.address}voila/render/{name}", timeout=PATIENCE)
        drawn(page, name)


def drawn(page, name):
    page.wait_for_function(
        "n => document.querySelectorAll('.rk').length === n", arg=views_of(name), timeout=PATIENCE
    )
    for holder in page.locator(".rk-plot").all():
        holder.locator(".main-svg").first.wait_for()
    rows = "() => [...document.querySelectorAll('.rk table')].every(t => t.querySelector('td'))"
    page.wait_for_function(rows)


@pytest.fixture(scope="module")
def voila(tmp_path_factory):
    one = Voila(tmp_path_factory.mktemp("voila"))
    try:
        until(lambda: one.status() == 200 or one.server.poll() is not None)
        one.log.seek(0)
        assert one.server.poll() is None, one.log.read().decode()
        yield one
    finally:
        one.server.terminate()
        one.server.wait(60)
        one.log.close()


def until(what):
    """Wait until `what()` holds, for as long as a busy machine may take."""
    end = time.monotonic() + PATIENCE / 1000
    while not what():
        assert time.monotonic() < end
        time.sleep(0.1)


@pytest.fixture(scope="module")
def visitor(voila, chromium):
    """The browser of a visitor who is half way through."""
    number = "0123456789abcdef" * 2
    folder = hashlib.sha256(number.encode()).hexdigest()[:32]
    answers = voila.folder / "my-answers" / "visitors" / folder / "answers.json"
    answers.parent.mkdir(parents=True)
    answers.write_text(to_json(with_a_plan(some_answers())), encoding="utf-8")
    context = chromium.new_context(viewport={"width": 1300, "height": 900})
    context.add_cookies([{"name": "kit-visitor", "value": number, "url": voila.address}])
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    yield page
    context.close()


@pytest.fixture
def heard(visitor):
    """What the browser complains of, and what it asks of others, while a page is open."""
    said = []

    def complain(message):
        # A page that is left asks to end its kernel, and is refused; see hosting/voila.py.
        if message.type == "error" and "/voila/api/shutdown/" not in message.location["url"]:
            said.append(message.text)

    def ask(request):
        if urlsplit(request.url).hostname not in ("127.0.0.1", None, ""):
            said.append(request.url)

    listening = {
        "console": complain,
        "pageerror": lambda one: said.append(str(one)),
        "request": ask,
    }
    for event, hear in listening.items():
        visitor.on(event, hear)
    yield said
    for event, hear in listening.items():
        visitor.remove_listener(event, hear)


@pytest.fixture(scope="module")
def kernels():
    """The kernels of the lessons that have been opened, in their order."""
    return []


def judged(page):
    """Return what axe objects to, or is unsure of, in the whole page, Voilà's part of it too."""
    page.evaluate(Axe().axe_script)
    return page.evaluate(
        """async (tags) => {
          const found = await axe.run(document, { runOnly: tags });
          // What axe cannot judge of colours is the text in charts; test_contrast.py judges that.
          const unsure = found.incomplete.filter(rule => rule.id !== 'color-contrast');
          return [...found.violations, ...unsure].flatMap(rule => rule.nodes.map(node =>
            `${rule.id}: ${node.html.slice(0, 200)} ${node.failureSummary}`));
        }""",
        TAGS,
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_is_a_page_without_code_that_leads_on(voila, visitor, heard, kernels, name):
    voila.open(visitor, name)
    kernels.append(visitor.evaluate(KERNEL))
    unfold(visitor)
    assert visitor.locator(CODE).filter(visible=True).all_inner_texts() == []
    assert visitor.locator(WRONG).filter(visible=True).all_inner_texts() == []
    text = visitor.locator("body").inner_text()
    assert "Run All" not in text
    assert ".ipynb" not in text
    assert "Traceback" not in text
    assert visitor.evaluate("() => document.documentElement.lang") == name[:2]
    assert visitor.title() == visitor.locator("h1").first.inner_text().rstrip("¶")
    for link in visitor.locator("[role=main] a[href]").evaluate_all(
        "all => all.map(one => one.getAttribute('href'))"
    ):
        path = urlsplit(urljoin(visitor.url, link))
        if path.hostname == "127.0.0.1" and not link.startswith("#"):
            lesson = unquote(path.path).removeprefix("/voila/render/")
            assert (voila.folder / lesson).is_file(), link
    assert judged(visitor) == []
    assert heard == []


def test_the_first_page_leads_to_every_lesson(voila, visitor, heard):
    visitor.goto(voila.address)
    links = visitor.locator("a[href*=render]").evaluate_all("all => all.map(one => one.href)")
    assert sorted(links) == [f"{voila.address}voila/render/{name}" for name in NAMES]
    assert judged(visitor) == []
    visitor.get_by_role("link", name="Lesson 1: The role").click()
    drawn(visitor, "en/01-role.ipynb")
    visitor.get_by_role("link", name="All lessons").click()
    visitor.get_by_role("heading", name="The lessons").wait_for()
    assert heard == []


def test_an_answer_given_by_keyboard_is_there_again_for_that_browser_alone(voila, chromium):
    name = "sv/01-role.ipynb"
    one, other = (chromium.new_context().new_page() for _ in range(2))
    voila.open(one, name)
    assert own_values(one)[0] is None
    focus_first(one)
    one.keyboard.press("Space")
    for _ in range(3):
        one.keyboard.press("ArrowRight")
    one.wait_for_function(f"document.querySelector('{TRACE}').data[0].r[0] === 4")
    form(one).get_by_text("1 av 3 besvarade. Sparat.").wait_for()
    one.reload()
    drawn(one, name)
    eventually(lambda: checked(one) == ["4"])
    assert own_values(one)[0] == 4

    voila.open(other, name)
    assert checked(other) == []
    assert own_values(other)[0] is None
    for page in (one, other):
        page.context.close()


def test_nothing_of_a_visitor_can_be_fetched(voila, visitor):
    (number,) = (one["value"] for one in visitor.context.cookies() if one["name"] == "kit-visitor")
    folders = [one.name for one in (voila.folder / "my-answers" / "visitors").iterdir()]
    assert folders
    assert number not in folders
    for folder in folders:
        path = f"my-answers/visitors/{folder}/answers.json"
        for way in ("files", "render", "api/contents", "tree"):
            assert voila.status(f"voila/{way}/{path}") in (403, 404)


def test_the_kernel_of_a_page_that_was_left_goes(voila, kernels):
    if kernels:
        until(lambda: voila.status(f"api/kernels/{kernels[0]}") == 404)
