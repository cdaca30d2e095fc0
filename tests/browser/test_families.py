"""Whatever font the reader has, wide, tall or narrow, nothing is cut or leaves its chart."""

import pytest
from test_taken_page import crowded, opened, strayed
from test_widths import ENDS, faults_of

from kit.content.language import LANGUAGES
from kit.content.phrases import Words
from tools import fonts
from tools.jupyterlab import started

__all__ = ["opened"]  # a fixture

# All other tests are in the first family.
OTHERS = fonts.FAMILIES[1:]


@pytest.fixture(scope="module", params=OTHERS)
def family(request):
    return request.param


@pytest.fixture(scope="module")
def chromium(chromium, family):
    """A browser that sets everything in one family."""
    one = started(chromium.browser_type, family)
    yield one
    one.close()


@pytest.fixture(scope="module")
def kept(chromium):
    """The pages of that browser alone are handed on."""
    assert chromium.is_connected()
    return []


# The lessons with the longest words in forms and charts, on the board, and in matrix and slopes.
@pytest.mark.parametrize("name", ["sv/04-interplay", "sv/06-class", "sv/07-plan"])
def test_a_lesson_holds_in_any_font(lab, page, name):
    assert not faults_of(lab, page, name, [(*size, "") for size in ENDS])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_to_take_along_holds_in_any_font(opened, language):
    words = Words(language)
    assert strayed(opened(crowded(words), words), 320, 1100) == []
