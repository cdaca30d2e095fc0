"""Show the static site on this machine, as any static host would.

`python -m tools.serve` serves _site/ until it is stopped.
"""

import functools
import os
import shutil
import sys
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from tools.site import OUTPUT

PORT = 8000
ENCODINGS = {"br": ".br", "gzip": ".gz"}  # the best first


class Site:
    """A folder, served on loopback for as long as it is wanted.

    Attributes
    ----------
    address
        Where the site begins, with no slash at the end.
    lessons
        The folder of this edition's lessons.
    sent
        The bytes of each file that was sent so far, in the order they were asked for; what a
        browser still has is not sent.
    """

    def __init__(self, folder: Path = OUTPUT, port: int = 0) -> None:
        (lessons,) = (folder / "files").glob("lessons-*")
        self.lessons = lessons.name
        self.sent: list[int] = []
        handler = functools.partial(_Handler, self.sent, directory=str(folder))
        self._server = ThreadingHTTPServer(("127.0.0.1", port), handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        """Begin to serve."""
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Stop."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Handler(SimpleHTTPRequestHandler):
    # A system's own table may lack these, and a browser runs no module called anything else.
    extensions_map = {  # noqa: RUF012 - the server's own way to be told
        **SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }

    def __init__(self, sent: list[int], *args: Any, **options: Any) -> None:
        self._sent = sent
        self._encoding = ""
        super().__init__(*args, **options)

    def send_head(self) -> Any:
        """Send the head of a file, or of its variant that the browser understands best."""
        self._encoding = ""
        return super().send_head()

    def translate_path(self, path: str) -> str:
        """Return where the variant lies, or the file itself if it has none."""
        found = Path(super().translate_path(path))
        if found.is_dir() and path.partition("?")[0].endswith("/"):
            found /= "index.html"
        understood = self.headers.get("Accept-Encoding", "")
        for encoding, suffix in ENCODINGS.items():
            variant = found.with_name(f"{found.name}{suffix}")
            if encoding in understood and variant.is_file():
                self._encoding = encoding
                return str(variant)
        return str(found)

    def guess_type(self, path: str | os.PathLike[str]) -> str:
        """Return the kind of a file, whatever it is compressed by."""
        plain = os.fspath(path).removesuffix(ENCODINGS.get(self._encoding, ""))
        return super().guess_type(plain)

    def copyfile(self, source: IO[bytes], outputfile: IO[bytes]) -> None:  # type: ignore[override]
        """Note the size of a file before its last byte is out, then send it."""
        self._sent.append(os.fstat(source.fileno()).st_size)
        shutil.copyfileobj(source, outputfile)

    def end_headers(self) -> None:
        """Let a browser keep everything, and ask each time whether it has changed."""
        self.send_header("Cache-Control", "no-cache")
        self.send_header("Vary", "Accept-Encoding")
        if self._encoding:
            self.send_header("Content-Encoding", self._encoding)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing of what is fetched."""


def main() -> None:
    """Serve the site until Ctrl+C."""
    if not (OUTPUT / "index.html").exists():
        sys.exit("There is no site yet. Build it with `make site`.")
    try:
        site = Site(port=PORT)
    except OSError:
        site = Site()
    with site:
        print(f"The site is at {site.address}/ until you press Ctrl+C.", flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
