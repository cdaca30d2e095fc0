"""A door that runs: in a process of its own, as the board starts it, or here with other limits."""

import asyncio
import json
import os
import re
import socket
import ssl
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest

from kit.classroom.classroom import Classroom
from kit.classroom.door import command, limits, network, session, starting
from kit.classroom.door.answering import Door, Place
from kit.classroom.door.files import served
from kit.classroom.door.running import Opened
from kit.classroom.door.serving import Server, serve
from tools.telephone import PATIENCE, Telephone, raw, sheet


def lines(*given):
    return "\r\n".join([*given, "", ""]).encode()


def handing(port, code, length):
    """The head of a request that hands in so many bytes."""
    return lines(
        *("POST /sheets HTTP/1.1", f"Host: 127.0.0.1:{port}", f"X-Class-Code: {code}"),
        *(f"Origin: http://127.0.0.1:{port}", "Content-Type: application/json"),
        f"Content-Length: {length}",
    )


def in_time(happens):
    """Whether something comes to be true before one's patience ends."""
    return any(happens() or threading.Event().wait(0.1) for _ in range(PATIENCE * 10))


# In a process of its own


def test_a_board_sees_what_telephones_hand_in(folder, own, running, begun):
    room = Classroom(folder, own)
    room.look()
    for number in range(5):
        telephone = Telephone(running.port, begun.code)
        told = telephone.open().value
        assert told["round"] == "1"
        telephone.code = told["pass"]
        said = telephone.hand_in(sheet(telephone.mark, breadth_1=1 + number % 2))
        assert (said.status, said.value) == (200, {"handed": True, "round": "1"})
    room.look()
    room.show("1")
    assert (room.handed_in("1"), room.faults, len(room.blocks)) == (5, (), 1)


def test_what_the_teacher_opens_telephones_are_told(folder, running, begun):
    telephone = Telephone(running.port, begun.code)
    first = telephone.open()
    assert telephone.open(If_None_Match=first.headers["etag"]).status == 304
    session.change(folder, round="2", open="voice", shown=True)
    threading.Event().wait(0.2)  # a door looks ten times a second
    told = telephone.open(If_None_Match=first.headers["etag"]).value
    assert (told["round"], told["open"], told["shown"]) == ("2", ["voice"], True)


def test_pages_come_with_and_without_their_bodies(running, pages):
    telephone = Telephone(running.port, "")
    page = telephone.ask("en/")
    assert page.body == (pages / "en" / "index.html").read_bytes()
    head = telephone.ask("en/", method="HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == page.headers["content-length"]
    assert telephone.ask("en/", Accept_Encoding="gzip").headers["content-encoding"] == "gzip"


def test_one_connection_carries_one_question_after_the_other(running, begun):
    host, code = f"Host: 127.0.0.1:{running.port}", f"X-Class-Code: {begun.code}"
    body = sheet("0" * 32)
    data = b"".join(
        [
            lines("GET / HTTP/1.1", host),
            lines("GET /open HTTP/1.1", host, code),
            lines("GET /nowhere HTTP/1.1", host),
            handing(running.port, begun.code, len(body)) + body,
            # Who is refused hears why, and may try again.
            handing(running.port, "222222", len(body)) + body,
            lines("GET /page.js HTTP/1.1", host, "Connection: close"),
        ]
    )
    answers = raw(running.port, data, ends=False)
    assert re.findall(rb"HTTP/1\.1 (\d+)", answers) == [
        b"200",
        b"200",
        b"404",
        b"200",
        b"403",
        b"200",
    ]


def test_a_body_that_is_refused_is_not_read(running, begun):
    head = handing(running.port, begun.code, 1_000_000_000)
    # It hangs up at once, although there is more to come.
    answer = raw(running.port, head, ends=False)
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert answer.count(b"HTTP/1.1") == 1


def test_it_counts_and_tells_the_board(running, begun):
    telephone = Telephone(running.port, begun.code)
    telephone.ask("")
    telephone.open()
    telephone.hand_in()
    telephone.ask("nowhere")
    expected = {"pages": 1, "asked": 1, "handed": 1, "refused": 1}
    assert in_time(lambda: running.counts == expected)


def test_it_goes_when_whoever_started_it_has_gone(folder, pages):
    code = "from pathlib import Path; from kit.classroom.door import starting; import os, sys; "
    code += "print(starting.start(Path(sys.argv[1]), pages=Path(sys.argv[2])).port, flush=True); "
    code += "os._exit(1)"
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder), str(pages)],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
    )
    port = int(done.stdout)
    assert in_time(lambda: not network.answers("127.0.0.1", port))


def test_a_door_that_comes_back_at_its_port_and_a_second_one_take_from_the_same_telephones(
    folder, pages, begun
):
    first = starting.start(folder, pages=pages)
    telephone = Telephone(first.port, begun.code)
    assert telephone.hand_in().status == 200
    first.stop()
    assert not first.alive
    assert telephone.hand_in().status == 0
    again, second = (starting.start(folder, port=port, pages=pages) for port in (first.port, 0))
    other = Telephone(second.port, begun.code)
    other.mark = telephone.mark
    assert telephone.hand_in().status == other.hand_in().status == 200
    for one in (again, second):
        one.stop()
    assert len(list(folder.glob("sheet-*"))) == 1


