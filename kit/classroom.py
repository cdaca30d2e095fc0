"""A class: what has been handed in, what of it may be shown, and how its ratings spread."""

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import attrs
import cattrs

from kit import agreement
from kit.class_folder import ClassFolder, Found
from kit.compare import nearest_level
from kit.content import DATA
from kit.disclosure import Block, changed, closed, release, waiting
from kit.keeping import beside_notebooks
from kit.saving import parts_of, replace
from kit.sheets import RATINGS, ROUNDS, Fault
from kit.strict_json import NotJsonError, loads
from kit.tally import SIXTHS, Tally, tally

FORMAT = 1
DEEPEST = 8
_DONT_KNOW = len(RATINGS) - 1


@attrs.frozen
class Spread:
    """How a class's answers to one thing spread over the levels.

    Attributes
    ----------
    counts
        How many at each level, 1 to 5.
    dont_know
        How many don't know, or for a factor, have too few levels for a score.
    low, median, high
        The middle half and the middle of the answers, each from 1 to 5.
    consensus, agreement
        See `kit.agreement`. These and the three above are None where too few have answered.
    """

    counts: tuple[int, ...]
    dont_know: int
    low: float | None = None
    median: float | None = None
    high: float | None = None
    consensus: float | None = None
    agreement: float | None = None

    @property
    def answered(self) -> int:
        """How many gave a level."""
        return sum(self.counts)


def statement_spread(total: Tally, statement: str) -> Spread:
    """Return how the ratings of a statement spread."""
    _, *counts, dont_know = total.statements[statement]
    return _spread(tuple(counts), dont_know, (1, 2, 3, 4, 5), tuple(counts))


def factor_spread(total: Tally, factor: str) -> Spread:
    """Return how people's scores of a factor spread: medians of scores, counts by nearest level."""
    without, *by_sixth = total.factors[factor]
    scores = [sixth / 6 for sixth in range(1, SIXTHS + 1)]
    counts = [0] * 5
    for score, count in zip(scores, by_sixth, strict=True):
        if count:
            counts[nearest_level(score) - 1] += count
    return _spread(tuple(counts), without, scores, by_sixth)


def _spread(
    counts: tuple[int, ...], dont_know: int, values: Sequence[float], by_value: Sequence[int]
) -> Spread:
    if sum(counts) < agreement.ENOUGH:
        return Spread(counts, dont_know)
    low, high = agreement.quartiles(by_value, values)
    return Spread(
        counts,
        dont_know,
        low,
        agreement.median(by_value, values),
        high,
        agreement.consensus(counts),
        agreement.agreement(counts),
    )


def most_split(spreads: Mapping[str, Spread]) -> list[str]:
    """Return what answers spread over, the least agreed first; where too few answered, last."""

    def split(one: str) -> tuple[float, float]:
        spread = spreads[one]
        if spread.agreement is None or spread.consensus is None:
            return (2, 2)
        return (spread.agreement, spread.consensus)

    return sorted(spreads, key=split)


