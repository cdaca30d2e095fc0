"""What has been shown of a class: the teacher's own ledger of it, and a record beside the sheets.

A class is known by itself, not by where its folder lies. The record, `class.json` in the folder,
holds the class's id and the blocks that were shown, and goes along when the folder is renamed,
copied, mounted elsewhere or opened on another computer. The teacher's own ledger is named by that
id, and holds the same: whoever can write in the folder can spoil the record, but not the ledger.

Of the two the longer counts, if it goes on where the other ends. Whatever else is found only makes
less be shown. Where neither goes on from the other, nothing more is shown. Where the record has
been lost, the class is known by its people: by the ledger most of whose people's sheets are there.
And all that this teacher's other ledgers hold counts as shown beside it (`disclosure`), so that a
record put in another's place, or two copies that became two classes, tell of nobody.

What cannot be known: what another computer has shown of a folder whose record was taken away, or of
a copy of its own. So a board that has neither followed a class from its beginning nor finds both
ledger and record asks before it shows sheets that are already there.
"""

import json
import re
import secrets
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import attrs
import cattrs

from kit.classroom.disclosure import FEWEST, Arrived, Block, people
from kit.classroom.folder import RECORD, text_of, trusted
from kit.classroom.sheets import Fault, NotASheetError
from kit.classroom.tally import Tally, tally
from kit.files.atomic import parts_of, patiently, replace
from kit.files.strict_json import NotJsonError, document

FORMAT = 1
DEEPEST = 8
LARGEST_RECORD = 20_000_000

_ID = re.compile("[0-9a-f]{8,16}")
_LEDGER = re.compile(rf"class-({_ID.pattern})\.json")


@attrs.frozen
class Note:
    """What a ledger or a record holds: what was shown, in the order it was.

    The id is the class's. Ledgers written before classes had one have none.
    """

    id: str | None
    blocks: tuple[Block, ...]


class Ledger:
    """What has been shown of one class, as this teacher and the class's folder know it.

    Other people can write into the class's folder; `own` is the teacher's.

    Attributes
    ----------
    known
        Whether this teacher has followed the class from its beginning, or was sure.
    parted
        Whether the class was shown in two ways that do not go together.
    faults
        What could not be read.
    """

    def __init__(self, folder: Path, own: Path) -> None:
        self.known = False
        self.parted = False
        self.faults: tuple[Fault, ...] = ()
        self._record = folder / RECORD
        self._own = own
        self._id: str | None = None
        # Whether at the last look there was nothing yet.
        self._empty = False
        # Like that of answers, made at first and not again if it goes.
        with suppress(OSError):
            own.mkdir(exist_ok=True)

    def state(self) -> tuple[object, ...]:
        """Return what changes when another board has shown more, or deleted the class."""
        path = self._path
        return (self._id, *(_state(place) for place in (self._record, path) if place))

    def recall(self, arrived: Arrived) -> tuple[Block, ...]:
        """Return what has been shown of the class with these sheets.

        Raises
        ------
        OSError
            If the ledger or the record is there and cannot be read.
        """
        self.faults = ()
        record = self._recorded()
        begins = self._empty
        self._empty = not arrived and not record
        before, self._id = self._id, self._identified(record, arrived)
        ledger = self._read_own(self._path)
        # A board that was open before anybody handed in knows the class, and goes on knowing it. So
        # does one for which the record leaves nobody out. Before classes had ids there was none.
        if not begins and record:
            goes_on = ledger or (self.known and self._id == before)
            whole = arrived.keys() <= people(record.blocks)
            self.known = record.id == self._id and bool(goes_on or whole)
        else:
            self.known = begins or bool(ledger and not ledger.id)
        mine, theirs = (note.blocks if note else () for note in (ledger, record))
        shorter, longer = sorted((mine, theirs), key=len)
        self.parted = longer[: len(shorter)] != shorter
        if self.parted:
            self.faults += (Fault(RECORD, "fault.parted"),)
            return mine
        # Noted as soon as there is something to note. A board that may only read there goes on
        # showing what was shown.
        begun = bool(arrived or longer)
        if self.known and begun and (ledger is None or record is None or mine != theirs):
            with suppress(OSError):
                self.keep(longer)
        return longer

    def keep(self, blocks: Iterable[Block]) -> None:
        """Note what is shown, first beside the sheets: what is not noted must not be shown.

        Raises
        ------
        OSError
            If it cannot be noted in both places.
        """
        self._id = self._id or secrets.token_hex(8)
        text = to_json(Note(self._id, tuple(blocks))).encode()
        if not _is_regular(self._record) or self._record.read_bytes() != text:
            patiently(lambda: replace(self._record, text, for_others=True))
        own = self._own / f"class-{self._id}.json"
        patiently(lambda: replace(own, text))
        self.known = True

    def elsewhere(self) -> list[tuple[Block, ...]]:
        """Return what this teacher's other ledgers hold."""
        return [blocks for mark, blocks in self._others() if mark != self._id]

    def delete(self) -> None:
        """Delete what is noted of the class in both places.

        Raises
        ------
        OSError
            If something could not be deleted.
        """
        path = self._path
        for noted in (self._record, path) if path else (self._record,):
            for file in (noted, *noted.parent.glob(parts_of(noted.name))):
                file.unlink(missing_ok=True)
        if path:
            _aside(path).unlink(missing_ok=True)
        self._id, self._empty = None, False
        self.known = self.parted = False
        self.faults = ()

    @property
    def _path(self) -> Path | None:
        return self._own / f"class-{self._id}.json" if self._id else None

    def _identified(self, record: Note | None, arrived: Arrived) -> str | None:
        """Return the id of the class: what the record says, or else by whose sheets are there."""
        said = record.id if record else None
        if said and (self._own / f"class-{said}.json").exists():
            return said
        by_people = (
            mark
            for mark, blocks in self._others()
            if 2 * sum(person in arrived for person in people(blocks)) > len(people(blocks))
        )
        return next(by_people, said)

    def _others(self) -> Iterator[tuple[str, tuple[Block, ...]]]:
        for path in sorted(self._own.glob("class-*.json")):
            named = _LEDGER.fullmatch(path.name)
            note = self._read_own(path) if named else None
            if named and note and note.blocks:
                yield named[1], note.blocks

    def _recorded(self) -> Note | None:
        """Return what is noted in the folder, as far as it can be trusted."""
        try:
            listed = self._record.lstat()
            if not trusted(self._record.parent, listed):
                raise NotASheetError("fault.foreign")
            note = from_json(text_of(self._record, LARGEST_RECORD, listed))
        except FileNotFoundError:
            return None
        except ValueError:
            self.faults += (Fault(RECORD, "fault.record"),)
            return None
        return note if note.id else None

    def _read_own(self, path: Path | None) -> Note | None:
        """Return what a ledger holds; one that cannot be read is set aside and told."""
        try:
            return from_json(patiently(partial(path.read_text, "utf-8"))) if path else None
        except FileNotFoundError:
            return None
        except ValueError:
            assert path  # noqa: S101 - it was read
            aside = _aside(path)
            path.replace(aside)
            self.faults += (Fault(path.name, "fault.ledger", {"file": aside.name}),)
            return None


