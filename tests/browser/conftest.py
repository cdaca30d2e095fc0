"""One JupyterLab and one browser for all tests of a worker; nothing goes from one to the next."""

import contextlib

import pytest
from filelock import FileLock
from playwright.sync_api import Error

from tools.jupyterlab import Lab, browser
from tools.site import build

SIZE = {"width": 1300, "height": 900}


@pytest.fixture(scope="session")
def chromium():
    with browser() as one:
        yield one


@pytest.fixture(scope="session")
def built(tmp_path_factory, worker_id):
    """The static site, built once for all workers; whoever changes it takes a copy."""
    root = tmp_path_factory.getbasetemp()
    folder = (root if worker_id == "master" else root.parent) / "built" / "site"
    with FileLock(f"{folder.parent}.lock"):
        if not folder.exists():
            build(folder)
    return folder


@pytest.fixture(scope="session")
def lab():
    with Lab() as one:
        yield one


@pytest.fixture(scope="session")
def kept():
    """The pages on which JupyterLab is open from one test to the next: to load it takes longest."""
    return []


@pytest.fixture
def page(request, chromium, lab, kept):
    """A page with nothing open and nothing answered; a new one where the test is marked `fresh`."""
    fresh = request.node.get_closest_marker("fresh") is not None
    if kept and not fresh:
        one = kept.pop()
    else:
        context = chromium.new_context(viewport=SIZE)
        context.set_default_timeout(60_000)
        one = context.new_page()
    failed = request.session.testsfailed
    yield one
    with contextlib.suppress(Error):
        lab.forget(one)
    lab.forget_files()
    # What a failed test or one of its own leaves open is not handed on.
    handed_on = not fresh and request.session.testsfailed == failed
    pages = [each for each in one.context.pages if handed_on and tidied(lab, each)]
    for each in [each for each in one.context.pages if each not in pages]:
        each.close()
    if not pages:
        one.context.close()
    if not fresh:
        kept[:] = pages


@pytest.fixture
def other(page, kept):
    """Another tab of the same browser, with nothing open."""
    return kept.pop() if kept else page.context.new_page()


def tidied(lab, page):
    """Clear a page for the next test, if JupyterLab is still open on it."""
    try:
        if not lab.is_open(page):
            return False
        page.set_viewport_size(SIZE)
        page.emulate_media()
        lab.clear(page)
        lab.forget(page)
    except Error:
        return False
    return True
