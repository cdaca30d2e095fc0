"""A real JupyterLab with a copy of the notebooks, driven in a real headless browser."""

import contextlib
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from playwright.sync_api import Browser, BrowserType, Page, sync_playwright

from kit.files.editions import jupyterlab
from tools import fonts
from tools.browser import FLAGS, HOW, find

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"
PATIENCE = 90_000
_OWN = ("CONFIG", "DATA", "RUNTIME")


class Lab:
    """A JupyterLab server with its own folder, settings and answers.

    Attributes
    ----------
    folder
        What the server serves: a copy of the notebooks.
    answers
        The answers file its kernels use.
    classes
        The folder in which its class hands in.

    Parameters
    ----------
    opening
        Whether lessons open themselves. Where they do not, `run` does what a learner would.
    """

    def __init__(self, *, opening: bool = False) -> None:
        self._temporary = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        home = Path(self._temporary.name)
        self.folder = home / "notebooks"
        self.answers = self.folder / "my-answers" / "answers.json"
        self.classes = self.folder / "my-class"
        shutil.copytree(NOTEBOOKS, self.folder, ignore=shutil.ignore_patterns("my-*", ".*"))
        self._token = secrets.token_hex(8)
        self._port = _free_port()
        own = {
            f"JUPYTER_{name}_DIR": str(home / name.lower())
            for name in ("CONFIG", "DATA", "RUNTIME")
        }
        # Notebook, which is there for its own tests, puts a button of its own into JupyterLab.
        disabled = {"@jupyter-notebook/lab-extension": True, "regional-kit:opening": not opening}
        settings = home / "config" / "labconfig" / "page_config.json"
        settings.parent.mkdir(parents=True)
        settings.write_text(json.dumps({"disabledExtensions": disabled}), encoding="utf-8")
        inherited = {key: value for key, value in os.environ.items() if key != "KIT_CLASS"}
        # As the kit's own server begins.
        begun = jupyterlab("sv", home / "begun") if opening else {}
        self._log = (home / "log").open("wb")
        self._server = subprocess.Popen(
            [
                *(sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root"),
                f"--port={self._port}",
                "--ServerApp.port_retries=0",
                f"--IdentityProvider.token={self._token}",
                f"--ServerApp.root_dir={self.folder}",
                "--LabApp.expose_app_in_browser=True",
            ],
            env={**inherited, **own, **begun, "KIT_ANSWERS": str(self.answers)},
            stdout=self._log,
            stderr=self._log,
        )

    def __enter__(self) -> Self:
        """Wait until the server answers."""
        end = time.monotonic() + PATIENCE / 1000
        while time.monotonic() < end and self._server.poll() is None:
            try:
                with urllib.request.urlopen(self.address("api")):  # noqa: S310 - our own server
                    return self
            except OSError:
                time.sleep(0.1)
        self._log.flush()
        raise RuntimeError(Path(self._log.name).read_text(encoding="utf-8"))

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Stop the server and forget its folder."""
        self._server.terminate()
        self._server.wait(20)
        self._log.close()
        self._temporary.cleanup()

    def address(self, path: str) -> str:
        """Return the address of a page, such as "lab/tree/sv/01-role.ipynb"."""
        return f"http://127.0.0.1:{self._port}/{path}?token={self._token}"

    def open(self, page: Page, notebook: str) -> None:
        """Open a notebook, such as "sv/01-role.ipynb", and wait for its kernel."""
        if not self.is_open(page):
            # A workspace of its own, or JupyterLab would open again what an earlier page had open.
            page.goto(self.address(f"lab/workspaces/{secrets.token_hex(4)}"))
            page.wait_for_function("window.jupyterapp !== undefined", timeout=PATIENCE)
            page.evaluate("() => window.jupyterapp.restored")
            page.evaluate("() => window.jupyterapp.shell.collapseLeft()")
        # JupyterLab takes a kernel for gone that a list, asked for before it began, does not name.
        page.evaluate("() => window.jupyterapp.serviceManager.kernels.refreshRunning()")
        page.evaluate(
            """async (path) => {
              const widget = await window.jupyterapp.commands.execute('docmanager:open', {path});
              await widget.context.ready;
              await widget.sessionContext.ready;
              window.lesson = widget;
            }""",
            notebook,
        )

    def run(self, page: Page, *, curious: bool = False) -> None:
        """Run every cell of the notebook that was opened last, save the curious ones, and wait."""
        run_cells(page, curious=curious)

    def is_open(self, page: Page) -> bool:
        """Say whether this JupyterLab is what a page shows."""
        return not page.is_closed() and page.url.startswith(f"http://127.0.0.1:{self._port}/")

    def forget(self, page: Page) -> None:
        """Stop every kernel and throw the answers away, as if nobody had been here."""
        if page.url.startswith("http"):
            page.evaluate("() => window.jupyterapp.serviceManager.sessions.shutdownAll()")
        self.forget_files()

    def stop_kernels(self) -> None:
        """Stop every kernel, whatever pages are open."""
        with urllib.request.urlopen(self.address("api/sessions")) as told:  # noqa: S310 - our own
            sessions = json.load(told)
        for session in sessions:
            ended = self.address(f"api/sessions/{session['id']}")
            # Lessons share a kernel, which ends with the first of their sessions.
            with contextlib.suppress(urllib.error.HTTPError):
                urllib.request.urlopen(urllib.request.Request(ended, method="DELETE")).close()  # noqa: S310

    def forget_files(self) -> None:
        """Throw away what has been answered and handed in."""
        shutil.rmtree(self.answers.parent, ignore_errors=True)
        shutil.rmtree(self.classes, ignore_errors=True)

    def forget_tabs(self) -> None:
        """Let JupyterLab forget what was open, which it would open again."""
        shutil.rmtree(self.folder.parent / "config" / "lab" / "workspaces", ignore_errors=True)

    def put_back(self, notebook: str) -> None:
        """Let a notebook that was saved be as it came."""
        shutil.copyfile(NOTEBOOKS / notebook, self.folder / notebook)

    def clear(self, page: Page) -> None:
        """Close what is open, and forget what the page remembers of it."""
        page.evaluate(
            """async () => {
              const {shell, commands} = window.jupyterapp;
              for (const widget of [...shell.widgets('main')]) widget.dispose();
              await commands.execute('apputils:change-theme', {theme: 'JupyterLab Light'});
              document.querySelectorAll('.jp-Dialog').forEach(dialog => dialog.remove());
              document.body.style.height = '';
              globalThis.regionalKit?.books?.clear();
              localStorage.clear();
              delete window.lesson;
            }"""
        )

    def dress(self, page: Page, theme: str) -> None:
        """Put on a theme, such as "JupyterLab Dark"."""
        page.evaluate(
            "theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme
        )

    def restart(self, page: Page) -> None:
        """Restart the kernel of the notebook that was opened last."""
        page.evaluate("() => window.lesson.sessionContext.session.kernel.restart()")


def visit(page: Page, address: str) -> None:
    """Open a notebook by its address on a static site, and wait until its kernel is reached."""
    page.goto(address)
    # Before there is a connection, JupyterLab drops what it is told to run.
    page.wait_for_function(
        """() => {
          window.lesson = window.jupyterapp?.shell.currentWidget;
          const {context, sessionContext} = window.lesson ?? {};
          const kernel = sessionContext?.session?.kernel;
          return context?.isReady && kernel?.connectionStatus === 'connected';
        }""",
        timeout=PATIENCE,
    )


def run_cells(page: Page, *, curious: bool = False) -> None:
    """Run every cell of the notebook that was opened last, save the curious ones, and wait."""
    page.evaluate(
        """async (curious) => {
          const {content, sessionContext} = window.lesson;
          for (const cell of content.widgets) {
            if (cell.model.type !== 'code') continue;
            const tags = cell.model.getMetadata('tags') ?? [];
            if (!curious && tags.includes('curious')) continue;
            await cell.constructor.execute(cell, sessionContext, {});
          }
        }""",
        curious,
    )


@contextmanager
def browser() -> Iterator[Browser]:
    """Start a headless browser, whichever of Chrome, Edge and Chromium there is."""
    with sync_playwright() as playwright:
        yield started(playwright.chromium)


def started(kind: BrowserType, family: str = fonts.FAMILIES[0]) -> Browser:
    """Start one that sets everything in one family."""
    program = find()
    if program is None:
        sys.exit(HOW)
    return kind.launch(executable_path=program, args=list(FLAGS), env=fonts.only(family))


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: Any = held.getsockname()[1]
        return int(port)
