"""Nothing that was shown as saved is missing, and no answer goes silently, whatever happens when.

Each try is a learner who types and rates while kernels die, wires are cut, pages are hidden, left
and opened twice, and the file is held. What she does follows from a seed, and what comes of it also
from how fast the machine is; so tries are made when they are asked for. KIT_TRIES=70 makes so many
on each of JupyterLab, the static site and Voilà; KIT_TRIES_FROM=20 begins with another seed. What
they have found stands in test_nothing_lost.py.
"""

import contextlib
import hashlib
import json
import os
import secrets
import shutil

import psutil
import pytest
from lesson_python import python
from playwright.sync_api import Error
from trying import CELLS, Try, attend, forms, held, read, run
from voila_server import Voila, until

from tools import npm
from tools.jupyterlab import NOTEBOOKS, PATIENCE, Lab, visit
from tools.serve import Site

FROM = int(os.environ.get("KIT_TRIES_FROM", "0"))
SEEDS = range(FROM, FROM + int(os.environ.get("KIT_TRIES", "0")))
SIZE = {"width": 1300, "height": 900}
# Python runs this as it starts: no kernel can replace its answers while another file is there.
HOLDING = """
import os
replace = os.replace
def patient(source, target, **more):
    if os.path.exists({flag!r}) and os.path.basename(target).startswith("answers."):
        raise PermissionError(13, "held")
    return replace(source, target, **more)
os.replace = patient
"""
# In the page, Python itself is told so.
HELD = """
import os
os.free = getattr(os, "free", os.replace)
def refuse(*all, **more):
    raise PermissionError(13, "held")
os.replace = refuse
"""
FILES = """
import json, kit.answers.places
at = kit.answers.places.default_path()
aside = [*at.parent.glob("answers.overtaken-*.json"), *at.parent.glob("answers.earlier-*.json")]
if at.exists():
    print(json.dumps([json.loads(one.read_text(encoding="utf-8")) for one in (at, *aside)]))
"""
FORGET = """
import os, kit.answers.places
os.replace = getattr(os, "free", os.replace)
at = kit.answers.places.default_path()
# To look for a file that was written over and then deleted, Python in the page takes for ever.
at.write_text('{"kit": "answers", "format": 1}')
for one in at.parent.glob("answers.*-*"):
    one.unlink()
print("done")
"""
NO_DIALOG = "() => document.querySelectorAll('.jp-Dialog').forEach(one => one.remove())"
# What is done, and how often beside others.
EVERYWHERE = {
    "type": 6,
    "rate": 7,
    "choose": 4,
    "cut": 2,
    "mend": 2,
    "hide": 1,
    "seen": 1,
    "hold": 1,
    "hold_shortly": 1,
    "release": 2,
}
ON_A_SERVER = EVERYWHERE | {"kill": 1, "rerun": 1, "reload": 1, "close": 1, "second": 3}


class OnAServer:
    """What JupyterLab and Voilà have in common: kernels that are processes, answers in a folder.

    Attributes
    ----------
    runs
        Whether the cells of a page that is open can be run again.
    leaves
        How often a page is left in the end.
    actions, cuts
        What is done, and how the wire may be cut.
    """

    runs = True
    leaves = 0.4
    actions = ON_A_SERVER
    cuts = ("lost", "deaf", "late", "broken")

    def __init__(self, name, context, folder, flag, server):
        self.name, self.context, self.folder, self.flag = name, context, folder, flag
        self.server = psutil.Process(server.pid)
        self.listener = None
        attend(self, context)

    def new_page(self):
        return self.context.new_page()

    def kill(self, random, _page):
        kernels = []
        for one in self.server.children(recursive=True):
            with contextlib.suppress(psutil.Error):
                if "ipykernel_launcher" in " ".join(one.cmdline()):
                    kernels.append(one)
        if kernels:
            random.choice(kernels).kill()

    def hold(self, _page):
        self.flag.touch()

    def release(self, _page):
        self.flag.unlink(missing_ok=True)

    def files(self, _page):
        return read(self.folder)

    def holds(self, key, value):
        # What two Pythons have changed while the file was held lies beside it.
        return value in [held(document, key) for document in read(self.folder)]

    def was_cut(self, page, mode):
        pass

    def is_lost(self, _page):
        return False

    def tidy(self, pages):
        """Put away what JupyterLab asks of a kernel that died; it would take the keys."""
        for page in pages:
            page.evaluate(NO_DIALOG)

    def forget(self):
        """Close every page, and throw the answers away."""
        self.release(None)
        close(self.context)
        for path in self.folder.glob("answers*"):
            path.unlink()


