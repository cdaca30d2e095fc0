"""A door that listens: Tornado carries what is asked to `answering` and its answers back."""

import asyncio
import logging
import ssl
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http.client import responses
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.httputil import (
    HTTPConnection,
    HTTPHeaders,
    HTTPMessageDelegate,
    HTTPServerConnectionDelegate,
    RequestStartLine,
    ResponseStartLine,
)
from tornado.iostream import IOStream

from kit.classroom.door import limits
from kit.classroom.door.answering import Door, length_of
from kit.classroom.door.replies import Answer, Asked, RefusedError
from kit.classroom.door.session import Session
from kit.classroom.sheets import Sheet

# Threads that write, each its own telephones' sheets: the later of two is never the earlier's prey.
WRITERS = 4
# Bytes that are read at once, and that may wait in a connection.
_CHUNK = 16_384
_BUFFER = 64_000
# What is not read is thrown away with its connection, so Tornado need not refuse it, too.
_ANY_BODY = 2**40
# Longer bodies are not copied for each of those who wait for them.
_LONG = 2_048
_NOT_CHANGED = 304


class Doorkeeper(HTTPServerConnectionDelegate):
    """Carries requests to a door.

    Nothing is logged: what a library would say of a request could tell of a person.
    """

    def __init__(self, door: Door) -> None:
        self.door = door
        self._writers = [ThreadPoolExecutor(1) for _ in range(WRITERS)]
        self._waiting = 0

    def start_request(
        self, server_conn: object, request_conn: HTTPConnection
    ) -> HTTPMessageDelegate:
        """Take a request that begins."""
        del server_conn
        return _Request(self, request_conn)

    async def hand_in(self, sheet: Sheet) -> Answer:
        """Write a sheet without keeping others waiting.

        Raises
        ------
        RefusedError
            If it cannot be written, or too many wait.
        """
        if self._waiting >= limits.MOST_WAITING:
            raise RefusedError(429, "door.busy", limits.SHORTEST_WAIT)
        self._waiting += 1
        writer = self._writers[hash(sheet.mark) % WRITERS]
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(writer, self.door.hand_in, sheet)
        finally:
            self._waiting -= 1

    def close(self) -> None:
        """Wait for what is being written."""
        for writer in self._writers:
            writer.shutdown()


class _Request(HTTPMessageDelegate):
    """One request, from its head to its answer."""

    def __init__(self, keeper: Doorkeeper, connection: HTTPConnection) -> None:
        self._keeper = keeper
        self._connection = connection
        self._asked = Asked("", "", {}, "")
        self._found: Answer | Session | None = None
        self._body = bytearray()

    def headers_received(
        self, start_line: RequestStartLine | ResponseStartLine, headers: HTTPHeaders
    ) -> None:
        """Find out what its head says enough of; refuse a long body before it comes."""
        method, target, _ = start_line
        known = {name.lower(): value for name, value in headers.items()}
        self._asked = Asked(str(method), str(target), known, self._address(known))
        try:
            self._found = self._keeper.door.first(self._asked, time.monotonic())
        except RefusedError as error:
            self._found = error.answer
        length = length_of(known)
        # A short one is read all the same: whoever still sends would not hear why it is refused.
        short = length is not None and length <= limits.LARGEST_BODY
        if isinstance(self._found, Answer) and not short:
            # Its connection is closed, and the rest of it never read.
            self._send(self._found)

    def _address(self, headers: dict[str, str]) -> str:
        """Return whose request it is: of a proxy the last that it names, which it has seen."""
        if self._keeper.door.place.behind:
            return headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
        context: Any = self._connection.context  # type: ignore[attr-defined]
        return str(context.remote_ip)

    def data_received(self, chunk: bytes) -> None:
        """Keep the body of a sheet; it is as long as its head said."""
        if isinstance(self._found, Session):
            self._body += chunk

    def finish(self) -> None:
        """Answer, once all has come."""
        if isinstance(self._found, Session):
            self._task = asyncio.ensure_future(self._hand_in(self._found))
        elif self._found:
            self._send(self._found)

    async def _hand_in(self, session: Session) -> None:
        try:
            sheet = self._keeper.door.sheet(session, bytes(self._body), time.monotonic())
            answer = await self._keeper.hand_in(sheet)
        except RefusedError as error:
            answer = error.answer
        except Exception:  # noqa: BLE001 - who waits is told, whatever it was
            answer = RefusedError(503, "door.unwritten", limits.AFTER_A_FAULT).answer
        self._send(answer)

    def on_connection_close(self) -> None:
        """Forget what came of a request whose sender has gone before its end."""
        self._found = None

    def _send(self, answer: Answer) -> None:
        self._keeper.door.count(self._asked, answer)
        headers = HTTPHeaders(answer.headers)
        body = b"" if self._asked.method == "HEAD" else answer.body
        if answer.status != _NOT_CHANGED:
            headers["Content-Length"] = str(len(answer.body))
        line = ResponseStartLine("HTTP/1.1", answer.status, responses.get(answer.status, ""))
        with suppress(OSError):
            if len(body) > _LONG:
                self._connection.write_headers(line, headers)
                self._connection.write(body)
            else:
                self._connection.write_headers(line, headers, body or None)
            self._connection.finish()


