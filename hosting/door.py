"""The class's door as a service of a JupyterHub: telephones join without a log-in.

The hub starts it (hosting/tljh.py) or Kubernetes does (hosting/door.yaml); see docs/hosting.md. It
may write into the class's folder as any learner may, and not list it.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

KIT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(KIT))

# Found by the line above, installed or not.
from kit.classroom.door.running import How, Teller, run  # noqa: E402
from kit.widgets.phone import pages  # noqa: E402

CLASS = Path("/srv/regional-kit/class")
PORT = 10_114
BASE = "/services/class/"


def settings(environment: Mapping[str, str]) -> tuple[Path, How]:
    """Return the class's folder, and how its door runs, by what a hub says.

    Parameters
    ----------
    environment
        `JUPYTERHUB_SERVICE_PREFIX` and `JUPYTERHUB_SERVICE_URL` are a hub's; `KIT_CLASS` names
        another folder, `KIT_DOOR_HOSTS` what the hub is called, by commas, if the proxy before it
        lets any name through, and `KIT_DOOR_ADDRESS` where it listens on Kubernetes.
    """
    at = urlsplit(environment.get("JUPYTERHUB_SERVICE_URL", ""))
    elsewhere = environment.get("KIT_DOOR_ADDRESS", "")
    how = How(
        to_others=bool(elsewhere),
        addresses=(elsewhere,) if elsewhere else (),
        port=at.port or PORT,
        names=tuple(filter(None, environment.get("KIT_DOOR_HOSTS", "").split(","))),
        base=environment.get("JUPYTERHUB_SERVICE_PREFIX", BASE),
        behind=True,
    )
    return Path(environment.get("KIT_CLASS") or CLASS), how


def main() -> None:
    """Be the service."""
    folder, how = settings(os.environ)
    run(folder, pages(), how, Teller(lambda _opened: None))


if __name__ == "__main__":
    main()
