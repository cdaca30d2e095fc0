"""Seats on Kubernetes: a user number for each learner, so that rights on files mean something.

By the chart's default all seats have the same number, and whoever may write in the class's folder
could read and replace every sheet there. Give this file to helm with
`--set-file hub.extraConfig.seats=hosting/kubernetes.py`.
"""

# ruff: noqa: F821 - the hub, which reads this file, brings `c` and what is Any

from typing import Any

# Who is in the hub's group of this name has the number that owns the class's folder.
TEACHERS = "teachers"
FIRST_NUMBER = 20_000

HOME = "/home/jovyan"
CLASS = "/srv/regional-kit/class"


def number(spawner: Any) -> int:
    """Return the user and group number of whoever sits in a seat.

    Parameters
    ----------
    spawner
        What starts the seat.
    """
    groups = {group.name for group in spawner.user.groups}
    return FIRST_NUMBER + (0 if TEACHERS in groups else spawner.user.id)


def hand_over(spawner: Any, pod: Any) -> Any:
    """Let the home belong to who sits here, and the class's folder to the teachers.

    It is done by root before the seat starts: volumes begin as root's. A group that owns volumes
    (`fsGid`) would do for the homes, but could list and read the class's folder.

    Parameters
    ----------
    spawner
        What starts the seat.
    pod
        The seat.
    """
    mine, teachers = number(spawner), FIRST_NUMBER
    steps = (
        f"chown {mine}:{mine} {HOME}",
        f"chmod 0700 {HOME}",
        # Learners may enter and write, but not list; what they hand in is of the teachers' group.
        f"chown {teachers}:{teachers} {CLASS}",
        f"chmod 3733 {CLASS}",
    )
    seat = pod.spec.containers[0]
    first = {
        "name": "hand-over",
        "image": seat.image,
        "command": ["sh", "-ec", "\n".join(steps)],
        "securityContext": {"runAsUser": 0, "runAsGroup": 0, "allowPrivilegeEscalation": False},
        "volumeMounts": seat.volume_mounts,
    }
    pod.spec.init_containers = [*(pod.spec.init_containers or []), first]
    return pod


c.KubeSpawner.uid = number
c.KubeSpawner.gid = number
c.KubeSpawner.modify_pod_hook = hand_over
