"""Bring one's own computer to the next edition: `make update`, or `python -m tools.update`.

A lesson that has been run and saved differs from the one that was fetched, so a bare `git pull` is
refused. Answers lie in no file of git's, and stay. A lesson into which something was typed is kept
as a copy beside the new one; of the others only what was shown goes, which comes again when run.
"""

import datetime as dt
import json
import shutil
import subprocess
import sys
from pathlib import Path

from kit.content.language import LANGUAGES, Text

ROOT = Path(__file__).parent.parent

# By the language of a lesson's folder, what its copy is called.
MINE = Text(sv="min", en="mine")

ZIP = Text(
    sv="Den här mappen hämtades inte med git. Hämta den nya utgåvan som ZIP och packa upp den i en "
    "ny mapp. Kopiera notebooks/my-answers och notebooks/my-class dit, till samma plats.",
    en="This folder was not fetched with git. Fetch the new edition as a ZIP and unpack it into a "
    "new folder. Copy notebooks/my-answers and notebooks/my-class there, to the same place.",
)
BOTH = Text(
    sv="Du och den nya utgåvan har ändrat samma filer: {files}. Inget har rörts. Kopiera dina till "
    "en annan mapp. Skriv git checkout HEAD -- {files} och sedan make update. För sedan in dina "
    "ändringar igen.",
    en="You and the new edition have changed the same files: {files}. Nothing has been touched. "
    "Copy yours to another folder. Write git checkout HEAD -- {files} and then make update. Then "
    "make your changes again.",
)
OWN = Text(
    sv="Du har egna ändringar sparade i git (commit). Inget har rörts. Skriv git pull --rebase.",
    en="You have commits of your own. Nothing has been touched. Write git pull --rebase.",
)
REFUSED = Text(
    sv="Git kunde inte hämta den nya utgåvan och säger så här. Dina svar är orörda.\n{said}",
    en="Git could not fetch the new edition and says this. Your answers are untouched.\n{said}",
)
KEPT = Text(
    sv="Du hade skrivit i {lesson}. Din egen ligger kvar som {copy}.",
    en="You had written in {lesson}. Your own is still there as {copy}.",
)
DONE = Text(
    sv="Klart. Dina svar är kvar. Har du lektioner öppna: stäng dem och öppna dem igen.",
    en="Done. Your answers are still there. If lessons are open, close them and open them again.",
)


class RefusedError(Exception):
    """The new edition cannot be put in place; the message says why, in both languages."""


def update(root: Path, today: dt.date) -> list[str]:
    """Put the newest edition in place.

    Parameters
    ----------
    root
        The clone.
    today
        The day, for the names of copies.

    Returns
    -------
    What has been done, in both languages.

    Raises
    ------
    RefusedError
        If that cannot be done; then nothing that somebody has typed was changed.
    """
    if not (root / ".git").exists():
        raise RefusedError(said(ZIP))
    git(root, "fetch", "--quiet")
    if git(root, "rev-list", "@{upstream}..HEAD"):
        raise RefusedError(said(OWN))
    changed = names(git(root, "diff", "--name-only", "-z", "HEAD"))
    newer = names(git(root, "diff", "--name-only", "-z", "HEAD...@{upstream}"))
    lessons = [lesson for lesson in changed if is_lesson(lesson)]
    if both := sorted((set(changed) & set(newer)) - set(lessons)):
        raise RefusedError(said(BOTH, files=" ".join(both)))
    # A copy of each is there before the first lesson is put back.
    kept = [keep(root, lesson, today) for lesson in lessons if typed(root, lesson)]
    if lessons:
        git(root, "checkout", "--quiet", "HEAD", "--", *lessons)
    git(root, "merge", "--quiet", "--ff-only", "@{upstream}")
    return [*kept, said(DONE)]


def is_lesson(file: str) -> bool:
    """Say whether a file of git's is a lesson."""
    folder, _, name = file.removeprefix("notebooks/").partition("/")
    return file.startswith("notebooks/") and folder in LANGUAGES and name.endswith(".ipynb")


def typed(root: Path, lesson: str) -> bool:
    """Say whether more than what a lesson shows has changed since it was fetched."""
    try:
        mine = (root / lesson).read_text(encoding="utf-8")
    except FileNotFoundError:
        return False
    return cells(mine) != cells(git(root, "show", f"HEAD:{lesson}"))


def cells(text: str) -> object:
    """Return what is typed in the cells of a notebook, or the text as a whole if it is torn."""
    try:
        found = json.loads(text)["cells"]
        return [(cell["cell_type"], "".join(cell["source"])) for cell in found]
    except (ValueError, KeyError, TypeError):
        return text


def keep(root: Path, lesson: str, today: dt.date) -> str:
    """Copy a lesson to a name of its own beside it, where it finds the same answers."""
    path = root / lesson
    name = f"{path.stem}-{MINE['sv' if path.parent.name == 'sv' else 'en']}-{today}"
    copy = path.with_stem(name)
    number = 1
    while copy.exists():
        number += 1
        copy = path.with_stem(f"{name}-{number}")
    shutil.copyfile(path, copy)
    return said(KEPT, lesson=lesson, copy=copy.relative_to(root).as_posix())


def git(root: Path, *arguments: str) -> str:
    """Run git in a clone and return what it writes."""
    done = subprocess.run(
        ["git", "-C", str(root), *arguments], capture_output=True, check=False, encoding="utf-8"
    )
    if done.returncode:
        raise RefusedError(said(REFUSED, said=done.stderr.strip()))
    return done.stdout


def names(listed: str) -> list[str]:
    """Return the names of files that git lists with a zero after each."""
    return [name for name in listed.split("\0") if name]


def said(text: Text, **values: str) -> str:
    """Swedish first, English below."""
    return "\n".join(text[language].format(**values) for language in LANGUAGES)


def main() -> int:
    """Update this clone and say what has been done; return 0, or 1 if it was refused."""
    try:
        told, status = update(ROOT, dt.date.today()), 0  # noqa: DTZ011 - the reader's own day
    except RefusedError as error:
        told, status = [str(error)], 1
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    sys.stdout.write("\n\n".join(told) + "\n")
    return status


if __name__ == "__main__":
    sys.exit(main())
