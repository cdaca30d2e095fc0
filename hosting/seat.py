"""Start a learner's seat on a JupyterHub, in place of jupyterhub-singleuser.

Lays this edition's notebooks out in her home, in a folder of their own, so that copies which she
has saved never hide a newer text; keeps her answers beside it; opens the first lesson.
"""

import os
import sys
import tempfile
from pathlib import Path

KIT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(KIT))

# Found by the line above, installed or not.
from kit.files.editions import jupyterlab, lay_out, opening  # noqa: E402

# Where the class hands in; see docs/hosting.md for who may do what there.
CLASS = Path("/srv/regional-kit/class")
LANGUAGE = "sv"

# What a seat's Jupyter reads first: settings, what is switched off, and how a kernel starts.
# A kernel is reached by files of hers (ipc), not ports of the machine: where a class starts at
# once, two kernels may be told to listen at the same port, and the later one is given that port
# again and again (jupyter_client 8.10).
JUPYTER = Path(__file__).with_name("jupyter")


def settings(home: Path, first: str, lines: str) -> dict[str, str]:
    """Return what the seat's server and kernels find in their environment.

    Parameters
    ----------
    home
        The learner's home, which the seat shows.
    first
        The address of what opens first, within the seat.
    lines
        A folder of the seat's own: for the lines between the server and its kernels, and for what
        JupyterLab begins with.
    """
    found = {
        "KIT_ANSWERS": str(home / "my-answers" / "answers.json"),
        "JUPYTER_RUNTIME_DIR": lines,
        "JUPYTER_PATH": _first(JUPYTER, "JUPYTER_PATH"),
        "JUPYTER_CONFIG_PATH": _first(JUPYTER, "JUPYTER_CONFIG_PATH"),
        "JUPYTERHUB_ROOT_DIR": str(home),
        "JUPYTERHUB_DEFAULT_URL": first,
    }
    # Without a class of the server's, a learner may name a folder herself.
    if "KIT_CLASS" not in os.environ and CLASS.is_dir():
        found["KIT_CLASS"] = str(CLASS)
    return found


def _first(folder: Path, name: str) -> str:
    """Put a folder before those that a path of the environment names."""
    return os.pathsep.join([str(folder), *filter(None, [os.environ.get(name)])])


def main() -> None:
    """Prepare the seat and become its server."""
    home = Path.home()
    try:
        first = opening(lay_out(KIT / "notebooks", home).name, LANGUAGE)
    except OSError as error:
        # In a full home there is all the more to do: let her in to make room.
        sys.stderr.write(f"This edition's lessons could not be laid out: {error}\n")
        first = "/lab"
    # Not in the home: what stands for a line has a short name, and lies on a disk of this machine.
    lines = tempfile.mkdtemp(prefix="seat-")
    os.environ.update(settings(home, first, lines))
    os.environ.update(jupyterlab(LANGUAGE, Path(lines)))
    # By this Python, whatever is on the PATH; and what lies beside the server is no module for it.
    server = [sys.executable, "-P", str(Path(__file__).with_name("server.py")), *sys.argv[1:]]
    os.execv(sys.executable, server)  # noqa: S606 - no shell is wanted


if __name__ == "__main__":
    main()
