"""What a door answers, told without a server: who is let in, what is taken, and how much."""

import errno
import json
import weakref

import pytest

from kit.answers.answers import DONT_KNOW
from kit.classroom.classroom import Classroom
from kit.classroom.door import limits, session
from kit.classroom.door.answering import Door, Place
from kit.classroom.door.files import served
from kit.classroom.door.replies import Asked, RefusedError
from kit.classroom.sheets import from_json, ratings_of
from kit.content.language import LANGUAGES
from kit.content.phrases import Words
from tools.telephone import sheet

HOST = "127.0.0.1:8014"
MARK = "0123456789abcdef" * 2
PAGES = {
    "index.html": b"<!doctype html>" + b"en sida " * 200,
    "en/index.html": b"<!doctype html>a page",
    "page.js": b"'use strict'",
}


@pytest.fixture
def door(folder, begun):
    assert begun
    return Door(served(PAGES), folder, Place("/", frozenset({HOST})))


def asked(name, *, method="GET", address="192.0.2.7", **headers):
    """Ask as a telephone does; a header that is None is left out."""
    known = {"host": HOST, **{key.replace("_", "-"): value for key, value in headers.items()}}
    return Asked(method, name, {key: one for key, one in known.items() if one is not None}, address)


def handing_in(code, **headers):
    sent = {
        "x_class_code": code,
        "content_type": "application/json",
        "content_length": "300",
        "origin": f"http://{HOST}",
        "method": "POST",
        **headers,
    }
    return asked("/sheets", **sent)


def refused(door, question, now=0.0):
    with pytest.raises(RefusedError) as found:
        door.first(question, now)
    answer = found.value.answer
    said = json.loads(answer.body)
    assert {said[language] for language in LANGUAGES} == {
        Words(language)(said["key"]) for language in LANGUAGES
    }
    return answer.status, said["key"]


def granted(step, most):
    """Count how often something is done before it is refused; return the refusal, too."""
    for done in range(most):
        try:
            step(done)
        except RefusedError as error:
            return done, error.answer
    raise AssertionError(most)


def handed_in(door, code, body, now=0.0):
    begun = door.first(handing_in(code), now)
    return door.hand_in(door.sheet(begun, body, now))


# Pages


PATHS = {"/": "index.html", "/en/": "en/index.html", "/page.js": "page.js", "/?x=1": "index.html"}


@pytest.mark.parametrize(("target", "name"), PATHS.items())
def test_a_page_is_sent_and_not_sent_again(door, target, name):
    answer = door.first(asked(target), 0)
    assert (answer.status, answer.body) == (200, PAGES[name])
    again = door.first(asked(target, if_none_match=f'"x", W/{answer.headers["ETag"]}'), 0)
    assert (again.status, again.body) == (304, b"")


def test_a_page_is_sent_compressed_to_whoever_can_read_that(door):
    answer = door.first(asked("/", accept_encoding="gzip, deflate, br;q=0.1"), 0)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.body) < len(PAGES["index.html"]) / 10
    assert "Content-Encoding" not in door.first(asked("/", accept_encoding="gzip;q=0"), 0).headers


def test_a_page_typed_without_its_last_stroke_is_found(folder):
    for base in ("/", "/services/class/"):
        answer = Door(served(PAGES), folder, Place(base)).first(asked(f"{base}en?x"), 0)
        assert (answer.status, answer.headers["Location"]) == (308, "en/")


def test_whatever_is_answered_runs_nothing_of_others_and_is_shown_in_no_frame(door, begun):
    answers = [door.first(asked(name, x_class_code=begun.code), 0) for name in ("/", "/open")]
    with pytest.raises(RefusedError) as found:
        door.first(asked("/nowhere"), 0)
    for answer in (*answers, found.value.answer):
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "Set-Cookie" not in answer.headers


def test_below_its_base_alone_a_door_answers(folder, begun):
    door = Door(served(PAGES), folder, Place("/services/class/", None, behind=True))
    assert door.first(asked("/services/class/en/"), 0).status == 200
    assert door.first(asked("/services/class/open", x_class_code=begun.code), 0).status == 200
    for target in ("/", "/open", "/services/class", "/services/classopen", "/en/"):
        assert refused(door, asked(target)) == (404, "door.nowhere")


# Who is let in


