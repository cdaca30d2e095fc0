"""A door keeps nothing of a person but what a sheet holds: not in files, words or answers."""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kit.classroom.door import session
from kit.classroom.sheets import ALPHABET, from_json
from tools.telephone import Telephone, raw, sheet

ADDRESS = "127.0.0.77" if sys.platform == "linux" else "127.0.0.1"
BROWSER = "Telephone-of-Asa/1.0"
MARK = "5eed" * 8


@pytest.fixture
def left(folder, pages, begun, tmp_path):
    """All that a door has written and said by its end, in every way that it has, by what it is."""
    home = tmp_path / "home"
    home.mkdir()
    started = subprocess.Popen(
        [sys.executable, "-m", "kit", "class", "--folder", str(folder), "--pages", str(pages)],
        cwd=home,
        env={
            **{key: one for key, one in os.environ.items() if not key.startswith("KIT_")},
            "PYTHONPATH": str(Path(__file__).parents[3]),
            "PYTHONDONTWRITEBYTECODE": "1",
            **dict.fromkeys(("HOME", "TMPDIR", "XDG_CACHE_HOME"), str(home)),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    before = "".join(started.stdout.readline() for _ in range(4))
    port = int(re.search(r":(\d+)/", before)[1])
    answers = _visit(port, begun)
    started.terminate()
    said, _ = started.communicate(timeout=30)
    files = {
        path.name: path.read_text("utf-8")
        for place in (folder, home)
        for path in place.rglob("*")
        if path.is_file()
    }
    assert not list(home.iterdir())
    return {"said": before + said, "said later": said, "answers": answers, "files": files}


def _visit(port, begun):
    telephone = Telephone(port, begun.code, ADDRESS)
    telephone.mark = MARK
    body = sheet(MARK, role="official", breadth_1=4)
    asked = [
        telephone.ask("?who=asa", User_Agent=BROWSER, Accept_Language="sv-SE"),
        telephone.open(User_Agent=BROWSER),
        telephone.ask("nowhere/asa", User_Agent=BROWSER),
        telephone.hand_in(body, User_Agent=BROWSER, Cookie="name=asa"),
        telephone.hand_in(body[:-3], User_Agent=BROWSER),
        telephone.ask("open", X_Class_Code="WRONG2", User_Agent=BROWSER),
    ]
    assert [one.status for one in asked] == [200, 200, 404, 200, 400, 403]
    # What libraries would log at once: a head that is none, and one that ends too early.
    torn = [raw(port, f"GET /asa {BROWSER}\r\n\r\n".encode(), ADDRESS)]
    torn.append(raw(port, b"POST /sheets HTTP/1.1\r\nContent-Length: x\r\n\r\n", ADDRESS))
    return [f"{one.headers} {one.body.decode()}" for one in asked] + [one.decode() for one in torn]


def test_of_a_person_nothing_is_left_but_her_sheet(left, begun):
    files = left["files"]
    door = json.loads(files.pop("door.json"))
    of_the_class = ["code", "key", "round", "open", "shown", "edition", "port"]
    assert door.keys() == {"kit", "format", *of_the_class}
    assert door == json.loads(session.to_json(begun))
    ((name, text),) = files.items()
    assert re.fullmatch(rf"sheet-[{ALPHABET}]{{16}}-1\.json", name)
    (found,) = from_json(text)
    assert json.loads(text).keys() == {"kit", "format", "sheets"}
    assert (found.role, found.by_statement) == ("official", {"breadth-1": 4})


def test_nothing_tells_who_where_when_or_what(left):
    never = {
        "her address": ADDRESS if ADDRESS != "127.0.0.1" else BROWSER,
        "her telephone": BROWSER,
        "her telephone's own mark": MARK,
        "what she asked for": "asa",
        "a cookie": "set-cookie",
        "a time": time.strftime("%Y"),
    }
    texts = [left["said later"], *left["answers"], *left["files"].values()]
    for text in texts:
        assert [what for what, one in never.items() if one.lower() in text.lower()] == []
        # Nor a time in seconds.
        assert str(int(time.time()))[:6] not in text


def test_neither_the_code_nor_an_answer_comes_back(left, begun):
    for text in left["answers"]:
        assert begun.code not in text
        assert "official" not in text
        assert "breadth-1" not in text
    # To whoever has opened it the code is told once, at the beginning.
    assert left["said"].count(session.spoken(begun.code)) == 1
    assert begun.key not in left["said"]
    assert "breadth" not in left["said"]
