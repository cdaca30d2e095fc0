"""A lesson's page and its notebook in Chromium, Firefox and WebKit: one path, written once."""

import os

import pytest
from selenium.webdriver.common.keys import Keys

from kit.classroom.codes import decode
from kit.content.course import course
from kit.content.language import LANGUAGES
from kit.content.phrases import Words
from tools import npm
from tools.engines import ENGINES, HOW, TELEPHONE, find, opened
from tools.serve import Site

pytestmark = pytest.mark.skipif(npm.find("pyodide") is None, reason=npm.HOW)

# `make engines` runs everything, and `make test` what goes through the most in three minutes.
ALL = os.environ.get("KIT_ENGINES") == "all"

FIRST = [one.id for one in course().statements][:3]
NOTE = "Första raden\nandra raden\n\nfjärde"
RADAR = "() => document.querySelector('.rk-rate .js-plotly-plot')?.data?.[0].r.slice(0, 3)"
CHECKED = "css => [...document.querySelectorAll(`${css} input:checked`)].map(one => one.value)"
SAYS = """(css, text) =>
  [...document.querySelectorAll(css)].some(one => one.innerText.includes(text))"""
ON_SCREEN = "css => [...document.querySelectorAll(css)].some(one => one.offsetHeight)"


@pytest.fixture(params=[pytest.param(one, id=one) for one in ENGINES])
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


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lesson_on_a_telephone_from_the_first_rating_to_the_code(engine, language, site):
    words = Words(language)
    with opened(engine, TELEPHONE) as page:
        page.goto(f"{site.address}/{language}/01-role.html")
        page.one(".rk-rate input")
        page.js("() => document.querySelector('.rk-rate input').focus()")
        page.keys("4")
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
        page.tap(".rk-hand_in summary")
        assert page.js("() => document.querySelector('.rk-hand_in details').open")
        code = page.until("() => document.querySelector('.rk-hand_in output')?.innerText")
        assert dict(decode(code).by_statement) == dict(zip(FIRST, (4, 2), strict=False))

        page.driver.refresh()
        saved(page, words, 2)
        assert page.js(CHECKED, ".rk-rate") == ["4", "2"]
        assert page.js("() => document.querySelector('.rk-reflect textarea').value") == NOTE
        page.until(ON_SCREEN, ".rk-practise .rk-result")
        assert page.js("() => document.scrollingElement.scrollWidth - innerWidth") <= 0