def test_whoever_knows_the_code_is_told_what_to_rate(door, folder, begun):
    session.change(folder, round="2", open="breadth")
    answer = door.first(asked("/open", x_class_code=begun.code), 0)
    # Nothing between them keeps it.
    assert answer.headers["Cache-Control"] == "no-store"
    assert begun.code not in answer.body.decode()
    told = json.loads(answer.body)
    assert (told["round"], told["open"], told["shown"]) == ("2", ["breadth"], False)
    known = asked("/open", x_class_code=told["pass"], if_none_match=answer.headers["ETag"])
    assert door.first(known, 0).status == 304
    session.change(folder, shown=True)
    assert json.loads(door.first(known, 1).body)["shown"] is True


def test_without_the_code_nothing_is_told_or_taken(door, begun):
    for code in ("", None, "222222", begun.code[:-1], begun.key, "0" * 32):
        assert refused(door, asked("/open", x_class_code=code)) == (403, "door.code")
        assert refused(door, handing_in(code)) == (403, "door.code")


def test_once_the_session_is_ended_nothing_is_told_or_taken(door, folder, begun):
    assert door.first(asked("/open", x_class_code=begun.code), 0).status == 200
    session.end(folder)
    assert refused(door, asked("/open", x_class_code=begun.code), 1) == (403, "door.closed")
    assert refused(door, handing_in(begun.code), 1) == (403, "door.closed")


def test_a_session_that_cannot_be_read_for_a_moment_goes_on(door, begun, monkeypatch):
    assert door.first(asked("/open", x_class_code=begun.code), 0).status == 200

    def fail(_path):
        raise OSError(errno.EACCES, "not now")

    monkeypatch.setattr("kit.classroom.door.answering._state", fail)
    assert door.first(asked("/open", x_class_code=begun.code), 1).status == 200