class Server(HTTPServer):
    """Tornado's server with a bound on its connections, in all and of one address."""

    def initialize(self, door: Door, **options: Any) -> None:  # type: ignore[override]
        """Begin with no connection; Tornado calls this in place of `__init__`."""
        self._door = door
        self._open: dict[IOStream, str] = {}
        self._of: Counter[str] = Counter()
        self._unread: set[IOStream] = set()
        self.keeper = Doorkeeper(door)
        super().initialize(
            self.keeper,
            chunk_size=_CHUNK,
            max_buffer_size=_BUFFER,
            max_header_size=limits.LARGEST_HEAD,
            max_body_size=_ANY_BODY,
            idle_connection_timeout=limits.HEAD_SECONDS,
            body_timeout=limits.BODY_SECONDS,
            **options,
        )

    def handle_stream(self, stream: IOStream, address: tuple[Any, ...]) -> None:
        """Take a connection, unless there are too many."""
        who = str(address[0])
        of_one = limits.MOST_CONNECTIONS if self._door.place.behind else limits.MOST_OF_ONE
        if len(self._open) >= limits.MOST_CONNECTIONS or self._of[who] >= of_one:
            stream.close()
            return
        self._open[stream] = who
        self._of[who] += 1
        super().handle_stream(stream, address)

    def on_close(self, server_conn: object) -> None:
        """Forget a connection and whose it was."""
        super().on_close(server_conn)
        self._forget(server_conn.stream)  # type: ignore[attr-defined]

    def _forget(self, stream: IOStream) -> None:
        who = self._open.pop(stream, None)
        self._unread.discard(stream)
        if who is not None:
            self._of[who] -= 1
            if not self._of[who]:
                del self._of[who]

    def close_those_who_do_not_read(self) -> None:
        """Close connections whose answer was not taken since the last time."""
        waiting = {stream for stream in self._open if stream.writing()}
        for stream in waiting & self._unread:
            stream.close()
        self._unread = waiting


async def serve(
    server: Server, until: asyncio.Event, each: Callable[[], None] = lambda: None
) -> None:
    """Serve until somebody says that it is enough; what was begun is answered.

    Parameters
    ----------
    server
        It listens already.
    until
        Set when it is to end.
    each
        Called each second.
    """
    looks = 0
    while not until.is_set():
        with suppress(TimeoutError):
            await asyncio.wait_for(until.wait(), 1)
        each()
        looks += 1
        if looks % limits.ANSWER_SECONDS == 0:
            server.close_those_who_do_not_read()
    server.stop()
    with suppress(TimeoutError):
        await asyncio.wait_for(server.close_all_connections(), limits.BODY_SECONDS)
    server.keeper.close()


def quiet() -> None:
    """Let this process log nothing: a library's words of a request could tell of a person."""
    logging.disable(logging.CRITICAL)


def room_for(most: int) -> None:
    """Let this process have so many connections, as far as the system allows."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = most if hard == resource.RLIM_INFINITY else min(most, hard)
        if soft != resource.RLIM_INFINITY and soft < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def secured(certificate: str, key: str | None) -> ssl.SSLContext:
    """Return what a door needs to be reached by HTTPS.

    Raises
    ------
    OSError
        If the certificate or the key cannot be read, or do not belong together.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context
