"""A lesson's page and its notebook in Chromium, Firefox and WebKit: one path, written once."""

import os

import pytest
from selenium.webdriver.common.keys import Keys

from kit.classroom.codes import decode
from kit.content.course import course
from kit.content.language import LANGUAGES
from kit.content.phrases import Words
from tools import npm
from tools.engines import DESK, ENGINES, HOW, PRIVATE, REFUSED, TELEPHONE, find, opened
from tools.serve import Site

pytestmark = pytest.mark.skipif(npm.find("pyodide") is None, reason=npm.HOW)

# `make engines` runs everything, and `make test` what goes through the most in three minutes.
long = pytest.mark.skipif(os.environ.get("KIT_ENGINES") != "all", reason="make engines runs it")

FIRST = [one.id for one in course().statements][:3]
LESSONS = sorted(
    f"{language}/{path.stem}"
    for language in LANGUAGES
    for path in (npm.ROOT / "notebooks" / language).glob("*.ipynb")
)
NOTE = "Första raden\nandra raden\n\nfjärde"
RADAR = "() => document.querySelector('.rk-rate .js-plotly-plot')?.data?.[0].r.slice(0, 3)"
CHECKED = "css => [...document.querySelectorAll(`${css} input:checked`)].map(one => one.value)"
SAYS = """(css, text) =>
  [...document.querySelectorAll(css)].some(one => one.innerText.includes(text))"""
ON_SCREEN = "css => [...document.querySelectorAll(css)].some(one => one.offsetHeight)"
RING = "() => getComputedStyle(document.activeElement.closest('label')).outlineStyle"
LIVE = "() => document.querySelector('.rk-lesson[data-lesson=live] .rk-rate input')"
PLAIN = "() => [...document.querySelectorAll('.view')].filter(one => !one.querySelector('.rk'))"


@pytest.fixture(params=ENGINES)
def engine(request):
    if find(request.param) is None:
        pytest.skip(HOW[request.param])
    return request.param


@pytest.fixture(scope="module")
def site(built):
    with Site(built) as one:
        yield one


def saved(page, words, n):
    text = f"{words('form.answered', n=n, of=3)}. {words('form.saved')}."
    page.until(SAYS, ".rk-rate .rk-saving", text)


def focus(page, css):
    page.js("css => document.querySelector(css).focus()", css)


@pytest.mark.parametrize("language", ["sv", pytest.param("en", marks=long)])
def test_a_lesson_on_a_telephone_from_the_first_rating_to_the_code(engine, language, site):
    words = Words(language)
    with opened(engine, TELEPHONE) as page:
        page.goto(f"{site.address}/{language}/01-role.html")
        page.one(".rk-rate input")
        focus(page, ".rk-rate input")
        page.keys("3", Keys.ARROW_RIGHT)
        assert page.js(RING) == "solid"
        page.tap(".rk-rate fieldset:nth-of-type(2) .rk-level", 1)
        saved(page, words, 2)
        assert page.until(RADAR) == [4, 2, None]
        assert page.js(CHECKED, ".rk-rate") == ["4", "2"]

        page.tap(".rk-practise .rk-level", 2)
        page.tap(".rk-practise button[type=submit]")
        page.until(ON_SCREEN, ".rk-practise .rk-result")
        page.tap(".rk-quiz .rk-choice")
        page.tap(".rk-quiz button[type=submit]")
        page.until(ON_SCREEN, ".rk-quiz .rk-result")
        # WebKit's driver presses no key for the sign of a new line.
        page.one(".rk-reflect textarea").send_keys(NOTE.replace("\n", Keys.ENTER))
        page.js("() => document.activeElement.blur()")

        # Python's part.
        page.until(SAYS, ".rk-compare .rk-sentence", words("sentence.rated", n=2, of=9))
        page.one(".rk-compare .main-svg")  # which moves what stands below it
        page.tap(".rk-hand_in summary")
        page.until("() => document.querySelector('.rk-hand_in details').open")
        code = page.until("() => document.querySelector('.rk-hand_in output')?.innerText")
        assert dict(decode(code).by_statement) == dict(zip(FIRST, (4, 2), strict=False))

        page.driver.refresh()
        saved(page, words, 2)
        assert page.js(CHECKED, ".rk-rate") == ["4", "2"]
        assert page.until("() => document.querySelector('.rk-reflect textarea')?.value") == NOTE
        page.until(ON_SCREEN, ".rk-practise .rk-result")
        assert page.js("() => document.scrollingElement.scrollWidth - innerWidth") <= 0
        # The other language's page, by key and by finger.
        (other,) = set(LANGUAGES) - {language}
        page.goto(f"{site.address}/{other}/01-role.html")
        saved(page, Words(other), 2)
        page.tap(".rk-rate fieldset:nth-of-type(3) .rk-level", 4)
        focus(page, ".rk-rate fieldset:nth-of-type(2) input:checked")
        page.keys("1")
        saved(page, Words(other), 3)
        assert page.until(RADAR) == [4, 1, 5]


