"""An edition of the lessons: its name, and laying it out where a learner may write.

A learner's own copies of the notebooks would hide a newer text. So where lessons reach learners, on
her own computer, on a shared server and on the static site, each edition has a folder of its own,
whose name changes with any notebook; her answers lie beside these folders and belong to all.
"""

import hashlib
import json
import os
import re
import shutil
import tempfile
from pathlib import Path

from kit.files.atomic import patiently

_NAME = re.compile(r"lessons-[0-9a-f]{6}")
_LOCALES = {"sv": "sv_SE", "en": "en"}
# What no lesson uses, and each makes the first form come later: tools for programming, for the text
# of cells and their metadata, and the list of formats for export, which takes the server a second.
_UNUSED = [
    "@jupyterlab/apputils-extension:announcements",
    "@jupyterlab/apputils-extension:licenses-client",
    "@jupyterlab/apputils-extension:licenses-plugin",
    "@jupyterlab/celltags-extension",
    "@jupyterlab/console-extension",
    "@jupyterlab/debugger-extension",
    "@jupyterlab/extensionmanager-extension",
    "@jupyterlab/fileeditor-extension:language-server",
    "@jupyterlab/inspector-extension",
    "@jupyterlab/logconsole-extension",
    "@jupyterlab/lsp-extension",
    "@jupyterlab/metadataform-extension",
    "@jupyterlab/notebook-extension:active-cell-tool",
    "@jupyterlab/notebook-extension:code-console",
    "@jupyterlab/notebook-extension:export",
    "@jupyterlab/notebook-extension:language-server",
    "@jupyterlab/notebook-extension:log-output",
    "@jupyterlab/notebook-extension:metadata-editor",
    "@jupyterlab/notebook-extension:tools",
    "@jupyterlab/notebook-extension:update-raw-mimetype",
    "@jupyterlab/pluginmanager-extension",
    "@jupyterlab/property-inspector-extension",
    "@jupyterlab/terminal-extension",
    "@jupyterlab/tooltip-extension:consoles",
    "jupyterlab-plotly",
]


def edition(notebooks: Path) -> str:
    """Return the name of this edition's folder, such as "lessons-3f2a9c".

    Parameters
    ----------
    notebooks
        The folder that holds the language folders.
    """
    mark = hashlib.sha256()
    for path in sorted(notebooks.glob("??/*.ipynb")):
        mark.update(path.relative_to(notebooks).as_posix().encode() + b"\0" + path.read_bytes())
    return f"lessons-{mark.hexdigest()[:6]}"


def is_edition(folder: Path) -> bool:
    """Say whether a folder has the name of an edition's."""
    return bool(_NAME.fullmatch(folder.name))


def lay_out(notebooks: Path, home: Path) -> Path:
    """Copy the notebooks into a home, all or nothing, unless this edition is there already.

    Parameters
    ----------
    notebooks
        The folder that holds the language folders. The guides to which they link lie in docs/
        beside it; the copies find theirs in their own edition, where nothing of hers can be.
    home
        A folder of the learner's.

    Returns
    -------
    This edition's folder.

    Raises
    ------
    OSError
        If the home is full, or cannot be written.
    """
    place = home / edition(notebooks)
    if place.is_dir():
        return place
    with tempfile.TemporaryDirectory(prefix=".lessons-", dir=home) as part:
        copy = Path(part) / place.name
        for notebook in sorted(notebooks.glob("??/*.ipynb")):
            target = copy / notebook.relative_to(notebooks)
            target.parent.mkdir(parents=True, exist_ok=True)
            # Without the rights of the original, which she could not write.
            shutil.copyfile(notebook, target)
            _link_to_own_guides(target)
        for guide in sorted((notebooks.parent / "docs").glob("class*.md")):
            (copy / "docs").mkdir(parents=True, exist_ok=True)
            shutil.copyfile(guide, copy / "docs" / guide.name)
        try:
            patiently(lambda: copy.rename(place))
        except OSError:
            # She may have started twice, and the other was faster.
            if not place.is_dir():
                raise
    return place


def _link_to_own_guides(notebook: Path) -> None:
    text = notebook.read_bytes()
    own = text.replace(b"](../../docs/", b"](../docs/")
    if own != text:
        notebook.write_bytes(own)


def opening(lessons: str, language: str) -> str:
    """Return the address, within JupyterLab, that opens the first lesson and nothing else.

    It has a workspace of its own, begun anew, so that nothing is opened that was open elsewhere.

    Parameters
    ----------
    lessons
        The path of the folder that holds the language folders, from what the server shows.
    language
        "sv" or "en".
    """
    return f"/lab/workspaces/regional-kit/tree/{lessons}/{language}/00-start.ipynb?reset"


def jupyterlab(language: str, folder: Path) -> dict[str, str]:
    """Let JupyterLab begin in a language, as light or dark as the system is, and with what is used.

    What the learner has chosen in its menus comes first. Where it lacks texts in that language, it
    stays English.

    Parameters
    ----------
    language
        "sv" or "en".
    folder
        Where to say so, for as long as the server runs.

    Returns
    -------
    What the server must find in its environment.
    """
    place = folder / "labconfig"
    place.mkdir(parents=True, exist_ok=True)
    chosen = {
        "@jupyterlab/apputils-extension:themes": {"adaptive-theme": True},
        "@jupyterlab/translation-extension:plugin": {"locale": _LOCALES[language]},
    }
    # Whether its own build is new enough is nothing to a learner, and takes the server two seconds.
    begun = {"disabledExtensions": dict.fromkeys(_UNUSED, True), "buildCheck": False}
    for name, said in (("default_setting_overrides", chosen), ("page_config", begun)):
        (place / f"{name}.json").write_text(json.dumps(said), encoding="utf-8")
    others = os.environ.get("JUPYTER_CONFIG_PATH", "")
    return {"JUPYTER_CONFIG_PATH": os.pathsep.join(filter(None, (str(folder), others)))}
