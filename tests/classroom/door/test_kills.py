"""A door that is killed under load loses nothing that it has acknowledged, and tears nothing.

KIT_KILLS=200 kills it so often; `make bench` does that, too.
"""

import os
import random

from tools.crowd import Fate, killed

KILLS = int(os.environ.get("KIT_KILLS", "4"))


def test_what_was_acknowledged_is_there_whole_and_once_however_the_door_ends(folder, pages):
    fate = killed(folder, pages, KILLS, random.Random(14))
    print(f"\n{fate}")
    assert fate == Fate(kills=KILLS, acknowledged=fate.acknowledged, cut=fate.cut)
    assert fate.acknowledged > KILLS
