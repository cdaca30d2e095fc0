"""What crosses the web socket when a lesson is opened and run, and when a second one follows."""

from playwright.sync_api import Page, WebSocket

from tools.jupyterlab import PATIENCE, Lab, browser

QUIET = 1_500
STEP = 250


class _Meter:
    """Counts the bytes that a page sends and receives over its web sockets."""

    def __init__(self, page: Page) -> None:
        self.bytes = 0
        page.on("websocket", self._follow)

    def _follow(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._count)
        socket.on("framesent", self._count)

    def _count(self, payload: str | bytes) -> None:
        self.bytes += len(payload.encode() if isinstance(payload, str) else payload)


def traffic() -> tuple[int, int]:
    """Return the bytes of a first lesson in a fresh page, and of a second one after it."""
    with Lab() as lab, browser() as program:
        page = program.new_page()
        meter = _Meter(page)
        _read(lab, page, meter, "sv/01-role.ipynb")
        first = meter.bytes
        _read(lab, page, meter, "sv/02-direction.ipynb")
        return first, meter.bytes - first


def _read(lab: Lab, page: Page, meter: _Meter, notebook: str) -> None:
    """Open and run a lesson, wait until every chart is drawn, then until nothing more crosses."""
    lab.open(page, notebook)
    lab.run(page)
    page.wait_for_function(
        """() => {
          const charts = [...window.lesson.content.node.querySelectorAll(".rk-plot")];
          return charts.length > 1 && charts.every((one) => one.querySelector(".main-svg"));
        }""",
        timeout=PATIENCE,
    )
    quiet, before = 0, meter.bytes
    while quiet < QUIET:
        page.wait_for_timeout(STEP)
        quiet = quiet + STEP if meter.bytes == before else 0
        before = meter.bytes
