"""The lesson by a real Voilà; and one of the kit's own, as hosting/ has it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page

from benchmarks import notebooks
from benchmarks.peers.lesson import FOURTH, NOTEBOOK, rate
from tools.jupyterlab import NOTEBOOKS, PATIENCE

OURS = "en/01-role.ipynb"
# What the kit gives JupyterLab is none of a bare Voilà's.
_BARE = [
    f"--VoilaConfiguration.extension_allowlist={name}"
    for name in (
        "@jupyter-widgets/jupyterlab-manager",
        "@voila-dashboards/widgets-manager8",
        "anywidget",
    )
]


@contextmanager
def served() -> Iterator[str]:
    """Serve the lesson; give its address."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        notebooks.write(Path(name, "lesson.ipynb"), NOTEBOOK)
        with _server(Path(name), *_BARE) as address:
            yield f"{address}/voila/render/lesson.ipynb"


@contextmanager
def ours() -> Iterator[str]:
    """Serve the kit's lessons; give the address of the first."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name, "notebooks")
        shutil.copytree(NOTEBOOKS, folder, ignore=shutil.ignore_patterns("my-*", ".*"))
        hosting = NOTEBOOKS.parent / "hosting"
        with _server(folder, f"--Voila.config_file_paths={hosting}") as address:
            yield f"{address}/voila/render/{OURS}"


def rated(page: Page, address: str) -> None:
    page.goto(address, wait_until="commit")
    rate(page, FOURTH, ".mod-active")


@contextmanager
def _server(folder: Path, *settings: str) -> Iterator[str]:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        own = {
            f"JUPYTER_{kind}_DIR": str(Path(name, kind)) for kind in ("CONFIG", "DATA", "RUNTIME")
        }
        others = {key: value for key, value in os.environ.items() if not key.startswith("KIT_")}
        log = Path(name, "log")
        with log.open("wb") as said:
            server = subprocess.Popen(
                [
                    *(sys.executable, "-m", "voila", "--no-browser", "--Voila.ip=127.0.0.1"),
                    *(f"--port={port}", "--Voila.port_retries=0", *settings, str(folder)),
                ],
                env={**others, **own},
                stdout=said,
                stderr=said,
            )
        address = f"http://127.0.0.1:{port}"
        try:
            _await(server, address, log)
            yield address
        finally:
            server.terminate()
            server.wait(60)


def _await(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    end = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(address):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(log.read_text(encoding="utf-8"))
