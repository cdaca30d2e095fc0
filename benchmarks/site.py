"""How the static site starts: a lesson's first view against a bare kernel that prints 1."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import attrs
from playwright.sync_api import BrowserContext, Page, sync_playwright

from tools.browser import FLAGS, find
from tools.jupyterlab import PATIENCE
from tools.serve import Site
from tools.site import build

RUNS = 5


@attrs.frozen
class Visit:
    """Seconds from an address to what it shows, and the bytes that were fetched for it."""

    seconds: float
    bytes: int


@attrs.frozen
class Starts:
    """A bare kernel's first visit, a lesson's first visit, and the same lesson's second."""

    bare: Visit
    first: Visit
    second: Visit


@contextmanager
def built() -> Iterator[Site]:
    """Build the site and serve it."""
    with TemporaryDirectory() as name:
        build(Path(name, "site"))
        with Site(Path(name, "site")) as site:
            yield site


def starts() -> Starts:
    """Visit the site again and again with browsers that know nothing of it; return medians.

    They are browsers as people have them, with a cache on disk: one that is forgotten when it is
    closed keeps no file as large as Python.
    """
    bare, first, second = [], [], []
    with built() as site:
        for _ in range(RUNS):
            with _newcomer() as alone:
                bare.append(_visit(alone, site, _bare))
            with _newcomer() as learner:
                first.append(_visit(learner, site, _lesson))
                second.append(_visit(learner, site, _lesson))
    return Starts(*map(_median, (bare, first, second)))


@contextmanager
def _newcomer() -> Iterator[BrowserContext]:
    with TemporaryDirectory(ignore_cleanup_errors=True) as profile, sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=find(), args=list(FLAGS)
        )
        yield context
        context.close()


def _median(visits: list[Visit]) -> Visit:
    return Visit(median(one.seconds for one in visits), int(median(one.bytes for one in visits)))


def _visit(context: BrowserContext, site: Site, see: Callable[[Page, Site], None]) -> Visit:
    before = sum(site.sent)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    see(page, site)
    seconds = page.evaluate("() => window.seen") / 1000
    page.close()
    return Visit(seconds, sum(site.sent) - before)


def _await(page: Page, selector: str) -> None:
    """Wait for something, and note in the page when it came: later, the page may be busy."""
    page.wait_for_function(
        """selector => {
          if (!document.querySelector(selector)) return false;
          window.seen ??= performance.now();
          return true;
        }""",
        arg=selector,
    )


def _bare(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/lab/index.html")
    page.wait_for_function("window.jupyterapp !== undefined")
    page.evaluate(
        """async () => {
          const {commands, restored} = window.jupyterapp;
          await restored;
          const made = await commands.execute("notebook:create-new", {kernelName: "python"});
          await made.context.ready;
          await made.sessionContext.ready;
          const [cell] = made.content.widgets;
          cell.model.sharedModel.setSource("print(1)");
          await cell.constructor.execute(cell, made.sessionContext, {});
        }"""
    )
    _await(page, ".jp-OutputArea-output pre")


def _lesson(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/lab/index.html?path={site.lessons}/en/01-role.ipynb")
    _await(page, ".rk-practise fieldset")
