"""The configuration of the hub that tests start: JupyterHub itself reads this file.

Its seats are processes of this machine, but each learner has a user number of her own, given by the
very function that Kubernetes uses, and a home that is hers alone: no account is made for her.
"""

# ruff: noqa: F821 - the hub brings `c`

import os
import runpy
import sys
from collections.abc import Callable
from pathlib import Path

from jupyterhub.spawner import SimpleLocalProcessSpawner

ROOT = Path(__file__).resolve().parent.parent
PLACE = Path(os.environ["KIT_HUB_PLACE"])
PUBLIC, HUB, PROXY, DOOR = os.environ["KIT_HUB_PORTS"].split()
KIT = os.environ["KIT_HUB_KIT"]

# As the chart reads it.
KUBERNETES = runpy.run_path(str(ROOT / "hosting" / "kubernetes.py"), {"c": c})
RIGHTS = bool(os.environ["KIT_HUB_RIGHTS"])


class Seat(SimpleLocalProcessSpawner):
    """A seat that runs as a user without a name, in a home that nobody else may enter."""

    async def start(self) -> tuple[str, int]:
        """Make the home before the seat starts in it."""
        home = self.home_dir
        os.makedirs(home, 0o700, exist_ok=True)  # noqa: PTH103 - ruff wants none of pathlib here
        if RIGHTS:
            number = KUBERNETES["number"](self)
            os.chown(home, number, number)
        return await super().start()

    def user_env(self, env: dict[str, str]) -> dict[str, str]:
        """Say where the home is; how its user is called nothing says, as on Kubernetes."""
        return {**env, "HOME": self.home_dir}

    def make_preexec_fn(self, name: str) -> Callable[[], None]:  # noqa: ARG002 - the hub's
        """Return what the seat's process does before it becomes its server."""
        number, home = KUBERNETES["number"](self), self.home_dir

        def become() -> None:
            if RIGHTS:
                os.setgroups([])
                os.setgid(number)
                os.setuid(number)
            os.chdir(home)

        return become


# The teacher's; all others enter and write, but do not list.
CLASS = PLACE / "class"
CLASS.mkdir(exist_ok=True)
if RIGHTS:
    os.chown(CLASS, KUBERNETES["FIRST_NUMBER"], KUBERNETES["FIRST_NUMBER"])
CLASS.chmod(0o3733)

c.JupyterHub.bind_url = f"http://127.0.0.1:{PUBLIC}"
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{HUB}"
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{PROXY}"
c.ConfigurableHTTPProxy.command = [os.environ["KIT_HUB_PROXY"]]
c.JupyterHub.spawner_class = Seat
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.JupyterHub.load_groups = {"teachers": {"users": ["teacher"]}}
SERVER = [f"{KIT}/hosting/seat.py"] if KIT else ["-m", "jupyterhub.singleuser"]
c.Seat.cmd = [sys.executable, *SERVER]
# Where learners cannot be users of their own, they may all be root.
c.Seat.args = [] if RIGHTS or os.geteuid() else ["--allow-root"]
c.Seat.home_dir_template = str(PLACE / "homes" / "{username}")
c.Seat.environment = {"KIT_CLASS": str(CLASS), "TMPDIR": os.environ["TMPDIR"]}
if KIT:
    # As hosting/tljh.py has it; here, nobody is neither a teacher nor a learner.
    c.JupyterHub.services = [
        {
            "name": "class",
            "url": f"http://127.0.0.1:{DOOR}",
            "command": [sys.executable, f"{KIT}/hosting/door.py"],
            "environment": {"KIT_CLASS": str(CLASS), "KIT_DOOR_HOSTS": f"127.0.0.1:{PUBLIC}"},
            "user": "nobody" if RIGHTS else "",
            "display": False,
        }
    ]
    c.Seat.environment["KIT_DOOR"] = "/services/class/"
# Twenty seats that start at once on a small machine take their time.
c.Seat.start_timeout = c.Seat.http_timeout = 300
