"""How Voilà shows the lessons as pages without code.

    KIT_TEACHER="a word of the teacher's" voila --Voila.config_file_paths=hosting notebooks

Each browser gets answers of its own, under a cookie with a random number, unless `KIT_ANSWERS`
names one file for all; who has not been back for 90 days is forgotten. The class's board opens to
the teacher's word alone. No visitor can run code: a page can only be used by the forms on it.
"""

import hashlib
import os
import re
import secrets
import shutil
import time
from functools import partial
from pathlib import Path
from typing import Any

import nbformat
from tornado.ioloop import PeriodicCallback

from kit.content.notebooks import NOT_ON_A_PAGE, OUTSIDE, read, title

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment] # Windows, where no open file can be removed

COOKIE = "kit-visitor"
DAYS = 90
A_DAY = 24 * 3600
FOLDER = re.compile("[0-9a-f]{32}")
IN_USE = "in-use"
# What removes old answers once a day, from the first page on.
FORGETTING: list[PeriodicCallback] = []
SAVED = {
    "sv": f"Dina svar sparas medan du arbetar. De finns kvar i {DAYS} dagar i samma webbläsare. "
    "Webbläsaren känns igen på en kaka med ett slumptal.",
    "en": f"Your answers are saved as you work. They will be there for {DAYS} days in the same "
    "browser. The browser is recognised by a cookie with a random number.",
}
# A kernel must not hold the word, and would inherit it.
WORD = os.environ.pop("KIT_TEACHER", "").strip()
SHORTEST = 12
NO_BOARD = {
    "sv": "Gruppens tavla visas inte här, eftersom alla kan öppna sidan. Du som har startat "
    f"servern: välj ett ord för kursledaren, minst {SHORTEST} tecken, och starta om med det i "
    "`KIT_TEACHER`.",
    "en": "The class’s board is not shown here, because anybody may open the page. If you have "
    f"started the server: choose a word for the teacher, of at least {SHORTEST} characters, and "
    "start again with it in `KIT_TEACHER`.",
}
BOARD = re.compile(r"\.board\([^)]*\)")

HERE = Path(__file__).parent


def before_start(handler: Any, notebook: Any, cwd: str) -> None:
    """Make a notebook a page, before its kernel is started."""
    # The template writes both at the top of the page.
    notebook.metadata.title = title(notebook)
    notebook.metadata.kit_language = cwd
    root = Path(handler.contents_manager.root_dir)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = OUTSIDE.sub(r"\1", cell.source)
    notebook.cells = [lock(cell, cwd) for cell in notebook.cells]
    if "KIT_ANSWERS" not in os.environ:
        give_own_answers(handler, notebook, cwd)
        forget_daily(root / "my-answers" / "visitors")


def lock(cell: Any, language: str) -> Any:
    """Put the teacher's word before a class's board, or without one a sentence in its place."""
    if cell.cell_type != "code" or not BOARD.search(cell.source):
        return cell
    if not WORD:
        return nbformat.v4.new_markdown_cell(NO_BOARD[language])
    cell.source = BOARD.sub(f".locked_board({LOCK.salt!r}, {LOCK.digest!r})", cell.source)
    return cell


def give_own_answers(handler: Any, notebook: Any, language: str) -> None:
    """Give a browser an answers file that no other has, and say so on the page."""
    known = handler.get_cookie(COOKIE, "")
    number = known if re.fullmatch(r"[0-9a-f]{32}", known) else secrets.token_hex(16)
    handler.set_cookie(
        COOKIE,
        number,
        path=handler.base_url,
        max_age=DAYS * A_DAY,
        httponly=True,
        samesite="Lax",
        secure=handler.request.protocol == "https",
    )
    # Voilà tells whoever asks what folders there are called; the number cannot be told from that.
    folder = hashlib.sha256(number.encode()).hexdigest()[:32]
    root = Path(handler.contents_manager.root_dir)
    path = root / "my-answers" / "visitors" / folder / "answers.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    # A class's folder is set, too: a stranger is not to say where the server writes.
    room = os.environ.get("KIT_CLASS") or str(root / "my-class")
    Path(room).mkdir(parents=True, exist_ok=True)
    set_ = {"KIT_ANSWERS": str(path), "KIT_CLASS": room}
    code = f"import os; os.environ.update({set_!r})"
    if path.parent.is_dir():
        # She is here again; and as long as her page is open, her folder is in use.
        os.utime(path.parent)
        if fcntl:
            code += f"\nimport fcntl; in_use = open({str(path.parent / IN_USE)!r}, 'a')"
            code += "\nfcntl.flock(in_use, fcntl.LOCK_SH)"
    notebook.cells.insert(0, nbformat.v4.new_code_cell(code))
    notebook.cells.insert(2, nbformat.v4.new_markdown_cell(f"> {SAVED[language]}"))


