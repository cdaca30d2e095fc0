"""One JupyterLab and one browser for all tests; a fresh page and no answers for each."""

import pytest

from tools.jupyterlab import Lab, browser


@pytest.fixture(scope="session")
def chromium():
    with browser() as one:
        yield one


@pytest.fixture(scope="session")
def lab():
    with Lab() as one:
        yield one


@pytest.fixture
def page(chromium, lab):
    context = chromium.new_context(viewport={"width": 1300, "height": 900})
    one = context.new_page()
    one.set_default_timeout(20_000)
    yield one
    lab.forget(one)
    context.close()