class Classroom:
    """A class, as its teacher follows it.

    Parameters
    ----------
    folder
        Where learners hand in; other people can write there.
    ledger
        The teacher's own file of what has been shown, so that no other blocks are shown after a
        restart, or on another board of the class. A sample class has none.

    Attributes
    ----------
    found
        What was in the folder at the last look.
    blocks
        What may be shown.
    edition
        A number that changes when any of these does.
    """

    def __init__(self, folder: Path, ledger: Path | None = None) -> None:
        self.folder = folder
        self.found = Found({}, ())
        self.blocks: tuple[Block, ...] = ()
        self.edition = 0
        self._files = ClassFolder(folder)
        self._ledger = ledger
        self._mislaid: tuple[Fault, ...] = ()
        self._settled = False

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What could not be read."""
        return (*self._mislaid, *self.found.faults)

    @property
    def rounds(self) -> list[str]:
        """The rounds in which somebody has handed in, or something is shown."""
        known = {when for _, when in self.found.sheets} | {one.round for one in self.blocks}
        return [one for one in ROUNDS if one in known]

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

    def look(self) -> None:
        """Look what has been handed in by now; the round shown last goes on being shown.

        Raises
        ------
        OSError
            If the ledger cannot be read or written; nothing more is shown then.
        """
        found = self._files.look()
        if found != self.found:
            self.found = found
            self.edition += 1
            self._settled = False
        if not self._settled:
            self._release()

    def show(self, name: str) -> None:
        """Let what has been handed in in a round be shown, as far as it may.

        Raises
        ------
        OSError
            If the ledger cannot be read or written; nothing more is shown then.
        """
        self._release(name)

    def delete(self) -> int:
        """Delete everything that was handed in and shown.

        Returns
        -------
        How many files learners had handed in.

        Raises
        ------
        OSError
            If something could not be deleted.
        """
        deleted = self._files.delete()
        if self._ledger:
            left = self._ledger.parent.glob(parts_of(self._ledger.name))
            for one in (self._ledger, _aside(self._ledger), *left):
                one.unlink(missing_ok=True)
        self._mislaid = ()
        self.blocks = ()
        self.look()
        self.edition += 1
        return deleted

    def _release(self, name: str | None = None) -> None:
        """Release what may be shown of a round, or else of the one that was shown last."""
        # Another board of the class may meanwhile have shown more, or deleted it.
        before = self._recalled()
        latest = before[-1].round if before else None
        open_round = name or latest
        blocks = release(before, self.found.sheets, open_round) if open_round else before
        if blocks != before:
            self._keep(blocks)
        if blocks != self.blocks:
            self.blocks = blocks
            self.edition += 1
        self._settled = True

    def _keep(self, blocks: Iterable[Block]) -> None:
        if self._ledger:
            self._ledger.parent.mkdir(parents=True, exist_ok=True)
            replace(self._ledger, blocks_to_json(blocks).encode())

    def _recalled(self) -> tuple[Block, ...]:
        if self._ledger is None:
            return self.blocks
        try:
            return blocks_from_json(self._ledger.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return ()
        except ValueError:
            aside = _aside(self._ledger)
            replace(aside, self._ledger.read_bytes())
            # What this board has shown itself, it still knows.
            self._keep(self.blocks)
            self._mislaid = (Fault(self._ledger.name, "fault.ledger", {"file": aside.name}),)
            return self.blocks


def _aside(ledger: Path) -> Path:
    """Return where a ledger is kept that could not be read."""
    return ledger.with_suffix(".unreadable.json")


def default_folder() -> Path:
    """Return where a class hands in: `KIT_CLASS`, or my-class/ beside the language folders."""
    chosen = os.environ.get("KIT_CLASS")
    return Path(chosen).expanduser() if chosen else beside_notebooks() / "my-class"


def opened(folder: Path, own: Path) -> Classroom:
    """Open a class, and make its folder if it is not there.

    Parameters
    ----------
    folder
        Where the class hands in.
    own
        The teacher's own folder, for what has been shown.
    """
    place = folder.absolute()
    with contextlib.suppress(OSError):
        place.mkdir(parents=True, exist_ok=True)
    # A class that is reached by another path is the same class, and has the same ledger.
    mark = hashlib.sha256(os.path.realpath(place).encode()).hexdigest()[:8]
    return Classroom(place, own / f"class-{mark}.json")


def sample() -> Classroom:
    """Open the invented class that the kit brings, every round shown."""
    classroom = Classroom(DATA / "sample-class")
    classroom.look()
    for one in classroom.rounds:
        classroom.show(one)
    return classroom


def blocks_to_json(blocks: Iterable[Block]) -> str:
    """Write what may be shown as the text of a ledger."""
    written = [attrs.asdict(one) for one in blocks]
    return json.dumps({"kit": "class-ledger", "format": FORMAT, "blocks": written}) + "\n"


def blocks_from_json(text: str) -> tuple[Block, ...]:
    """Read the text of a ledger.

    Raises
    ------
    ValueError
        If it is torn or something else.
    """
    document = loads(text, DEEPEST)
    if not isinstance(document, dict) or document.get("kit") != "class-ledger":
        raise NotJsonError("class-ledger")
    if document.get("format") != FORMAT or not isinstance(document.get("blocks"), list):
        raise NotJsonError("format")
    try:
        blocks = cattrs.structure(document["blocks"], tuple[Block, ...])
    except cattrs.BaseValidationError as error:
        raise NotJsonError(str(error)) from None
    if any(_shape(one.tally) != _shape(tally([])) for one in blocks):
        raise NotJsonError("tally")
    return blocks


def _shape(total: Tally) -> dict[str, int]:
    """Return what of a course is counted; another course's ratings cannot be added."""
    return {key: len(one) for key, one in (*total.statements.items(), *total.factors.items())}
