"""A learner on a hub, who does over HTTP what a browser would: logs in, runs lessons, answers."""

import itertools
import json
import re
import secrets
import threading
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Self

import requests
import websocket
from jupyter_server.services.kernels.connection.base import deserialize_binary_message

from kit.files.editions import is_edition

PATIENCE = 300
Message = Mapping[str, Any]


class Learner:
    """Somebody who logs in to a hub.

    Parameters
    ----------
    address
        The hub's.
    name
        Hers.

    Attributes
    ----------
    first
        The path, within her seat, of what opens first.
    """

    def __init__(self, address: str, name: str) -> None:
        self.name = name
        self._hub = address
        self._seat = f"{address}/user/{name}/"
        self._browser = requests.Session()
        # A server may close a connection just when it is used again; a browser then sends again.
        self._browser.headers["Connection"] = "close"
        self.first = ""

    @property
    def lessons(self) -> str:
        """The folder of the edition that opens first."""
        return next(part for part in self.first.split("/") if is_edition(Path(part)))

    def log_in(self) -> None:
        """Fill in the form and send it."""
        page = self._get(f"{self._hub}/hub/login")
        form = re.search(r'name="_xsrf"\s+value="([^"]+)"', page.text)
        if form is None:
            raise LookupError("The log-in page has no form")
        sent = {"username": self.name, "password": "any", "_xsrf": form[1]}
        self._done(self._browser.post(f"{self._hub}/hub/login", sent, allow_redirects=False))

    def start(self) -> None:
        """Start her seat, or go to the one that runs."""
        # The hub's own page, where its message on a dead seat leads: it looks whether hers is.
        self._get(f"{self._hub}/hub/home")
        page = self._get(f"{self._hub}/hub/spawn")
        if "/spawn-pending/" in page.url:
            self._wait()
            page = self._get(self._seat)
        # The query tells the hub how often it was asked meanwhile.
        self.first = page.url.partition("?")[0].removeprefix(self._seat)

    def _wait(self) -> None:
        """Follow what the page that is shown meanwhile follows, until the seat is ready."""
        path = f"/hub/api/users/{self.name}/server/progress"
        cookie = self._xsrf("/hub/")
        with self._get(f"{self._hub}{path}?_xsrf={cookie}", stream=True) as events:
            for line in events.iter_lines():
                event = json.loads(line.partition(b":")[2]) if line.startswith(b"data:") else {}
                if event.get("failed"):
                    raise RuntimeError(event["message"])
                if event.get("ready"):
                    return
        raise RuntimeError("The hub stopped telling how the start goes")

    def open(self, path: str) -> "Kernel":
        """Open a lesson, as its page does: a session with the kernel that her others run in."""
        name = path.rpartition("/")[2]
        running = self._send("GET", "kernels")
        which = {"id": running[0]["id"]} if running else {"name": "python3"}
        asked = {"path": path, "name": name, "type": "notebook", "kernel": which}
        kernel = self._send("POST", "sessions", asked)["kernel"]["id"]
        cells = [
            "".join(cell["source"])
            for cell in self.read(path)["cells"]
            if cell["cell_type"] == "code" and "curious" not in cell["metadata"].get("tags", [])
        ]
        session = secrets.token_hex(8)
        place = f"{self._seat}api/kernels/{kernel}/channels?session_id={session}"
        wire = websocket.create_connection(
            place.replace("http", "ws", 1), PATIENCE, cookie=self._cookies(place)
        )
        wire.settimeout(None)
        return Kernel(wire, session, path, cells)

    def read(self, path: str) -> dict[str, Any]:
        """Return a notebook of hers as it is saved."""
        content: dict[str, Any] = self._send("GET", f"contents/{path}")["content"]
        return content

    def told(self) -> dict[str, Any]:
        """Return what the page of JupyterLab is told by her seat."""
        page = self._get(f"{self._seat}lab").text
        found = re.search(r'id="jupyter-config-data"[^>]*>(.*?)</script>', page, re.DOTALL)
        if found is None:
            raise LookupError("The page is not JupyterLab's")
        config: dict[str, Any] = json.loads(found[1])
        return config

    def interrupt(self) -> None:
        """Stop what her kernel is doing, by the page's button."""
        self._kernel("interrupt")

    def restart(self) -> None:
        """Restart her kernel, by the page's button."""
        self._kernel("restart")

    def _kernel(self, what: str) -> None:
        (kernel,) = self._send("GET", "kernels")
        self._send("POST", f"kernels/{kernel['id']}/{what}")

    def save(self, path: str, notebook: Mapping[str, Any]) -> None:
        """Save a notebook."""
        sent = {"type": "notebook", "format": "json", "content": notebook}
        self._send("PUT", f"contents/{path}", sent)

    def stop(self) -> None:
        """Stop her seat by the hub's own button."""
        path = f"{self._hub}/hub/api/users/{self.name}/server"
        header = {"X-XSRFToken": self._xsrf("/hub/")}
        self._done(self._browser.delete(path, headers=header, timeout=PATIENCE))

    def _get(self, address: str, **how: Any) -> requests.Response:
        return self._done(self._browser.get(address, timeout=PATIENCE, **how))

    def _send(self, method: str, path: str, value: object = None) -> Any:
        header = {"X-XSRFToken": self._xsrf(f"/user/{self.name}/")}
        address = f"{self._seat}api/{path}"
        reply = self._browser.request(method, address, json=value, headers=header, timeout=PATIENCE)
        return self._done(reply).json() if reply.content else None

    @staticmethod
    def _done(reply: requests.Response) -> requests.Response:
        if not reply.ok:
            raise RuntimeError(f"{reply.url}: {reply.status_code}\n{reply.text[-2000:]}")
        return reply

    def _xsrf(self, path: str) -> str:
        """Return what a page of the hub or of the seat sends back to show that it is one."""
        return str(self._browser.cookies.get("_xsrf", path=path))

    def _cookies(self, address: str) -> str:
        asked = requests.Request("GET", address, cookies=self._browser.cookies)
        return str(self._browser.prepare_request(asked).headers["Cookie"])