def to_json(note: Note) -> str:
    """Write what was shown as the text of a ledger."""
    blocks = [attrs.asdict(block) for block in note.blocks]
    whole = {"kit": "class-ledger", "format": FORMAT, "class": note.id, "blocks": blocks}
    return json.dumps(whole) + "\n"


def from_json(text: str) -> Note:
    """Read the text of a ledger.

    Raises
    ------
    ValueError
        If it is torn or something else, or tells of blocks that never can have been shown.
    """
    found = document(text, DEEPEST, "class-ledger", FORMAT)
    if not isinstance(found.get("blocks"), list):
        raise NotJsonError("blocks")
    mark = found.get("class")
    if mark is not None and not (isinstance(mark, str) and _ID.fullmatch(mark)):
        raise NotJsonError("class")
    try:
        blocks = cattrs.structure(found["blocks"], tuple[Block, ...])
    except cattrs.BaseValidationError as error:
        raise NotJsonError(str(error)) from None
    members = sum(len(block.members) for block in blocks)
    if not all(map(_sound, blocks)) or len(people(blocks)) < members:
        raise NotJsonError("blocks")
    return Note(mark, blocks)


def _sound(block: Block) -> bool:
    """Say whether a block is of this course, of enough people, and adds up their ratings."""
    number = len(block.members)
    counts = (*block.tally.statements.values(), *block.tally.factors.values())
    return (
        number >= FEWEST
        and block.tally.sheets == number
        and _shape(block.tally) == _shape(tally([]))
        and all(min(row) >= 0 and sum(row) == number for row in counts)
    )


def _shape(total: Tally) -> dict[str, int]:
    """Return what of a course is counted; another course's ratings cannot be added."""
    return {key: len(counts) for key, counts in (*total.statements.items(), *total.factors.items())}


def _aside(ledger: Path) -> Path:
    """Return where a ledger is kept that could not be read."""
    return ledger.with_suffix(".unreadable.json")


def _state(path: Path) -> tuple[int, ...] | None:
    try:
        found = path.lstat()
    except OSError:
        return None
    return (found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino)


def _is_regular(path: Path) -> bool:
    """Say whether a path is a file, and no link or pipe: nobody may be at its other end."""
    with suppress(OSError):
        return stat.S_ISREG(path.lstat().st_mode)
    return False