def test_why_it_cannot_start_is_told(folder, pages, running):
    with pytest.raises(starting.NotOpenedError) as found:
        starting.start(folder, port=running.port, pages=pages)
    assert (str(found.value), found.value.values) == ("door.port", {"port": str(running.port)})
    with pytest.raises(starting.NotOpenedError) as found:
        starting.start(folder / "door.json", pages=pages)
    assert str(found.value) == "door.folder"


def test_only_this_machine_reaches_it_until_it_is_opened(running):
    assert (running.addresses, running.reached) == ((f"http://127.0.0.1:{running.port}/",), None)
    assert not running.to_others
    # On Linux every address of 127.0.0.0/8 is this machine's: at another it does not listen.
    assert not network.answers("127.0.0.2", running.port)


def test_as_a_hubs_service_it_is_found_by_what_the_hub_says(monkeypatch):
    assert starting.service() is None
    monkeypatch.setenv("KIT_DOOR", "/services/class/")
    assert starting.service() == "/services/class/"


# Here, with other limits


@contextmanager
def door_of(folder, pages, **options):
    """Serve in a thread of this process, so that a test can choose the limits."""
    until = {}
    ready = threading.Event()

    async def run():
        bound = network.listening(["127.0.0.1"], 0)
        port = bound[0].getsockname()[1]
        place = options.pop("place", Place("/", network.names(["127.0.0.1"], port)))
        server = Server(Door(served(pages), folder, place), **options)
        server.add_sockets(bound)
        until.update(stop=asyncio.Event(), loop=asyncio.get_running_loop(), port=port)
        ready.set()
        await serve(server, until["stop"])

    thread = threading.Thread(target=asyncio.run, args=(run(),))
    thread.start()
    assert ready.wait(PATIENCE)
    try:
        yield until["port"]
    finally:
        until["loop"].call_soon_threadsafe(until["stop"].set)
        thread.join()


@pytest.mark.parametrize("begin", [b"", b"GET / HT", b"POST /sheets HTTP/1.1\r\nHost: x\r\n"])
def test_whoever_sends_slowly_is_not_waited_for(folder, pages, monkeypatch, begin):
    monkeypatch.setattr(limits, "HEAD_SECONDS", 0.3)
    with door_of(folder, pages) as port:
        # It ends, although the other end is open.
        assert raw(port, begin, ends=False) in {b"", b"HTTP/1.1 400 Bad Request\r\n\r\n"}


def test_a_body_that_never_ends_is_not_waited_for(folder, pages, begun, monkeypatch):
    monkeypatch.setattr(limits, "BODY_SECONDS", 0.3)
    with door_of(folder, pages) as port:
        head = handing(port, begun.code, 500)
        assert raw(port, head + b'{"kit"', ends=False) == b""
        assert Telephone(port, begun.code).hand_in().status == 200


def test_connections_of_one_address_are_bounded(folder, pages, begun, monkeypatch):
    monkeypatch.setattr(limits, "MOST_OF_ONE", 3)
    with door_of(folder, pages) as port:
        held = [socket.create_connection(("127.0.0.1", port)) for _ in range(3)]
        try:
            assert Telephone(port, begun.code).hand_in().status == 0
            if sys.platform == "linux":
                assert Telephone(port, begun.code, "127.0.0.2").hand_in().status == 200
        finally:
            for one in held:
                one.close()
        assert in_time(lambda: Telephone(port, begun.code).hand_in().status == 200)


def test_whoever_does_not_take_an_answer_is_hung_up_on(folder, tmp_path, begun, monkeypatch):
    monkeypatch.setattr(limits, "ANSWER_SECONDS", 1)
    (tmp_path / "index.html").write_bytes(os.urandom(20_000_000))
    with door_of(folder, tmp_path) as port, socket.socket() as lazy:
        lazy.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        lazy.connect(("127.0.0.1", port))
        lazy.sendall(lines("GET / HTTP/1.1", f"Host: 127.0.0.1:{port}"))
        threading.Event().wait(3)
        lazy.settimeout(PATIENCE)
        got = 0
        while part := _received(lazy):
            got += len(part)
        assert 0 < got < 20_000_000
        assert Telephone(port, begun.code).hand_in().status == 200


def _received(line):
    try:
        return line.recv(1_000_000)
    except ConnectionError:
        return b""


def test_behind_a_proxy_the_last_address_counts_that_it_names(folder, pages, begun):
    place = Place("/services/class/", frozenset({"hub.example"}), behind=True)
    with door_of(folder, pages, place=place) as port:
        for number in range(limits.GUESSES[0] + 1):
            wrong = Telephone(port, "222222", base="/services/class/", host="hub.example")
            said = wrong.open(X_Forwarded_For=f"203.0.113.{number}, 198.51.100.1")
        assert said.status == 429
        right = Telephone(port, begun.code, base="/services/class/", host="hub.example")
        assert right.open(X_Forwarded_For="198.51.100.1").status == 429
        assert right.open(X_Forwarded_For="198.51.100.1, 203.0.113.1").status == 200
        assert right.hand_in(Origin="https://hub.example", X_Forwarded_For="x").status == 200