class Kernel:
    """A notebook that a learner has open: its cells, its kernel, and the views that it shows.

    Attributes
    ----------
    cells
        Its code cells, without those for the curious.
    views
        What each view shows, by the number of its channel.
    """

    def __init__(
        self, wire: websocket.WebSocket, session: str, path: str, cells: list[str]
    ) -> None:
        self.cells = cells
        self.views: dict[str, dict[str, Any]] = {}
        self._wire = wire
        self._session = session
        self._path = path
        self._numbers = itertools.count(1)
        self._given: dict[str, Any] | None = None
        self._came: SimpleQueue[str | bytes] = SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        """Take in whatever comes, also while nobody waits for it.

        A server gives up a page that does not answer its pings, and they are answered as they come.
        """
        with suppress(OSError, websocket.WebSocketException):
            while raw := self._wire.recv():
                self._came.put(raw)
        self._came.put("")

    def __enter__(self) -> Self:
        """Do nothing: it is open already."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Close the page; the kernel stays, as JupyterLab's does."""
        self._wire.close()

    def run(self) -> None:
        """Run all cells."""
        for cell in self.cells:
            self.execute(cell)

    def execute(self, code: str) -> str:
        """Run code, and return what it prints."""
        asked = self._send(
            "execute_request", {"code": code, "silent": False, "store_history": True}
        )
        printed = []

        def over(message: Message) -> bool:
            kind, content = message["header"]["msg_type"], message["content"]
            if kind == "stream":
                printed.append(content["text"])
            if kind == "error":
                raise RuntimeError(f"{code}: {content['ename']}: {content['evalue']}")
            return kind == "status" and content["execution_state"] == "idle"

        self._until(
            lambda message: message["parent_header"].get("msg_id") == asked and over(message)
        )
        return "".join(printed)

    def view(self, kind: str, **shows: object) -> str:
        """Return the number of the view of a kind that shows something, such as a factor."""
        (found,) = (
            number
            for number, data in self.views.items()
            if data.get("kind") == kind and shows.items() <= data.items()
        )
        return found

    def answers(self) -> dict[str, Any]:
        """Return what a page that is opened now would show as answered."""
        view = next(iter(self.views))
        message = self._tell(view, {"ask": "answers"}, "asset", "answers")
        found: dict[str, Any] = json.loads(zlib.decompress(message["buffers"][0]))
        return found

    def rate(self, factor: str, statement: str, value: int | str) -> bool:
        """Rate a statement in the form of a factor, and return whether that is saved."""
        edit = next(self._numbers)
        if self._given is None:
            self._given = self.answers()["sections"]["ratings"]
        seen, self._given[statement] = self._given.get(statement), value
        put = {"section": "ratings", "key": statement, "value": value, "seen": [seen]}
        view = self.view("rate", factor=factor)
        content = _content(self._tell(view, {"put": put, "edit": edit}, "edit", edit))
        return content["fate"] == "taken" and bool(content["kept"])

    def ask(self, kind: str, question: Mapping[str, object], **shows: object) -> dict[str, Any]:
        """Ask a view what its page would ask; see `view` for which."""
        number = f"ask-{next(self._numbers)}"
        view = self.view(kind, **shows)
        reply = self._tell(view, {"question": question, "number": number}, "reply", number)
        found: dict[str, Any] = _content(reply)["found"]
        return found

    def _tell(self, view: str, content: Mapping[str, object], key: str, value: object) -> Message:
        """Send a message to a view, and return the one that answers it."""
        self._send("comm_msg", {"comm_id": view, "data": {"method": "custom", "content": content}})

        def answers(message: Message) -> bool:
            return (
                message["header"]["msg_type"] == "comm_msg"
                and message["content"]["comm_id"] == view
                and _content(message).get(key) == value
            )

        return self._until(answers)

    def _send(self, kind: str, content: Mapping[str, object]) -> str:
        number = secrets.token_hex(8)
        header = {
            "msg_id": number,
            "msg_type": kind,
            "session": self._session,
            "username": "",
            "version": "5.3",
            "date": "",
        }
        metadata = {"lesson": self._path}
        message = {"header": header, "parent_header": {}, "metadata": metadata, "content": content}
        self._wire.send(json.dumps({**message, "channel": "shell", "buffers": []}))
        return number

    def _until(self, found: Callable[[Message], bool]) -> Message:
        while True:
            raw = self._came.get(timeout=PATIENCE)
            if not raw:
                raise websocket.WebSocketConnectionClosedException("The seat closed the line")
            message: Message = (
                json.loads(raw) if isinstance(raw, str) else deserialize_binary_message(raw)
            )
            if message["header"]["msg_type"] == "comm_open":
                self._meet(message)
            if found(message):
                return message

    def _meet(self, message: Message) -> None:
        """Read what a new view of this lesson shows, as its page does."""
        if message["parent_header"]["session"] != self._session:
            return
        paths = message["content"]["data"].get("buffer_paths", [])
        for path, buffer in zip(paths, message.get("buffers", []), strict=True):
            if path == ["packed"]:
                shown = json.loads(zlib.decompress(buffer))
                self.views[message["content"]["comm_id"]] = shown


def _content(message: Message) -> dict[str, Any]:
    """Return what a view's message says, if it is one of its own."""
    data = message["content"]["data"]
    content: dict[str, Any] = data.get("content", {}) if data.get("method") == "custom" else {}
    return content
