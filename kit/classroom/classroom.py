"""A class: what has been handed in, what of it may be shown, and how its ratings spread."""

import contextlib
import os
from collections.abc import Collection
from pathlib import Path

from kit.answers.places import beside_notebooks
from kit.classroom.disclosure import Block, changed, closed, people, release, waiting
from kit.classroom.door import session
from kit.classroom.folder import RECORD, ClassFolder, Found, reason
from kit.classroom.ledger import Ledger
from kit.classroom.sheets import ROUNDS, Fault
from kit.content.loader import DATA


class Classroom:
    """A class, as its teacher follows it.

    Learners hand in to `folder`, where other people can write. In the teacher's `own` what has been
    shown is remembered (`ledger`), so that nothing else is shown after a restart or on another
    board of the class. A sample class has none.

    Attributes
    ----------
    found
        What was in the folder at the last look.
    blocks
        What may be shown.
    unsure
        How many had handed in before this teacher followed the class, and may have been shown
        elsewhere. As long as there are any, nothing more is shown.
    edition
        A number that changes when any of these does, or the faults.
    """

    def __init__(self, folder: Path, own: Path | None = None) -> None:
        self.folder = folder
        self.found = Found({}, ())
        self.blocks: tuple[Block, ...] = ()
        self.unsure = 0
        self.edition = 0
        self._files = ClassFolder(folder)
        self._ledger = Ledger(folder, own) if own else None
        self._noted: tuple[object, ...] | None = None
        self._followed: Collection[str] = ROUNDS
        self._failed: tuple[Fault, ...] = ()
        self._told: object = None

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What could not be read or noted."""
        mislaid = self._ledger.faults if self._ledger else ()
        return (*self._failed, *mislaid, *self.found.faults)

    @property
    def rounds(self) -> list[str]:
        """The rounds in which somebody has handed in, or something is shown."""
        known = {when for _, when in self.found.sheets} | {block.round for block in self.blocks}
        return [name for name in ROUNDS if name in known]

    def handed_in(self, name: str) -> int:
        """Return how many have handed in in a round."""
        return sum(when == name for _, when in self.found.sheets)

    def waiting(self, name: str) -> int:
        """Return how many of them are not in what is shown."""
        return waiting(self.blocks, self.found.sheets, name)

    def changed(self, name: str) -> int:
        """Return how many have handed in other ratings since theirs were shown."""
        return changed(self.blocks, self.found.sheets, name)

    def closed(self, name: str) -> bool:
        """Say whether a round stays as it is, since another one has been shown after it."""
        return closed(self.blocks, name)

    def look(self, followed: Collection[str] | None = None) -> None:
        """Look what has been handed in by now, and what other boards of the class have shown.

        The round shown last goes on being shown if it is one of those `followed`, at first all, and
        then those of the look before. Where the ledger cannot be read or written, nothing more is
        shown, and the faults say so.
        """
        followed = self._followed if followed is None else followed
        found = self._files.look()
        noted = self._ledger.state() if self._ledger else ()
        before = (self.found, self._noted, self._followed)
        if (found, noted, followed) != before or self._failed:
            self.found, self._followed = found, followed
            self._release()
        self._noted = noted

    def show(self, name: str, *, sure: bool = False) -> None:
        """Let what has been handed in in a round be shown, as far as it may.

        `sure` says that the teacher has said that what is there was shown nowhere else.
        """
        self._release(name, sure=sure)

    def delete(self) -> int:
        """Delete everything handed in and shown; return how many files learners had handed in.

        The session ends, so that telephones which still have its code hand in no more.

        Raises
        ------
        OSError
            If something could not be deleted.
        """
        session.end(self.folder)
        deleted = self._files.delete()
        if self._ledger:
            self._ledger.delete()
        self._noted = None
        self.blocks = ()
        self.look()
        return deleted

    def _release(self, name: str | None = None, *, sure: bool = False) -> None:
        """Release what may be shown of a round, or else of the one that was shown last."""
        self._failed = ()
        # What cannot be listed says nothing of what is shown of it.
        if self._ledger is None or self._files.reached:
            try:
                self._settle(self._ledger, name, sure=sure)
            except OSError as error:
                self._failed = (Fault(RECORD, "fault.unnoted", {"reason": reason(error)}),)
        told = (self.found, self.blocks, self.unsure, self.faults)
        if told != self._told:
            self._told = told
            self.edition += 1

    def _settle(self, ledger: Ledger | None, name: str | None, *, sure: bool) -> None:
        sheets = self.found.sheets
        before = ledger.recall(sheets) if ledger else self.blocks
        self.blocks = before
        self.unsure = 0 if not ledger or ledger.known else len(sheets.keys() - people(before))
        if ledger and self.unsure and sure:
            ledger.keep(before)
            self.unsure = 0
        latest = before[-1].round if before else None
        open_round = name or (latest if latest in self._followed else None)
        if not open_round or self.unsure or (ledger and ledger.parted):
            return
        blocks = release(before, sheets, open_round)
        if blocks != before and ledger:
            blocks = release(before, sheets, open_round, ledger.elsewhere())
        if blocks != before and ledger:
            # Another board of the class sees it there; what is not noted is not shown.
            ledger.keep(blocks)
        self.blocks = blocks


def default_folder() -> Path:
    """Return where a class hands in: `KIT_CLASS`, or my-class/ beside the language folders."""
    chosen = os.environ.get("KIT_CLASS")
    return Path(chosen).expanduser() if chosen else beside_notebooks() / "my-class"


def opened(folder: Path, own: Path) -> Classroom:
    """Open a class, its folder made if it is not there; `own` is as in `Classroom`."""
    place = folder.absolute()
    with contextlib.suppress(OSError):
        place.mkdir(parents=True, exist_ok=True)
    return Classroom(place, own)


def sample() -> Classroom:
    """Open the invented class that the kit brings, every round shown."""
    classroom = Classroom(DATA / "sample-class")
    classroom.look()
    for name in classroom.rounds:
        classroom.show(name)
    return classroom