def test_with_a_certificate_it_speaks_https_alone(folder, pages, begun, tmp_path):
    from kit.classroom.door.serving import secured

    certificate = tmp_path / "door.pem"
    made = subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-batch"),
            *("-subj", "/CN=localhost", "-keyout", str(certificate)),
            *("-out", str(tmp_path / "c.pem")),
        ],
        check=False,
        capture_output=True,
    )
    if made.returncode:
        pytest.skip("openssl makes no certificate here")
    context = secured(str(tmp_path / "c.pem"), str(certificate))
    with door_of(folder, pages, ssl_options=context) as port:
        trusting = ssl.create_default_context(cafile=str(tmp_path / "c.pem"))
        trusting.check_hostname = False
        with (
            socket.create_connection(("127.0.0.1", port), PATIENCE) as plain,
            trusting.wrap_socket(plain) as line,
        ):
            asked = lines(
                "GET /open HTTP/1.1", f"Host: 127.0.0.1:{port}", f"X-Class-Code: {begun.code}"
            )
            line.sendall(asked)
            assert b'"round": "1"' in line.recv(10_000)
        assert raw(port, asked) == b""


# Where it is found


def test_a_port_is_the_same_at_all_addresses():
    if sys.platform != "linux":
        pytest.skip("here is one address of this machine alone")
    bound = network.listening(["127.0.0.2", "127.0.0.3"], 0)
    assert len({one.getsockname()[1] for one in bound}) == 1
    with pytest.raises(OSError, match=r"in use"):
        network.listening(["127.0.0.4", "127.0.0.3"], bound[0].getsockname()[1])
    for one in bound:
        one.close()


def test_where_telephones_found_it_it_listens_again_unless_that_is_taken():
    with socket.create_server(("127.0.0.1", 0)) as free:
        last = free.getsockname()[1]
    [again] = network.listening(["127.0.0.1"], 0, last)
    [other] = network.listening(["127.0.0.1"], 0, last)
    assert again.getsockname()[1] == last != other.getsockname()[1]
    again.close()
    other.close()


# Which port a door gets and how it is opened; which one it wanted, and which it tells telephones
# that they have found: as long as this computer alone reaches it, none.
OPENINGS = [
    *((8015, [], (0, 0)), (8014, ["--open"], (0, 0)), (8014, ["--open"], (8014, 0))),
    *((8015, [], (8014, 0)), (8015, ["--open"], (8014, 8014)), (8015, ["--open"], (8015, 0))),
    # Behind a proxy they find the proxy's.
    *((8020, ["--open", "--behind"], (8015, 0)), (8015, ["--open"], (8015, 0))),
]


def test_another_port_than_telephones_have_found_is_told(folder, begun, monkeypatch):
    said, now = [], {}

    def run(_folder, _pages, how, teller):
        now["wanted"] = how.last
        teller.ready(Opened((f"http://192.0.2.7:{now['port']}/",), now["port"], reached=True))

    monkeypatch.setattr(command, "run", run)
    monkeypatch.setattr(command, "_say", said.append)
    for now["port"], words, expected in OPENINGS:
        given = command.choices().parse_args(["--child", "--folder", str(folder), *words])
        assert command.open_door(given, dict) is None
        assert (now["wanted"], said[-1]["opened"]["last"]) == expected
    kept = session.read(folder)
    assert (kept.code, kept.key, kept.round) == (begun.code, begun.key, begun.round)


def test_what_a_browser_may_call_it():
    found = network.names(["192.0.2.1"], 8014, ["Klass.example", "klass.example:8443"])
    assert {"192.0.2.1:8014", "localhost:8014", "klass.example", "klass.example:8443"} <= found
    assert "192.0.2.1" not in found
    assert "192.0.2.1" in network.names(["192.0.2.1"], 80)
    assert network.written("https", "klass.example", 443) == "https://klass.example/"
    assert network.written("http", "192.0.2.1", 8014) == "http://192.0.2.1:8014/"


def test_own_addresses_are_those_of_networks():
    assert not any(one.startswith("127.") for one in network.own_addresses())


# From a shell


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_command_tells_where_it_is_and_the_code(folder, pages, begun, language):
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    started = subprocess.Popen(
        [
            *(sys.executable, "-m", "kit", "class", "--language", language),
            *("--folder", str(folder), "--pages", str(pages), "--open", "--address", "127.0.0.1"),
        ],
        stdout=subprocess.PIPE,
        env={**environment, "PYTHONIOENCODING": "utf-8"},
        encoding="utf-8",
    )
    try:
        said = [started.stdout.readline(), started.stdout.readline()]
        address = said[0].split()[-1]
        assert session.spoken(begun.code) in said[1]
        port = int(address.split(":")[2].rstrip("/"))
        assert Telephone(port, begun.code).hand_in().status == 200
    finally:
        started.terminate()
        drawn, _ = started.communicate(timeout=PATIENCE)
    assert "█" in drawn
    assert json.dumps(begun.key) not in drawn
