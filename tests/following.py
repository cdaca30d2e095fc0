"""A class of people by number, and a board of their teacher's that follows it."""

import shutil
from functools import cache
from random import Random

from kit.classroom.classroom import Classroom
from kit.classroom.disclosure import whole
from kit.classroom.folder import RECORD, hand_in
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


def follow(folder, own, story):
    """Let happen what a story tells, and hold what boards show against it.

    People hand in from a number to another: "hand 1 0-4", "hand 2 0-4 changed". Boards a and b are
    on the teacher's computer, x is on another; each opens, looks, shows a round or deletes. After a
    colon stands what it shows then: how many of rounds 1 and 2, in brackets of a closed one, and
    how many wait and are asked about. Things may be lost meanwhile.
    """
    rooms, seen = {}, {}
    for step in story.split("|"):
        done, _, expected = step.strip().partition(": ")
        who, act, *how = done.split()
        if who == "hand":
            low, high = map(int, how[0].split("-"))
            handed_in(folder, range(low, high + 1), int("changed" in how), act)
            continue
        if who == "lost":
            _lose(folder, own, act)
            continue
        if who not in rooms or act == "opens":
            rooms[who] = followed(folder, own.with_name("second") if who == "x" else own)
            seen.pop(who, None)
        room = rooms[who]
        if act == "deletes":
            room.delete()
        else:
            room.look()
        if act == "shows":
            room.show(how[0], sure="sure" in how)
        found, before = _shown(room), seen.get(who)
        assert not expected or found == expected, step
        # A page looks anew at what has another edition.
        assert not before or before[0] == found or before[1] != room.edition, step
        seen[who] = (found, room.edition)


def _lose(folder, own, what):
    if what == "ledger":
        shutil.rmtree(own)
    elif what == "record":
        (folder / RECORD).unlink()
    else:
        for sheets in folder.glob("sheet-*"):
            sheets.unlink()


def _shown(room):
    people = zip(counted(room, "1", "2"), map(room.closed, "12"), strict=True)
    found = "+".join(f"[{number}]" if shut else f"{number}" for number, shut in people)
    left = {"wait": sum(map(room.waiting, "12")), "unsure": room.unsure}
    return ", ".join([found, *(f"{number} {what}" for what, number in left.items() if number)])
