"""The class's door on a hub: telephones join without a log-in, and the folder's rights stay."""

import json
import os
import pwd
import stat
import time
from types import SimpleNamespace

import pytest
from snooping import TRIED

from kit.classroom.sheets import from_json
from tools.hub import NAMES, TEACHER
from tools.learner import PATIENCE
from tools.telephone import Telephone

BEGIN = """
import json, os
from pathlib import Path
from kit.classroom.door import session, starting
begun = session.begin(Path(os.environ["KIT_CLASS"]))
print(json.dumps([begun.code, starting.service()]))
"""
SNOOP = """
place = Path(os.environ["KIT_CLASS"])
found = [tried(os.listdir, place), tried((place / "door.json").unlink)]
found += [tried((place / name).read_bytes) for name in {names!r}]
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def room(start):
    """A teacher has begun a session in her seat; two telephones without a log-in have handed in."""
    with start() as hub:
        teacher = hub.learner(TEACHER)
        board = teacher.open(f"{teacher.lessons}/sv/06-class.ipynb")
        board.run()
        code, service = json.loads(board.execute(BEGIN))
        port = int(hub.address.rpartition(":")[2])
        telephones = [Telephone(port, code, base="/services/class/") for _ in range(2)]
        end = time.monotonic() + PATIENCE
        while telephones[0].ask("").status != 200 and time.monotonic() < end:
            time.sleep(0.2)
        said = [one.hand_in() for one in telephones]
        yield SimpleNamespace(
            hub=hub, board=board, service=service, telephones=telephones, said=said
        )
        assert hub.stop() == []


def sheets(hub):
    return sorted(hub.classes.glob("sheet-*"))


def test_telephones_without_a_log_in_hand_in(room):
    assert room.service == "/services/class/"
    assert [one.status for one in room.said] == [200, 200]
    assert [len(from_json(path.read_text("utf-8"))) for path in sheets(room.hub)] == [1, 1]


def test_the_teachers_board_counts_them(room):
    found = room.board.ask("board", {}, sample=False)
    assert [(one["id"], one["handed"]) for one in found["rounds"]] == [("1", 2)]
    assert found["faults"] == []


def test_without_the_code_or_by_another_name_nothing_is_taken(room):
    port = int(room.hub.address.rpartition(":")[2])
    for wrong in (
        Telephone(port, "222222", base="/services/class/"),
        Telephone(port, room.telephones[0].code, base="/services/class/", host="evil.example"),
    ):
        assert wrong.hand_in().status in {403, 421}
    assert len(sheets(room.hub)) == 2


def test_the_folders_rights_are_as_before(room):
    if not room.hub.rights:
        pytest.skip("Only root can give each learner a user number, and not in every container")
    place = room.hub.classes.stat()
    assert stat.S_IMODE(place.st_mode) == 0o3733
    for path in sheets(room.hub):
        found = path.stat()
        assert (found.st_uid, found.st_gid) == (pwd.getpwnam("nobody").pw_uid, place.st_gid)
        assert stat.S_IMODE(found.st_mode) == 0o640
    learner = room.hub.learner(NAMES[0])
    with learner.open(f"{learner.lessons}/sv/01-role.ipynb") as kernel:
        names = [path.name for path in sheets(room.hub)]
        found = json.loads(kernel.execute(TRIED + SNOOP.format(names=names)))
    assert set(found) == {"PermissionError"}
    assert os.path.lexists(room.hub.classes / "door.json")
