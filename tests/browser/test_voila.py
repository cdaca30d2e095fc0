"""The lessons as pages without code: a real Voilà as hosting/ sets it up, a real browser."""

import hashlib
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from test_answering import TRACE, checked, eventually, focus_first, form, own_values
from test_axe import TAGS, unfold, with_a_plan
from test_lessons import NAMES, SLOW, views_of
from voila_server import WORD, Voila, drawn, until

from kit.answers.answers import to_json
from kit.content.language import LANGUAGES
from kit.content.phrases import Words
from tools.jupyterlab import PATIENCE
from tools.screens import some_answers

CODE = ", ".join(
    (
        *(".jp-CodeCell .jp-InputArea", ".jp-InputPrompt", ".jp-OutputPrompt"),
        *(".highlight", ".cm-editor", "pre code"),
    )
)
WRONG = "[data-mime-type*=stderr], [data-mime-type*=error], .rk [role=alert]"
KERNEL = "() => JSON.parse(document.getElementById('jupyter-config-data').textContent).kernelId"

# What has the focus, and what is wrong with it; nothing once the page is left.
STOP = """() => {
  const one = document.activeElement;
  window.stops ??= [];
  if (one === document.body || window.stops.includes(one)) return null;
  const shown = one.closest('label') ?? one;
  const outlined = [one, shown].some(node => getComputedStyle(node).outlineStyle !== 'none');
  const { left, right, top, bottom } = shown.getBoundingClientRect();
  const middle = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
  const uppermost = document.elementFromPoint((left + right) / 2, middle);
  const after = window.stops.at(-1)?.compareDocumentPosition(one) ?? 4;
  window.stops.push(one);
  const wrong = { outlined, uncovered: shown.contains(uppermost), after: Boolean(after & 4) };
  return Object.keys(wrong).filter(key => !wrong[key]).map(key =>
    `not ${key}: ${one.outerHTML.slice(0, 150)}`);
}"""
# Of a question's levels or answers one is a stop for all.
MISSED = """() => [...document.querySelectorAll(
    '.rk :is(button, input, select, textarea, summary, [tabindex="0"]), a[href]')]
  .filter(one => one.checkVisibility({ visibilityProperty: true }) && !one.matches(':disabled'))
  .filter(one => one.tabIndex >= 0 && one.getBoundingClientRect().width)
  .filter(one => !window.stops.some(stop =>
    stop === one || (one.type === 'radio' && stop.name === one.name)))
  .map(one => one.outerHTML.slice(0, 150))"""


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
        "pageerror": lambda one: str(one) != SLOW and said.append(str(one)),
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
    said, checked, coloured = page.evaluate(
        """async (tags) => {
          const found = await axe.run(document, { runOnly: tags, elementRef: true });
          const nodesOf = rules => rules.flatMap(rule =>
            rule.nodes.map(({ element }) => ({ id: rule.id, element })));
          const all = nodesOf([...found.passes, ...found.violations, ...found.incomplete]);
          const checked = new Set(all.map(node => node.element)).size;
          const coloured = all.filter(node => node.id === 'color-contrast').length;
          // What axe cannot judge of colours is the text in charts; test_contrast.py judges that.
          const unsure = found.incomplete.filter(rule => rule.id !== 'color-contrast');
          const said = [...found.violations, ...unsure].flatMap(rule => rule.nodes.map(node =>
            `${rule.id}: ${node.html.slice(0, 200)} ${node.failureSummary}`));
          return [said, checked, coloured];
        }""",
        TAGS,
    )
    print(f"{page.url}: {checked} nodes checked, {coloured} of them for contrast")
    assert coloured
    return said


# All in Swedish, and those in English that are made up differently.
@pytest.mark.parametrize(
    "name",
    [*(one for one in NAMES if one.startswith("sv/")), "en/00-start.ipynb", "en/06-class.ipynb"],
)
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


def test_a_dark_lesson_is_gone_through_by_the_tab_key_and_axe_objects_to_nothing(
    voila, visitor, heard
):
    """Colours do not depend on the language, and test_contrast.py measures those of the views."""
    voila.open(visitor, "sv/01-role.ipynb", "?theme=dark")
    unfold(visitor)
    assert visitor.evaluate("() => document.body.dataset.jpThemeName") == "JupyterLab Dark"
    assert judged(visitor) == []
    wrong = []
    visitor.keyboard.press("Tab")
    while (found := visitor.evaluate(STOP)) is not None:
        wrong += found
        visitor.keyboard.press("Tab")
    assert wrong == []
    assert visitor.evaluate(MISSED) == []
    assert visitor.evaluate("() => window.stops.length") > 50
    visitor.set_viewport_size({"width": 320, "height": 900})
    wide = visitor.evaluate("() => document.scrollingElement.scrollWidth")
    visitor.set_viewport_size({"width": 1300, "height": 900})
    assert wide <= 320
    assert heard == []


def test_the_first_page_leads_to_every_lesson(voila, visitor, heard):
    visitor.goto(voila.address)
    links = visitor.locator("a[href*=render]").evaluate_all("all => all.map(one => one.href)")
    assert sorted(links) == [f"{voila.address}voila/render/{name}" for name in NAMES]
    for scheme in ("dark", "light"):
        visitor.emulate_media(color_scheme=scheme)
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


def test_what_was_given_while_python_was_not_reached_is_saved_by_the_page_loaded_again(
    voila, chromium
):
    name = "sv/01-role.ipynb"
    context = chromium.new_context(viewport={"width": 1300, "height": 900})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    voila.open(page, name)
    # The connection is gone, and nobody is told.
    page.evaluate("() => { WebSocket.prototype.send = () => {}; }")
    focus_first(page)
    page.keyboard.press("Space")
    told = form(page).locator(".rk-saving")
    told.get_by_text(Words("sv")("form.unsaved"), exact=False).wait_for()
    # There is no menu here from which to run the lesson again.
    assert Words("sv")("form.again-page") in told.inner_text()
    assert "Run" not in told.inner_text()
    page.reload()
    drawn(page, name)
    form(page).get_by_text("1 av 3 besvarade. Sparat.").wait_for()
    assert checked(page) == ["1"]
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_board_opens_to_the_teachers_word_alone(voila, visitor, heard, language):
    words = Words(language)
    voila.open(visitor, f"{language}/06-class.ipynb", {"sv": "", "en": "?theme=dark"}[language])
    field = visitor.get_by_label(words("lock.word"))
    sent = []
    visitor.on("request", lambda one: sent.append(f"{one.url} {one.post_data}"))
    field.fill("fel ord")
    field.press("Enter")
    visitor.get_by_role("alert").get_by_text(words("lock.wrong", n=4)).wait_for()
    assert judged(visitor) == []
    field.fill(WORD)
    visitor.get_by_role("button", name=words("lock.open")).click()
    visitor.locator(".rk").nth(views_of(f"{language}/06-class.ipynb") - 1).wait_for()
    assert field.count() == 0
    assert judged(visitor) == []
    assert WORD not in visitor.content()
    assert WORD not in str(visitor.context.cookies())
    assert not any(WORD in unquote(one) for one in sent)
    voila.log.flush()
    assert WORD.encode() not in (voila.folder.parent / "log").read_bytes()
    assert heard == []


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
