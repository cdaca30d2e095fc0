"""A real Voilà as hosting/ sets it up, with a copy of the notebooks."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from urllib.parse import urlsplit

from test_lessons import views_of

from tools.jupyterlab import NOTEBOOKS, PATIENCE

WORD = "älgar på myren"


class Voila:
    """A Voilà server with a copy of the notebooks; kernels that no page holds go soon."""

    def __init__(self, home):
        self.folder = home / "notebooks"
        shutil.copytree(NOTEBOOKS, self.folder, ignore=shutil.ignore_patterns("my-*", ".*"))
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            self.address = f"http://127.0.0.1:{one.getsockname()[1]}/"
        own = {f"JUPYTER_{name}_DIR": str(home / name) for name in ("CONFIG", "DATA", "RUNTIME")}
        others = {
            key: value
            for key, value in os.environ.items()
            if key not in ("KIT_ANSWERS", "KIT_CLASS")
        }
        self.log = (home / "log").open("w+b")
        self.server = subprocess.Popen(
            [
                *(sys.executable, "-m", "voila", "--no-browser", "--Voila.ip=127.0.0.1"),
                f"--port={urlsplit(self.address).port}",
                "--Voila.port_retries=0",
                f"--Voila.config_file_paths={NOTEBOOKS.parent / 'hosting'}",
                "--MappingKernelManager.cull_idle_timeout=30",
                "--MappingKernelManager.cull_interval=5",
                str(self.folder),
            ],
            env={**others, **own, "KIT_TEACHER": WORD},
            stdout=self.log,
            stderr=self.log,
        )

    def status(self, path=""):
        """Return how the server answers, or None while it does not."""
        try:
            with urllib.request.urlopen(self.address + path) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return None

    def open(self, page, name, query=""):
        """Open a lesson, and wait until every view and chart of it is drawn."""
        page.goto(f"{self.address}voila/render/{name}{query}", timeout=PATIENCE)
        drawn(page, name)


def drawn(page, name):
    # The class's board waits for the teacher's word.
    views = views_of(name) - name.endswith("06-class.ipynb")
    page.wait_for_function(
        "n => document.querySelectorAll('.rk').length === n", arg=views, timeout=PATIENCE
    )
    for holder in page.locator(".rk-plot").all():
        holder.locator(".main-svg").first.wait_for()
    rows = "() => [...document.querySelectorAll('.rk table')].every(t => t.querySelector('td'))"
    page.wait_for_function(rows)


def until(what):
    """Wait until `what()` holds, for as long as a busy machine may take."""
    end = time.monotonic() + PATIENCE / 1000
    while not what():
        assert time.monotonic() < end
        time.sleep(0.1)