class InJupyterLab(OnAServer):
    """JupyterLab; of a notebook only the cells with the forms are run."""

    def __init__(self, lab, context, flag):
        super().__init__("JupyterLab", context, lab.answers.parent, flag, lab._server)  # noqa: SLF001
        self.lab = lab
        self.kept, self.clear = [], []  # pages for the next try; those that show nothing

    def new_page(self):
        """Return a page; on the first JupyterLab is open from the try before."""
        return self.kept.pop() if self.kept else super().new_page()

    def open(self, page, language):
        if page in self.clear:
            self.clear.remove(page)
        else:
            page.goto("about:blank")
        self.lab.open(page, f"{language}/01-role.ipynb")
        run(page)

    def kill(self, random, page):
        match random.choice(["process", "process", "shutdown", "restart"]):
            case "process":
                super().kill(random, page)
            case "shutdown":
                page.evaluate("() => { window.lesson.sessionContext.shutdown().catch(() => {}); }")
            case "restart":
                page.evaluate(
                    """() => {
                      window.lesson.sessionContext.session?.kernel?.restart().catch(() => {});
                    }"""
                )

    def forget(self):
        """Throw all away, but leave JupyterLab open on one page: to load it takes longest."""
        self.release(None)
        self.kept, self.clear = [], []
        page = next((one for one in self.context.pages if self.lab.is_open(one)), None)
        close(self.context, page)
        with contextlib.suppress(Error):
            if page:
                self.lab.clear(page)
                self.lab.forget(page)
                self.kept, self.clear = [page], [page]
        if not self.kept:
            close(self.context)
        self.lab.forget_files()


class OnVoila(OnAServer):
    """Voilà, whose pages run by themselves; of a lesson there are only the cells with the forms."""

    runs = False

    def __init__(self, voila, context, flag):
        number = secrets.token_hex(16)
        folder = hashlib.sha256(number.encode()).hexdigest()[:32]
        answers = voila.folder / "my-answers" / "visitors" / folder
        super().__init__("Voilà", context, answers, flag, voila.server)
        context.add_cookies([{"name": "kit-visitor", "value": number, "url": voila.address}])
        self.voila = voila
        for language in ("sv", "en"):
            lesson = json.loads((NOTEBOOKS / language / "01-role.ipynb").read_bytes())
            head, *rest = lesson["cells"]
            lesson["cells"] = [head, *(cell for cell in rest if cell["id"] in CELLS)]
            path = voila.folder / language / "tries.ipynb"
            path.write_text(json.dumps(lesson), encoding="utf-8")

    def open(self, page, language):
        page.goto(f"{self.voila.address}voila/render/{language}/tries.ipynb", timeout=PATIENCE)
        forms(page)


