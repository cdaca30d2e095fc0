"""How much memory a seat on a shared server takes: its server, and a kernel with lesson 1.

Twenty learners sit on one hub at the same time, as in its test.
"""

from functools import partial

from tools.hub import NAMES, Hub, at_once, first_lesson, lacking


def seat_mb() -> float:
    """Return the mean proportional set size of a seat, in MB."""
    if reason := lacking():
        raise RuntimeError(reason)
    with Hub() as hub:
        at_once(partial(first_lesson, hub), NAMES)
        return hub.seat_mb(NAMES)