def forget_daily(visitors: Path) -> None:
    """Remove visitors' old answers: now, if that is the first page, and once a day from then on."""
    if not FORGETTING:
        forget(visitors)
        FORGETTING.append(PeriodicCallback(partial(forget, visitors), A_DAY * 1000))
        FORGETTING[0].start()


def forget(visitors: Path) -> None:
    """Remove the folders of visitors who have not been here for `DAYS` and whose page is closed."""
    oldest = time.time() - DAYS * A_DAY
    try:
        folders = [one for one in os.scandir(visitors) if FOLDER.fullmatch(one.name)]
    except OSError:
        return
    for folder in folders:
        # Of a link nothing is looked at, and what it leads to is not ours.
        if folder.is_dir(follow_symlinks=False) and last_used(folder.path) < oldest:
            remove_unless_used(Path(folder.path))


def last_used(folder: str) -> float:
    """Return when somebody last opened a page with these answers, or saved one."""
    with os.scandir(folder) as inside:
        times = [one.stat(follow_symlinks=False).st_mtime for one in inside if one.name != IN_USE]
    return max([Path(folder).stat().st_mtime, *times])


def remove_unless_used(folder: Path) -> None:
    """Remove a folder, unless a page that is open still holds it."""
    if fcntl and (folder / IN_USE).exists():
        with (folder / IN_USE).open("a") as mark:
            try:
                fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                return
            shutil.rmtree(folder, ignore_errors=True)
    else:
        shutil.rmtree(folder, ignore_errors=True)


def with_lessons(page_config: dict[str, Any], **about: Any) -> dict[str, Any]:
    """Add the lessons in both languages, for the page that lists them."""
    root = Path(about["settings"]["contents_manager"].root_dir)
    page_config["lessons"] = {
        language: [
            (path.relative_to(root).as_posix(), title(read(path)))
            for path in sorted((root / language).glob("*.ipynb"))
        ]
        for language in SAVED
    }
    return page_config


if WORD and len(WORD) < SHORTEST:
    raise SystemExit(
        f"KIT_TEACHER: kursledarens ord ska ha minst {SHORTEST} tecken. "
        f"The teacher's word has at least {SHORTEST} characters."
    )
if WORD:
    from kit.widgets.locking import Lock

    LOCK = Lock.of(WORD)

c = get_config()  # type: ignore[name-defined] # noqa: F821 - Jupyter's way to a configuration

# The template lies beside this file.
os.environ["JUPYTER_PATH"] = os.pathsep.join(
    filter(None, [str(HERE), os.environ.get("JUPYTER_PATH")])
)
c.VoilaConfiguration.template = "kit"
c.VoilaConfiguration.classic_tree = True  # the template's own list of lessons
c.VoilaConfiguration.prelaunch_hook = before_start
c.VoilaConfiguration.page_config_hook = with_lessons
c.TagRemovePreprocessor.enabled = True
c.TagRemovePreprocessor.remove_cell_tags = NOT_ON_A_PAGE

# Of what JupyterLab is extended by, a page needs only these; others may fail outside it.
c.VoilaConfiguration.extension_allowlist = [
    "@jupyter-widgets/jupyterlab-manager",
    "@voila-dashboards/widgets-manager8",
    "anywidget",
]

# A kernel goes a while after its page was left. A page does ask for that as it is left, but Jupyter
# Server refuses (github.com/voila-dashboards/voila/issues/1458); and it might otherwise end the
# kernel before the last answer is saved. A page that is open keeps its kernel, but a computer that
# sleeps for longer counts as having left.
c.MappingKernelManager.cull_idle_timeout = 10 * 60
c.MappingKernelManager.cull_interval = 60

# Nothing but the notebooks is served, and nothing of what their folder holds beside them.
c.VoilaConfiguration.file_allowlist = []
