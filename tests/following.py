"""A class of people by number, and a board of their teacher's that follows it."""

from functools import cache
from random import Random

from kit.classroom.classroom import Classroom
from kit.classroom.disclosure import whole
from kit.classroom.folder import hand_in
from kit.classroom.sheets import ALPHABET, RATINGS, Sheet, statement_ids


@cache
def sheet(person, version=0, name="1", role=None):
    """A person's sheet of a round: each version of hers, and of another's, says else."""
    said = Random(f"{person} {version}").choices(range(len(RATINGS)), k=len(statement_ids()))
    return Sheet(f"000{ALPHABET[person // 32]}{ALPHABET[person % 32]}", name, role, bytes(said))


def handed_in(folder, people, version=0, name="1"):
    for person in people:
        hand_in(sheet(person, version, name), folder)


def followed(folder, own=None):
    """A board that follows a class from now on."""
    room = Classroom(folder, own)
    room.look()
    return room


def show(room, name="1", *, sure=False):
    room.look()
    room.show(name, sure=sure)


def people_in(blocks, name="1"):
    """How many people are shown of a round."""
    total = whole(blocks, name)
    return total.sheets if total else 0


def counted(room, *names):
    """How many people a board shows of a round, or of each of several."""
    numbers = [people_in(room.blocks, name) for name in names or "1"]
    return numbers if names else numbers[0]


def keys(room):
    return [one.key for one in room.faults]


def ledger_of(own):
    """The only ledger there is."""
    (path,) = own.glob("class-*.json")
    return path
