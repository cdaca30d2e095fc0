"""Seats on The Littlest JupyterHub; see docs/hosting.md for how this file gets there."""

# ruff: noqa: F821 - the hub, which reads this file, brings `c`

from pathlib import Path

# The link that JupyterHub reads leads to this file, and seat.py lies beside it.
SEAT = Path(__file__).resolve().with_name("seat.py")

c.Spawner.cmd = ["/opt/tljh/user/bin/python", str(SEAT)]
c.Spawner.mem_limit = "1G"
