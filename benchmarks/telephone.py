"""From the address that a telephone has scanned to "handed in": machine time, and how many presses.

All that can be pressed is pressed at once, so what is left is the machine's own time.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import attrs
from playwright.sync_api import Browser

from benchmarks.site import slow
from kit.classroom.door import session, starting
from tools.jupyterlab import browser

RUNS = 7
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
# Each frame does the next of what a person would do, and notes when it could.
PRESSED = """() => {
  const pressed = window.pressed ??= [];
  const press = (one) => pressed.push(performance.now()) && one.click();
  const asked = [...document.querySelectorAll(".rk-rate .rk-question")];
  const button = document.querySelector(".hand > button");
  if (!asked.length || !button) return false;
  const next = asked.find((one) => !one.querySelector("input:checked"));
  if (next) press(next.querySelector("input[value='4']"));
  else if (pressed.length === asked.length) press(button);
  else if (document.querySelector(".told[data-at=done]")) return [...pressed, performance.now()];
  return false;
}"""


@attrs.frozen
class Joined:
    """How long it took to be handed in, in seconds, and until the first press was possible.

    `seconds` and `first` are those of a telephone: a fourth of this machine's processor, 10 Mbit/s
    and 40 ms; `bare` is the same without that brake, in the same run, and `processor` what the page
    took of a processor for it, whatever else the machine had to do.
    """

    seconds: float
    first: float
    bare: float
    processor: float
    presses: int


def joined() -> Joined:
    """Join, rate one factor and hand in, again and again on telephones that know nothing of it.

    Both kinds go in turn, and each figure is its median: what else the machine does holds up both.
    """
    braked, bare = [], []
    with _class() as address, browser() as chromium:
        for _ in range(RUNS):
            braked.append(_visit(chromium, address, brake=True))
            bare.append(_visit(chromium, address, brake=False))
    return Joined(
        median(one.presses[-1] for one in braked),
        median(one.presses[0] for one in braked),
        median(one.presses[-1] for one in bare),
        median(one.processor for one in bare),
        len(braked[0].presses) - 1,
    )


@attrs.frozen
class _Visit:
    """When each press was possible, and at last when it was handed in; and the page's processor."""

    presses: list[float]
    processor: float


@contextmanager
def _class() -> Iterator[str]:
    """Open the door of a class in which one factor is to be rated; give what is in its QR code."""
    with tempfile.TemporaryDirectory(prefix="door-") as name:
        folder = Path(name)
        code = session.begin(folder).code
        session.change(folder, open="voice")
        running = starting.start(folder)
        try:
            yield session.join(running.addresses[0], code)
        finally:
            running.stop()


def _visit(chromium: Browser, address: str, *, brake: bool) -> _Visit:
    context = chromium.new_context(**PHONE)
    page = context.new_page()
    if brake:
        slow(page)
    wire = context.new_cdp_session(page)
    wire.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(address, wait_until="commit")
    moments = page.wait_for_function(PRESSED).json_value()
    taken = {one["name"]: one["value"] for one in wire.send("Performance.getMetrics")["metrics"]}
    context.close()
    return _Visit([one / 1000 for one in moments], taken["TaskDuration"])


if __name__ == "__main__":
    print(joined())
