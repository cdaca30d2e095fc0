"""How the static site starts: lessons as notebooks and as pages, beside a bare kernel and peers.

Peers are one small lesson as others make a page of it; see `benchmarks.peers`.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import attrs
from playwright.sync_api import BrowserContext, Page, sync_playwright

from benchmarks.peers import jupyterlite, marimo, voila
from tools.browser import FLAGS, find
from tools.compiled import pack_all
from tools.jupyterlab import PATIENCE
from tools.serve import Site
from tools.site import build

RUNS = 5
NOTEBOOK = "lab/index.html?path={lessons}/en/01-role.ipynb"
PAGE = "en/01-role.html"
PEERS = {"jupyterlite": jupyterlite, "marimo": marimo}  # those that are static sites, too
# Nothing is fetched from elsewhere, as marimo's page would have MathJax.
_ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
# What Chromium calls a long task has blocked the page for 50 ms or more.
_WATCH = """
  window.tasks = [];
  new PerformanceObserver((list) => window.tasks.push(...list.getEntries()))
    .observe({ type: "longtask", buffered: true });
"""
_TOLD = """() => {
  const longest = (from, to) => Math.max(0, ...window.tasks
    .filter(({ startTime }) => from <= startTime && startTime < to).map((one) => one.duration));
  const asked = performance.getEntriesByType("resource");
  const python = asked.find(({ name }) => name.endsWith("/worker.js"))?.startTime ?? Infinity;
  const forms = longest(window.form ?? Infinity, python);
  return [window.seen / 1000, forms, longest(python, window.started ?? Infinity)];
}"""


@attrs.frozen
class Visit:
    """Seconds from an address to what it shows, and the bytes that were fetched for it.

    `charts` is for how many milliseconds a lesson's page was blocked at most between its first form
    and when it began to start Python, which is while plotly.js comes and draws; `starting` from
    then until Python had started. Each is 0 if it was less than 50.
    """

    seconds: float
    bytes: int
    charts: float
    starting: float


@attrs.frozen
class Starts:
    """What JupyterLite takes with a bare kernel, and a lesson as a notebook and as a page.

    `first` and `second` are two visits to the notebook, until its first form is there; `notebook`
    and `page` a first visit until a level that is chosen shows in the radar, `form` the same page
    until its first form can be answered, `phone` with a telephone's processor and network, and
    `answer` until Python has answered a question that the page asks at once, `phone_answer` on a
    telephone. The rest are until a level shows in the radar of a peer; by Voilà the kit's own
    lesson, too.
    """

    bare: Visit
    first: Visit
    second: Visit
    notebook: Visit
    page: Visit
    form: Visit
    phone: Visit
    answer: Visit
    phone_answer: Visit
    voila: Visit
    voila_ours: Visit
    jupyterlite: Visit
    marimo: Visit


@contextmanager
def built(*, peers: bool = False) -> Iterator[Site]:
    """Build the site and serve it, and peers below it."""
    with TemporaryDirectory() as name:
        folder = Path(name, "site")
        build(folder)
        for peer in PEERS if peers else ():
            PEERS[peer].lay_out(folder / "peers" / peer)
            pack_all(folder / "peers" / peer)
        with Site(folder) as site:
            yield site


def starts() -> Starts:
    """Visit the site again and again with browsers that know nothing of it; return medians.

    They are browsers as people have them, with a cache on disk: one that is forgotten when it is
    closed keeps no file as large as Python.
    """
    visits: dict[str, list[Visit]] = {name: [] for name in attrs.fields_dict(Starts)}
    with ExitStack() as stack:
        site = stack.enter_context(built(peers=True))
        bare, ours = (stack.enter_context(begin()) for begin in (voila.served, voila.ours))
        for _ in range(RUNS):
            with _newcomer() as learner:
                visits["first"].append(_visit(learner, site, _lesson))
                visits["second"].append(_visit(learner, site, _lesson))
            for name, see in (
                ("bare", _bare),
                ("notebook", partial(_rated, NOTEBOOK)),
                ("page", partial(_rated, PAGE)),
                ("form", _form),
                ("phone", _phone),
                ("answer", _answer),
                ("phone_answer", _phone_answer),
                ("voila", lambda page, _: voila.rated(page, bare)),
                ("voila_ours", lambda page, _: _rate(page, ours)),
                *((name, partial(_peer, name)) for name in PEERS),
            ):
                with _newcomer() as alone:
                    visits[name].append(_visit(alone, site, see))
    return Starts(**{name: _median(found) for name, found in visits.items()})


@contextmanager
def _newcomer() -> Iterator[BrowserContext]:
    with TemporaryDirectory(ignore_cleanup_errors=True) as profile, sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=find(), args=[*FLAGS, _ALONE]
        )
        yield context
        context.close()


def _median(visits: list[Visit]) -> Visit:
    """Return the median of each figure; a page must not be blocked for long in any visit."""
    return Visit(
        median(one.seconds for one in visits),
        int(median(one.bytes for one in visits)),
        max(one.charts for one in visits),
        max(one.starting for one in visits),
    )


def _visit(context: BrowserContext, site: Site, see: Callable[[Page, Site], None]) -> Visit:
    before = sum(site.sent)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.add_init_script(_WATCH)
    see(page, site)
    seconds, charts, starting = page.evaluate(_TOLD)
    page.close()
    return Visit(seconds, sum(site.sent) - before, charts, starting)


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
    page.goto(f"{site.address}/{NOTEBOOK.format(lessons=site.lessons)}")
    _await(page, ".rk-practise fieldset")


def _form(page: Page, site: Site) -> None:
    """Wait for the first form; what comes after it is kept away, so as not to be counted."""
    for later in ("**/page/plotly-*.js", "**/static/pyodide/**"):
        page.route(later, lambda route: route.abort())
    page.goto(f"{site.address}/{PAGE}")
    _await(page, ".rk-practise fieldset")


def _rated(path: str, page: Page, site: Site) -> None:
    _rate(page, f"{site.address}/{path.format(lessons=site.lessons)}")


def _peer(name: str, page: Page, site: Site) -> None:
    PEERS[name].rated(page, f"{site.address}/peers/{name}")


def _rate(page: Page, address: str) -> None:
    """Choose a level as soon as there is one to choose, and wait until the radar has it."""
    page.goto(address, wait_until="commit")
    page.wait_for_function(
        """() => {
          const form = document.querySelector(".rk-rate");
          const level = form?.querySelector("input[value='4']");
          if (!level) return false;
          const early = form.querySelector(".rk-early");
          window.empty ??= early?.innerHTML;
          if (!level.checked) level.click();
          const drawn = form.querySelector(".js-plotly-plot")?.data?.[0].r.includes(4);
          if (!drawn && !(early && early.innerHTML !== window.empty)) return false;
          window.seen ??= performance.now();
          return true;
        }"""
    )


def _phone(page: Page, site: Site) -> None:
    """As `_rated` on a telephone."""
    slow(page)
    _rated(PAGE, page, site)


def slow(page: Page) -> None:
    """Let a page have what a telephone has: a fourth of the processor, 10 Mbit/s and 40 ms."""
    wire = page.context.new_cdp_session(page)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    speed = 10e6 / 8
    network = {"offline": False, "latency": 40, "downloadThroughput": speed}
    wire.send("Network.emulateNetworkConditions", {**network, "uploadThroughput": speed})


def _phone_answer(page: Page, site: Site) -> None:
    """As `_answer` on a telephone; Python itself, in its worker, has the whole processor."""
    slow(page)
    _answer(page, site)


def _answer(page: Page, site: Site) -> None:
    """Ask for another comparison as soon as it can be asked for."""
    page.goto(f"{site.address}/{PAGE}", wait_until="commit")
    page.wait_for_function(
        """() => {
          if (document.querySelector(".rk-practise fieldset")) window.form ??= performance.now();
          window.starting ??= window.regionalKit?.started?.then(() => {
            window.started = performance.now();
          });
          const view = document.querySelector(".rk-compare");
          const other = view?.querySelectorAll("input[type=checkbox]")[1];
          if (!other) return false;
          if (!other.checked) other.click();
          const name = other.closest("label").textContent.split(" (")[0].trim();
          if (!view.querySelector(".rk-legend")?.textContent.includes(name)) return false;
          window.seen ??= performance.now();
          return true;
        }"""
    )