@long
def test_page_and_notebook_share_answers_and_a_notebook_loaded_again_is_the_same(engine, site):
    with opened(engine, DESK) as page:
        page.goto(f"{site.address}/sv/01-role.html")
        page.click(".rk-rate .rk-level", 3)
        saved(page, Words("sv"), 1)
        notebook = page.js("() => document.querySelector('footer a').href")
        page.goto(notebook)
        page.until(LIVE, patience=150)
        page.until(SAYS, ".rk-rate .rk-saving", Words("sv")("form.answered", n=1, of=3))
        assert page.js(CHECKED, ".rk-rate") == ["4"]
        page.click(".rk-rate fieldset:nth-of-type(2) .rk-level", 0)
        saved(page, Words("sv"), 2)

        page.driver.refresh()
        page.until(LIVE, patience=150)
        saved(page, Words("sv"), 2)

        page.goto(f"{site.address}/en/01-role.html")
        saved(page, Words("en"), 2)
        assert page.js(CHECKED, ".rk-rate") == ["4", "1"]


@long
def test_after_a_visit_pages_work_without_a_network_where_the_engine_can(engine, built):
    with opened(engine, TELEPHONE) as page:
        with Site(built) as site:
            page.goto(f"{site.address}/sv/01-role.html")
            page.one(".rk-rate input")
            if not page.js("() => 'serviceWorker' in navigator"):
                pytest.skip(f"{engine} has no service worker here")
            page.until("() => navigator.serviceWorker.getRegistration().then(one => one?.active)")
        # The site is gone.
        page.goto(f"{site.address}/sv/02-direction.html")
        page.tap(".rk-rate .rk-level", 2)
        saved(page, Words("sv"), 1)


@pytest.mark.skipif(find("firefox") is None, reason=HOW["firefox"])
def test_where_firefox_may_keep_nothing_it_is_said_before_the_first_answer(site):
    with opened("firefox", TELEPHONE, REFUSED) as page:
        for language in LANGUAGES:
            words = Words(language)
            page.goto(f"{site.address}/{language}/01-role.html")
            page.one(".rk-rate input")
            page.until(SAYS, "main", words("page.refused", reason="SecurityError"))
            page.tap(".rk-rate .rk-level", 2)
            page.until(SAYS, ".rk-rate .rk-saving", words("page.unsaved"))
            page.until(SAYS, ".rk-rate .rk-saving", words("view.download"))
            assert page.until(RADAR)[0] == 3


@pytest.mark.skipif(find("firefox") is None, reason=HOW["firefox"])
def test_in_a_private_window_of_firefox_answers_stay_until_it_is_closed(site):
    with opened("firefox", TELEPHONE, PRIVATE) as page:
        page.goto(f"{site.address}/sv/01-role.html")
        page.tap(".rk-rate .rk-level", 2)
        saved(page, Words("sv"), 1)
        page.goto(f"{site.address}/en/01-role.html")
        saved(page, Words("en"), 1)


@long
def test_every_lesson_is_a_page_that_lives_and_fits(engine, site):
    with opened(engine, TELEPHONE) as page:
        for name in LESSONS:
            page.goto(f"{site.address}/{name}.html")
            page.until(f"() => !({PLAIN})().length")
            wide = page.js("() => document.scrollingElement.scrollWidth - innerWidth")
            assert (name, wide <= 0) == (name, True)
            failed = page.js(SAYS, "main", Words(name[:2])("page.failed"))
            assert (name, failed) == (name, False)
