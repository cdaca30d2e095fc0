"""JupyterLab for a folder: the one that shows it already, or a new one."""

import hashlib
import html
import os
import socket
import sys
import tempfile
import urllib.parse
import urllib.request
import warnings
import webbrowser
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from kit.files.editions import jupyterlab

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp

# In the folder that is shown: a browser in a box of its own may read there, and not where Jupyter
# puts such a page.
_PAGE = ".open-lesson.html"


def mark(*what: str) -> str:
    """Return what tells of a server what it was started with; its token begins with it."""
    told = (sys.prefix, os.environ.get("KIT_ANSWERS", ""), os.environ.get("KIT_CLASS", ""))
    return hashlib.sha256("\0".join((*told, *what)).encode()).hexdigest()[:16]


def running(known: str, first: str) -> str | None:
    """Return the address in a server of one's own that runs, with its token, or None.

    Parameters
    ----------
    known
        The mark with which it was started.
    first
        What to open, within the server.
    """
    from jupyter_server.serverapp import list_running_servers

    for server in list_running_servers():
        if server["token"].startswith(known) and _answers(server["url"]):
            return _address(server["url"], first, server["token"])
    return None


def _answers(url: str) -> bool:
    """Say whether a server is there; the number of one that crashed may be another program's."""
    with suppress(OSError), urllib.request.urlopen(f"{url}api", timeout=5):  # noqa: S310
        return True
    return False


def _address(url: str, first: str, token: str) -> str:
    return f"{url.rstrip('/')}{first}&token={token}"


def taken(port: int) -> bool:
    """Say whether another program listens at a port of this machine."""
    with closing(socket.socket()) as tried:
        if sys.platform != "win32":
            # As the server does: one that has just stopped is not in its way.
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            return True
    return False


def serve(  # noqa: PLR0913 - each is something to choose
    root: Path,
    first: str,
    *,
    language: str,
    token: str,
    port: int | None,
    ready: Callable[[str], None],
) -> None:
    """Run JupyterLab until it is told to stop.

    Parameters
    ----------
    root
        The folder that it shows.
    first
        What it opens, within the server.
    language
        "sv" or "en": that of its menus.
    token
        What a browser must know.
    port
        Where it listens; by default at the first free port from 8888.
    ready
        Is told the address, the token in it, once the server listens.

    Raises
    ------
    ImportError
        If JupyterLab is not installed.
    """
    from jupyterlab.labapp import LabApp

    options = [
        f"--ServerApp.root_dir={root}",
        f"--LabApp.default_url={first}",
        f"--IdentityProvider.token={token}",
        "--no-browser",
        "--log-level=ERROR",
        "--LabApp.log_level=ERROR",
        "--ServerApp.answer_yes=True",  # Ctrl+C asks nothing, as every answer is saved
    ]
    if port is not None:
        options += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    if sys.platform != "win32" and os.geteuid() == 0:
        # In a container one is often root.
        options.append("--allow-root")
    # What is told to whoever writes programs for Jupyter would only worry a learner.
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    with tempfile.TemporaryDirectory(prefix="regional-kit-") as settings:
        os.environ.update(jupyterlab(language, Path(settings)))
        server = LabApp.initialize_server(options)
        server.io_loop.add_callback(_start_python, server, first)
        # It listens by then: its own turn came before.
        server.io_loop.add_callback(ready, _address(server.connection_url, first, token))
        try:
            server.start()
        finally:
            with suppress(OSError):
                (root / _PAGE).unlink()


async def _start_python(server: "ServerApp", first: str) -> None:
    """Start Python for the first lesson while the browser is on its way, for its page to find."""
    path = urllib.parse.urlsplit(first).path.partition("/tree/")[2]
    # Where it cannot start, the page says why.
    with suppress(Exception):
        name = Path(path).name
        await server.session_manager.create_session(path=path, name=name, type="notebook")


def show(address: str, root: Path) -> None:
    """Open an address in the learner's browser, unseen by other users of the machine."""
    page = root / _PAGE
    link = html.escape(address)
    text = f'<meta charset="utf-8"><meta http-equiv="refresh" content="0; url={link}">'
    try:
        with suppress(OSError):
            page.unlink()
        with os.fdopen(os.open(page, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(f'{text}<a href="{link}">{link}</a>')
    except OSError:
        return  # the address has been told, too
    Thread(target=webbrowser.open, args=(page.as_uri(),), daemon=True).start()
