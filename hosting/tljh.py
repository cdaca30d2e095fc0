"""Seats on The Littlest JupyterHub; see docs/hosting.md for how this file gets there."""

# ruff: noqa: F821 - the hub, which reads this file, brings `c`

import pwd
from contextlib import suppress
from pathlib import Path

# The link that JupyterHub reads leads to this file, and seat.py lies beside it.
SEAT = Path(__file__).resolve().with_name("seat.py")

c.Spawner.cmd = ["/opt/tljh/user/bin/python", str(SEAT)]
c.Spawner.mem_limit = "1G"

# Who runs the class's door, if there is such an account: nobody of the teachers' and no learner.
DOOR = "regional-kit-door"

with suppress(KeyError):
    pwd.getpwnam(DOOR)
    c.JupyterHub.services.append(
        {
            "name": "class",
            "url": "http://127.0.0.1:10114",
            "command": ["/opt/tljh/user/bin/python", str(SEAT.with_name("door.py"))],
            "user": DOOR,
            "display": False,
        }
    )
    # By this the board in a teacher's seat knows that there is one.
    c.Spawner.environment.update({"KIT_DOOR": "/services/class/"})
