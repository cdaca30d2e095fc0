"""Whatever is sent to a door, nothing gets in, nothing is told, and others go on handing in."""

import os
import random
import sys
import time

import pytest
from hostile import knocks

from kit.classroom.sheets import from_json
from tools.crowd import source
from tools.telephone import Telephone, raw

FUZZ_SECONDS = float(os.environ.get("KIT_FUZZ_SECONDS", "1"))
# Sent in pieces of which the last never comes, they would be waited for.
PATIENCE = 5


def files(folder):
    return sorted(path.name for path in folder.iterdir())


def test_there_are_at_least_two_hundred_knocks():
    found = knocks.knocks(8014, "CDFGHJ")
    assert len(found) == len(set(found.values())) >= 200


def test_nothing_gets_in_nothing_is_told_and_others_hand_in(folder, running, begun):
    before = files(folder)
    telephones = []
    for number, (name, data) in enumerate(knocks.knocks(running.port, begun.code).items()):
        # Many come from one address, which is let in no more; so here are several.
        answer = raw(running.port, data, source(number), PATIENCE, ends=name[:5] != "sheet")
        said = answer.partition(b"\r\n\r\n")[2]
        assert b" 200 OK" not in answer.partition(b"\r\n")[0], name
        assert b'"handed"' not in answer, name
        assert b'"pass"' not in answer, name
        assert knocks.BRAND.encode() not in answer, name
        assert begun.key.encode() not in said, name
        assert b"Traceback" not in answer, name
        assert files(folder) == before, name
        if number % 25 == 0:
            telephones.append(Telephone(running.port, begun.password, source(9_000)))
            assert telephones[-1].hand_in().status == 200, name
            before = files(folder)
    assert len(before) == len(telephones) + 1


@pytest.mark.skipif(sys.platform != "linux", reason="here is one address of this machine alone")
@pytest.mark.parametrize("name", ["open", "sheets", ""])
def test_a_flood_from_one_address_stops_nobody_else(running, begun, name):
    flood = f"GET /{name} HTTP/1.1\r\nHost: 127.0.0.1:{running.port}\r\n\r\n".encode() * 3_000
    raw(running.port, flood, source(1))
    for number in range(2, 6):
        assert Telephone(running.port, begun.code, source(number)).hand_in().status == 200


def test_what_is_damaged_at_random_does_no_harm(folder, running, begun):
    dice = random.Random(14)
    known = list(knocks.knocks(running.port, begun.code).values())
    end = time.monotonic() + FUZZ_SECONDS
    tries = 0
    while time.monotonic() < end:
        data = bytearray(dice.choice(known))
        for _ in range(dice.randint(1, 5)):
            at = dice.randrange(len(data) + 1)
            data[at : at + dice.randint(0, 3)] = dice.randbytes(dice.randint(0, 3))
        raw(running.port, bytes(data), source(10 + tries), 0.5)
        tries += 1
    print(f"\n{tries} damaged requests")
    assert Telephone(running.port, begun.password, source(1)).hand_in().status == 200
    for path in folder.glob("sheet-*"):
        assert len(from_json(path.read_text("utf-8"))) == 1
