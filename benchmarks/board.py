"""How long after a sheet lies in the class's folder an open board counts it."""

import random
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
        board = page.locator(".rk-board").first
        board.get_by_text("0 have handed in").wait_for(timeout=PATIENCE)
        for number in range(1, LEARNERS + 1):
            mark = "".join(dice.choices(ALPHABET, k=5))
            ratings = bytes(dice.choices(range(len(RATINGS)), k=len(statement_ids())))
            hand_in(Sheet(mark, "1", None, ratings), lab.classes)
            start = time.perf_counter()
            said = f"{number} {'has' if number == 1 else 'have'} handed in"
            board.get_by_text(said, exact=True).wait_for(timeout=PATIENCE)
            longest = max(longest, time.perf_counter() - start)
    return longest
