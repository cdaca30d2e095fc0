"""How long after a sheet lies in the class's folder an open board counts it."""

import random
import re
import time

from kit.classroom.folder import hand_in
from kit.classroom.sheets import ALPHABET, RATINGS, Sheet, statement_ids
from tools.jupyterlab import PATIENCE, Lab, browser

LEARNERS = 30


def update() -> float:
    """Let thirty learners hand in while a board is open; return the longest wait in seconds."""
    dice = random.Random(30)
    longest = 0.0
    with Lab() as lab, browser() as program:
        page = program.new_page()
        lab.open(page, "en/06-class.ipynb")
        lab.run(page)
        count = page.locator(".rk-board .rk-count").first
        count.filter(has_text=re.compile("^0 have handed in$")).wait_for(timeout=PATIENCE)
        for number in range(1, LEARNERS + 1):
            mark = "".join(dice.choices(ALPHABET, k=5))
            ratings = bytes(dice.choices(range(len(RATINGS)), k=len(statement_ids())))
            hand_in(Sheet(mark, "1", None, ratings), lab.classes)
            start = time.perf_counter()
            said = re.compile(f"^{number} {'has' if number == 1 else 'have'} handed in$")
            count.filter(has_text=said).wait_for(timeout=PATIENCE)
            longest = max(longest, time.perf_counter() - start)
    return longest