REFUSED = {
    (421, "door.host"): [
        {"host": one}
        for one in ("", "evil.example", "127.0.0.1", "127.0.0.1:80", f"{HOST}.evil.example")
    ],
    (403, "door.origin"): [
        *({"origin": one} for one in (None, "null", "http://evil.example", "http://127.0.0.1")),
        *({"origin": one} for one in (f"http://{HOST}.evil.example", "file://")),
    ],
    (415, "door.type"): [
        *(
            {"content_type": one}
            for one in (None, "text/plain", "application/x-www-form-urlencoded")
        ),
        {"content_encoding": "gzip"},
    ],
    (411, "door.large"): [
        *({"transfer_encoding": "chunked"}, {"content_length": None}),
        *({"content_length": "-1"}, {"content_length": "١٢"}),
    ],
    (413, "door.large"): [{"content_length": "8001"}, {"content_length": "9" * 5_000}],
    (405, "door.method"): [
        {"method": one} for one in ("PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "get", "POST ")
    ],
}


@pytest.mark.parametrize(
    ("expected", "headers"), [(key, one) for key, many in REFUSED.items() for one in many]
)
def test_what_no_telephone_of_the_class_asks_is_refused_by_its_head(door, begun, expected, headers):
    assert refused(door, handing_in(begun.code, **headers)) == expected
    if headers.keys() <= {"host", "method"}:
        for name in ("/", "/open"):
            assert refused(door, asked(name, x_class_code=begun.code, **headers)) == expected


def test_from_its_own_page_by_https_it_is_taken(door, begun):
    assert door.first(handing_in(begun.code, origin=f"https://{HOST}"), 0) == begun


# What is taken


def test_a_sheet_is_in_the_folder_when_it_is_answered(door, folder, begun, own):
    body = sheet(MARK, role="official", breadth_1=4, state_3=DONT_KNOW)
    answer = handed_in(door, begun.code, body)
    assert (answer.status, json.loads(answer.body)) == (200, {"handed": True, "round": "1"})
    (path,) = folder.glob("sheet-*")
    (found,) = from_json(path.read_text("utf-8"))
    assert (found.role, found.by_statement) == ("official", {"breadth-1": 4, "state-3": DONT_KNOW})
    assert MARK not in path.read_text("utf-8")
    room = Classroom(folder, own)
    room.look()
    assert (room.handed_in("1"), room.faults) == (1, ())


def test_the_same_again_is_one_and_another_replaces_it_in_its_round(door, folder, begun):
    for rating in (2, 2, 5):
        handed_in(door, begun.code, sheet(MARK, breadth_1=rating))
    (path,) = folder.glob("sheet-*")
    assert from_json(path.read_text("utf-8"))[0].ratings == ratings_of({"breadth-1": 5})
    handed_in(door, begun.code, sheet(MARK, "2", breadth_1=1))
    first, second = (from_json(one.read_text("utf-8"))[0] for one in sorted(folder.glob("sheet-*")))
    assert (first.mark, first.round, second.round) == (second.mark, "1", "2")


SHEET = json.loads(sheet(MARK))


def changed(**changes):
    return json.dumps({**SHEET, **changes}).encode()


def one_changed(**changes):
    return changed(sheets=[{**SHEET["sheets"][0], **changes}])


NO_SHEETS = {
    "door.sheet": (
        *(b"", b"{", b"\xff\xfe", b"[]", b"[" * 4_000 + b"]" * 4_000),
        *(b'{"kit": "class-sheet", "kit": "class-sheet"}', sheet(MARK).replace(b"3}", b"NaN}")),
        *(
            changed(sheets=one)
            for one in ([], SHEET["sheets"] * 2, [None], {"0": SHEET["sheets"][0]})
        ),
        *(changed(kit="class-survey"), changed(more=1), one_changed(more=1)),
        *(one_changed(mark=one) for one in ("h0st1", "h0sth0st-1", MARK.upper(), "../" + MARK[3:])),
        *(one_changed(mark=one) for one in (["0"] * 32, None)),
        *(one_changed(round="4"), one_changed(round=1), one_changed(role="minister")),
        *(one_changed(ratings={"breadth-1": one}) for one in (6, True, 3.0, [3], None)),
    ),
    "fault.newer": (changed(format=2),),
    "fault.statements": (one_changed(ratings={"evil-1": 3}),),
    "hand_in.nothing": (one_changed(ratings={}),),
}


@pytest.mark.parametrize(
    ("body", "key"), [(body, key) for key, bodies in NO_SHEETS.items() for body in bodies]
)
def test_a_sheet_is_read_as_strictly_as_one_of_a_folder(door, folder, begun, body, key):
    with pytest.raises(RefusedError) as found:
        handed_in(door, begun.code, body)
    assert (found.value.answer.status, str(found.value)) == (400, key)
    assert not list(folder.glob("sheet-*"))


@pytest.mark.parametrize(
    ("number", "key"),
    [("ENOSPC", "door.full"), ("EACCES", "door.unwritten"), ("EIO", "door.unwritten")],
)
def test_what_is_not_on_disk_is_not_handed_in(door, begun, monkeypatch, number, key):
    def fail(*_given):
        raise OSError(getattr(errno, number), "so says the drive")

    monkeypatch.setattr("kit.classroom.door.answering.hand_in", fail)
    with pytest.raises(RefusedError) as found:
        handed_in(door, begun.code, sheet(MARK))
    answer = found.value.answer
    assert (answer.status, str(found.value), answer.headers["Retry-After"]) == (503, key, "5")


# How much


def test_guesses_of_one_address_are_few_and_none_is_right_after_them(door, begun):
    for _ in range(limits.GUESSES[0]):
        assert refused(door, asked("/open", x_class_code="222222")) == (403, "door.code")
    assert refused(door, asked("/open", x_class_code=begun.code)) == (429, "door.busy")
    assert refused(door, handing_in(begun.code)) == (429, "door.busy")
    # Neither those who are in already nor those elsewhere notice.
    assert door.first(asked("/open", x_class_code=begun.password), 0).status == 200
    assert door.first(asked("/open", x_class_code=begun.code, address="192.0.2.8"), 0).status == 200
    assert door.first(asked("/open", x_class_code=begun.code), 10).status == 200


def test_guesses_of_all_addresses_are_bounded_too(door, begun):
    tries = 0
    for number in range(1_000):
        question = asked(
            "/open", x_class_code="222222", address=f"198.51.{number // 250}.{number % 250}"
        )
        tries += refused(door, question)[0] == 403
    assert tries == limits.ALL_GUESSES[0]
    assert door.first(asked("/open", x_class_code=begun.password), 0).status == 200


def test_a_flood_from_one_address_keeps_nobody_else_out(door, begun):
    flood = asked("/open", x_class_code=begun.code, address="198.51.100.1")
    answered, answer = granted(lambda _: door.first(flood, 0), 3_000)
    assert (answer.status, answer.headers["Retry-After"]) == (429, "1")
    assert answered == limits.REQUESTS[0]
    assert door.first(asked("/open", x_class_code=begun.code), 0).status == 200
    # And it is answered again, once it asks less.
    assert door.first(flood, 5).status == 200


def test_all_addresses_of_a_network_of_ipv6_count_as_one(door):
    for number in range(limits.REQUESTS[0]):
        door.first(asked("/", address=f"2001:db8::{number:x}"), 0)
    assert refused(door, asked("/", address="2001:db8::ffff")) == (429, "door.busy")
    assert door.first(asked("/", address="2001:db8:0:1::1"), 0).status == 200


def test_one_telephone_cannot_write_without_end(door, begun):
    handed, answer = granted(lambda _: handed_in(door, begun.code, sheet(MARK)), 100)
    assert answer.status == 429
    assert handed == limits.AGAIN[0]
    handed_in(door, begun.code, sheet("f" * 32))
    handed_in(door, begun.code, sheet(MARK), 3)


def test_a_class_has_no_more_sheets_than_it_may(folder, begun, monkeypatch):
    monkeypatch.setattr(limits, "MOST_SHEETS", 3)
    door = Door(served(PAGES), folder, Place())
    handed, answer = granted(lambda n: handed_in(door, begun.code, sheet(f"{n:032x}")), 10)
    assert answer.status == 403
    assert 0 < handed <= 3
    # Whoever is in may still change hers.
    handed_in(door, begun.code, sheet(f"{0:032x}", breadth_1=5))


def test_what_is_remembered_of_those_who_ask_is_bounded():
    budget = limits.Budget((2, 1.0), known=100)
    for number in range(1_000):
        assert budget.take(number, 0) == 0
    # Whoever has asked last is known, whoever has not for the longest is forgotten.
    assert (budget.take(999, 0), budget.take(999, 0)) == (0, 1)
    assert [budget.take(0, 0) for _ in range(3)] == [0, 0, 1]


class Learner:
    pass


@pytest.mark.parametrize(
    "grant", [limits.REQUESTS, limits.HANDED, limits.AGAIN, limits.GUESSES, limits.ALL_GUESSES]
)
def test_whoever_has_all_again_is_forgotten_so_that_a_crowd_leaves_nothing_behind(grant):
    remembered = weakref.WeakSet()
    budget = limits.Budget(grant)
    # One who floods stands before the others until she has all again, and no longer.
    for now in range(1_000):
        learner = Learner()
        remembered.add(learner)
        for _ in range(1 if now % 100 else 20):
            budget.take(learner, now)
    del learner
    assert len(remembered) <= 1 + 20 / grant[1]
    assert budget.take("another", 1_000) == 0


def test_of_an_address_nothing_is_kept_but_what_stands_for_it_in_this_door():
    one, other = limits.Addresses(), limits.Addresses()
    assert one.stand_in("192.0.2.7") == one.stand_in("192.0.2.7")
    assert one.stand_in("192.0.2.7") != other.stand_in("192.0.2.7")
    assert one.stand_in("::ffff:192.0.2.7") != one.stand_in("::ffff:192.0.2.8")
    assert one.stand_in("<script>") == one.stand_in("")


def test_what_is_counted_tells_of_nobody(door, begun):
    for question in (asked("/open", x_class_code=begun.code), asked("/", address="127.0.0.1")):
        door.count(question, door.first(question, 0))
    with pytest.raises(RefusedError) as found:
        door.first(asked("/etc/passwd"), 0)
    door.count(asked("/etc/passwd"), found.value.answer)
    assert door.counts == {"asked": 1, "pages": 1, "refused": 1, "others": 2}


# Files


@pytest.mark.parametrize("pages", [{}, {"en/index.html": b""}, {"index.html": b"", "x.exe": b""}])
def test_pages_without_a_first_or_of_an_unknown_kind_are_told_at_start(pages):
    with pytest.raises(ValueError, match=r"index\.html|x\.exe"):
        served(pages)


def test_of_a_folder_neither_links_nor_what_is_hidden_is_served(tmp_path):
    (tmp_path / "secret").write_text("hers", "utf-8")
    pages = tmp_path / "pages"
    (pages / "en").mkdir(parents=True)
    for name in ("index.html", "en/index.html", ".hidden.html"):
        (pages / name).write_text("<!doctype html>", "utf-8")
    (pages / "link.html").symlink_to(tmp_path / "secret")
    (pages / "up").symlink_to(tmp_path)
    assert served(pages).keys() == {"", "en/"}


def test_variants_that_are_ready_are_sent(tmp_path):
    (tmp_path / "index.html").write_bytes(b"x" * 1_000)
    (tmp_path / "index.html.br").write_bytes(b"short")
    file = served(tmp_path)[""]
    assert file.sent_as("gzip, br") == "br"
    assert file.variants["br"] == b"short"
    assert file.sent_as("gzip") == "gzip"
    assert file.sent_as("") == "identity"
