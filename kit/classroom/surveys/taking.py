"""Taking into the class what was found in a file, and taking back one file alone."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import attrs

from kit.classroom.folder import ClassFolder, hand_in, hand_in_all, reason, text_of
from kit.classroom.sheets import Fault, NotASheetError, Sheet, shown
from kit.classroom.surveys.looking import Look
from kit.classroom.surveys.marks import is_stamp, marked, next_stamp, stamps_of
from kit.files.atomic import patiently, replace

# Rows with fewer answers are soon alike by chance.
_TELLING = 6
_LONGEST_NAME = 1_000


@attrs.frozen
class Taken:
    """A file that has been taken into a class.

    Attributes
    ----------
    stamp
        The eight characters that its rows' marks begin with.
    name
        The file's name, safe to show; "" if it was taken in before names were kept.
    sheets
        Its rows.
    """

    stamp: str
    name: str
    sheets: tuple[Sheet, ...]


class AlreadyTakenError(ValueError):
    """The file is a later export of one that was taken in; `earlier` is that one."""

    def __init__(self, earlier: Taken) -> None:
        super().__init__(earlier.name or earlier.stamp)
        self.earlier = earlier


def taken(folder: Path, sheets: Iterable[Sheet] | None = None) -> list[Taken]:
    """Return the files that have been taken into a class, those with the most rows first.

    Parameters
    ----------
    folder
        The class's.
    sheets
        What it holds, if that has been read already.
    """
    if sheets is None:
        sheets = ClassFolder(folder).look().sheets.values()
    files: dict[str, list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        stamp, dash, _ = sheet.mark.partition("-")
        if dash:
            files[stamp].append(sheet)
    found = [Taken(stamp, _name_of(folder, stamp), tuple(rows)) for stamp, rows in files.items()]
    return sorted(found, key=lambda file: (-len(file.sheets), file.stamp))


def earlier_of(found: Look, files: Sequence[Taken]) -> Taken | None:
    """Return the file that another is a later export of, as their rows tell, if any is.

    Names do not decide: tools and browsers number what is exported again, and people number the
    files of their groups. Only where rows have few answers must the names be alike, too.
    """
    stamps = set(stamps_of(found.stamp))
    alike = [(_alike(file, found.sheets, named=file.stamp in stamps), file) for file in files]
    share, best = max(alike, key=lambda pair: pair[0], default=(0.0, None))
    return best if share >= 0.5 else None  # noqa: PLR2004 - most of them


def take_in(
    found: Look, folder: Path, *, over: Taken | None = None, add: bool = False
) -> list[Fault]:
    """Put what was found in a file into a class's folder.

    Parameters
    ----------
    found
        What `look` found.
    folder
        The class's.
    over
        The file whose place it takes.
    add
        Whether it counts beside all others, even one that it seems to be a later export of.

    Returns
    -------
    What could not be written; what lies in the way of one sheet keeps no other out.

    Raises
    ------
    ValueError
        If there is nothing to take in.
    AlreadyTakenError
        If it is a later export of a file taken in before, and neither `over` nor `add` says what
        is to become of that one.
    """
    if not found.sheets:
        raise ValueError(found.name)
    failed: Counter[str] = Counter()
    if found.how == "result-codes":
        for sheet in found.sheets:
            try:
                hand_in(sheet, folder)
            except OSError as error:
                failed[reason(error)] += 1
    else:
        files = taken(folder)
        if not over and not add and (earlier := earlier_of(found, files)):
            raise AlreadyTakenError(earlier)
        stamp = over.stamp if over else next_stamp(found.stamp, [file.stamp for file in files])
        try:
            hand_in_all(marked(found.sheets, stamp), folder)
            patiently(
                lambda: replace(_name_file(folder, stamp), found.name.encode(), for_others=True)
            )
        except OSError as error:
            failed[reason(error)] += len(found.sheets)
    return [
        Fault(shown(folder.name), "fault.unwritten", {"n": str(n), "reason": why})
        for why, n in failed.items()
    ]


def take_back(file: Taken, folder: Path) -> None:
    """Take one file's rows out of a class again; all else stays.

    Raises
    ------
    OSError
        If they cannot be deleted.
    """
    if not is_stamp(file.stamp):
        raise ValueError(file.stamp)
    patiently(lambda: (folder / f"survey-{file.stamp}.json").unlink(missing_ok=True))
    patiently(lambda: _name_file(folder, file.stamp).unlink(missing_ok=True))


def _alike(file: Taken, rows: Sequence[Sheet], *, named: bool) -> float:
    """Return how many of the rows that two files could share they do."""
    before, later = (
        Counter(
            (sheet.round, sheet.ratings)
            for sheet in sheets
            if named or len(sheet.ratings) - sheet.ratings.count(0) >= _TELLING
        )
        for sheets in (file.sheets, rows)
    )
    fewer = before.total() if named else min(before.total(), later.total())
    return (before & later).total() / fewer if fewer else 0.0


def _name_file(folder: Path, stamp: str) -> Path:
    """Return where a file's name is kept: hidden, and so passed over in the class's folder."""
    return folder / f".survey-{stamp}.name"


def _name_of(folder: Path, stamp: str) -> str:
    path = _name_file(folder, stamp)
    try:
        return shown(text_of(path, _LONGEST_NAME, path.lstat()))
    except (OSError, NotASheetError):
        return ""
