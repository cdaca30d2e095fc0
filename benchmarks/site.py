"""How the static site starts: a lesson's first view against a bare kernel that prints 1."""

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import attrs
from playwright.sync_api import BrowserContext, Page

from tools.jupyterlab import PATIENCE, browser, visit
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


def starts() -> Starts:
    """Visit the site again and again with browsers that know nothing of it; return medians."""
    with TemporaryDirectory() as name:
        folder = Path(name, "site")
        build(folder)
        bare, first, second = [], [], []
        with Site(folder) as site, browser() as chromium:
            for _ in range(RUNS):
                alone = chromium.new_context()
                bare.append(_visit(alone, site, _bare))
                alone.close()
                learner = chromium.new_context()
                first.append(_visit(learner, site, _lesson))
                second.append(_visit(learner, site, _lesson))
                learner.close()
        return Starts(*map(_median, (bare, first, second)))


def _median(visits: list[Visit]) -> Visit:
    return Visit(median(one.seconds for one in visits), int(median(one.bytes for one in visits)))


def _visit(context: BrowserContext, site: Site, see: Callable[[Page, Site], None]) -> Visit:
    before = sum(site.sent)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    start = time.perf_counter()
    see(page, site)
    seconds = time.perf_counter() - start
    page.close()
    return Visit(seconds, sum(site.sent) - before)


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
    page.locator(".jp-OutputArea-output", has_text="1").wait_for()


def _lesson(page: Page, site: Site) -> None:
    visit(page, f"{site.address}/lab/index.html?path={site.lessons}/en/01-role.ipynb")
    page.evaluate("() => void window.jupyterapp.commands.execute('notebook:run-all-cells')")
    page.locator(".rk-practise fieldset").first.wait_for()