class OnTheSite:
    """The static site, whose Python is in the page: it takes so long to start that it is kept."""

    name = "site"
    runs = True
    leaves = 0.1
    actions = EVERYWHERE | {"kill": 0.3, "rerun": 0.5, "reload": 0.2, "close": 0.2, "second": 0.3}
    cuts = ("late", "late", "late", "lost")

    def __init__(self, site, chromium):
        self.site, self.chromium = site, chromium
        self.listener = None
        self.begin()

    def begin(self):
        """Begin in a browser that has never been on the site."""
        self.context = self.chromium.new_context(viewport=SIZE)
        self.lost = set()
        self.kept, self.clear = [], []  # as in JupyterLab
        attend(self, self.context)

    def new_page(self):
        return self.kept.pop() if self.kept else self.context.new_page()

    def open(self, page, language):
        self.lost.discard(page)
        if page in self.clear:
            self.clear.remove(page)
        else:
            # A learner who comes back has the page loaded anew, wherever it was left.
            page.goto("about:blank")
            path = f"{self.site.lessons}/{language}/01-role.ipynb"
            visit(page, f"{self.site.address}/lab/index.html?path={path}")
        run(page)

    def python(self, page, code):
        """Let Python in the page do something, and return what it prints."""
        return "" if page.evaluate("() => window.tries.isCut()") else python(page, code)

    def kill(self, random, page):
        how = random.choice(["shutdown()", "session?.kernel?.restart()"])
        page.evaluate(f"() => {{ window.lesson.sessionContext.{how}?.catch(() => {{}}); }}")

    def hold(self, page):
        self.python(page, HELD)

    def release(self, page):
        self.python(page, "import os; os.replace = getattr(os, 'free', os.replace)")

    def files(self, page):
        found = self.python(page, FILES)
        return json.loads(found) if found else [{}]

    def holds(self, _key, _value):
        """Say nothing before the end: to ask takes Python, which is to be left alone."""
        return True

    def was_cut(self, page, mode):
        # A message to a worker has no second way: Python is to be started anew.
        if mode == "lost":
            self.lost.add(page)

    def is_lost(self, page):
        return page in self.lost

    def tidy(self, pages):
        for page in pages:
            page.evaluate(NO_DIALOG)

    def forget(self):
        """Throw all away, but leave Python running on one page."""
        self.kept, self.clear = [], []
        page = next((one for one in self.context.pages if one.url.startswith("http")), None)
        close(self.context, page)
        with contextlib.suppress(Error):
            if page and page not in self.lost and self.python(page, FORGET) == "done":
                page.evaluate("() => regionalKit.books.clear()")
                self.kept, self.clear = [page], [page]
        if not self.kept:
            self.context.close()
            self.begin()


def close(context, kept=None):
    """Close the pages of a browser but one, which is as if nothing had happened."""
    context.set_offline(False)
    for page in context.pages:
        with contextlib.suppress(Error):
            page.evaluate("() => { window.tries.mend(); window.tries.hide(false); }")
            page.evaluate("() => localStorage.clear()")
            page.evaluate(NO_DIALOG)
    for page in context.pages:
        if page != kept:
            page.close()


@pytest.fixture(scope="module")
def flag(tmp_path_factory):
    """The file that is there while the answers are held; servers started from here look for it."""
    folder = tmp_path_factory.mktemp("holding")
    path = folder / "held"
    (folder / "sitecustomize.py").write_text(HOLDING.format(flag=str(path)), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(folder), prepend=os.pathsep)
        yield path


@pytest.fixture(scope="module")
def in_jupyterlab(chromium, flag):
    with Lab() as lab, chromium.new_context(viewport=SIZE) as context:
        yield InJupyterLab(lab, context, flag)


@pytest.fixture(scope="module")
def on_the_site(chromium, built, tmp_path_factory):
    folder = tmp_path_factory.mktemp("static") / "site"
    shutil.copytree(built, folder)
    # A try runs the cells that it needs, when it needs them.
    settings = folder / "jupyter-lite.json"
    told = json.loads(settings.read_text(encoding="utf-8"))
    told["jupyter-config-data"]["disabledExtensions"].append("regional-kit:opening")
    settings.write_text(json.dumps(told), encoding="utf-8")
    for variant in folder.glob("jupyter-lite.json.*"):
        variant.unlink()
    with Site(folder) as site:
        yield OnTheSite(site, chromium)


@pytest.fixture(scope="module")
def on_voila(chromium, flag, tmp_path_factory):
    one = Voila(tmp_path_factory.mktemp("voila"))
    try:
        until(lambda: one.status() == 200 or one.server.poll() is not None)
        with chromium.new_context(viewport=SIZE) as context:
            yield OnVoila(one, context, flag)
    finally:
        one.server.terminate()
        one.server.wait(60)
        one.log.close()


def attempt(carrier, seed):
    one = Try(carrier, seed)
    try:
        assert one.do() == []
    finally:
        # What was done stands in the report of a try that fails.
        print("\n".join(one.log))
        carrier.forget()


@pytest.mark.parametrize("seed", SEEDS)
def test_in_jupyterlab_no_answer_goes_silently(in_jupyterlab, seed):
    attempt(in_jupyterlab, seed)


@pytest.mark.parametrize("seed", SEEDS)
def test_on_voila_no_answer_goes_silently(on_voila, seed):
    attempt(on_voila, seed)


@pytest.mark.skipif(npm.find("pyodide") is None, reason=npm.HOW)
@pytest.mark.parametrize("seed", SEEDS)
def test_on_the_site_no_answer_goes_silently(on_the_site, seed):
    attempt(on_the_site, seed)
