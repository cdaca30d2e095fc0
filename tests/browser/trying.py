"""Random tries: a learner answers while things go wrong, and no answer goes silently."""

import json
import random
from pathlib import Path

import attrs
from playwright.sync_api import Error

from kit.content.phrases import Words
from tools.jupyterlab import PATIENCE

SCRIPT = (Path(__file__).parent / "trying.js").read_text(encoding="utf-8")
SCALES = ("ratings breadth-1", "ratings breadth-2", "ratings breadth-3", "importance breadth")
KEYS = (*SCALES, "evidence breadth", "reflections breadth")
STEP, LONGEST = 100, 40_000  # milliseconds
LANGUAGES = ("sv", "en")
HERE = [Words(language)("form.unsaved-here") for language in LANGUAGES]
# The cells with the two forms that are answered; the rest of a lesson would only take time.
CELLS = ("language", "rate-breadth", "reflect")
RUN = """async ([cells, anew]) => {
  const late = new Promise((_, no) => setTimeout(no, 150000, new Error('the cells do not run')));
  const run = async () => {
    const {content, sessionContext} = window.lesson;
    for (let first = anew; first || !sessionContext.session?.kernel; first = false) {
      await sessionContext.shutdown().catch(() => {});
      await sessionContext.startKernel().catch(() => {});
      await sessionContext.ready;
    }
    const {kernel} = sessionContext.session;
    if (kernel.connectionStatus !== 'connected') await kernel.reconnect();
    for (const cell of content.widgets) {
      if (cells.includes(cell.model.id)) await cell.constructor.execute(cell, sessionContext, {});
    }
  };
  await Promise.race([run(), late]);
}"""


def run(page, *, anew=False):
    """Run the cells with the two forms, in a kernel that is started anew or is there."""
    page.evaluate(RUN, [list(CELLS), anew])
    forms(page)


def forms(page):
    """Wait until both forms can be answered."""
    page.locator(".rk-rate fieldset input").first.wait_for(timeout=PATIENCE)
    page.locator(".rk-reflect textarea").first.wait_for(timeout=PATIENCE)


@attrs.frozen
class Given:
    """An answer as a learner gave it, and what she saw in its place before."""

    tab: int
    key: str
    value: object
    over: tuple[object, ...]


@attrs.define
class Tab:
    """A page with a lesson, or one that has been left."""

    page: object
    open: bool = False
    warned: bool = False


class Try:
    """One try: some actions at random moments on one or two tabs, then an end to all trouble.

    Parameters
    ----------
    carrier
        Where the lesson runs: it opens and runs one, ends kernels, holds the file and reads it.
    seed
        What the actions and their moments follow from.
    """

    def __init__(self, carrier, seed):
        self.carrier = carrier
        self.random = random.Random(f"{carrier.name} {seed}")
        self.log = [f"{carrier.name}, seed {seed}"]
        self.given = []
        self.shown = []
        self.told = set()
        self.faults = []
        self.words = 0
        self.killed = False
        self.troubles = set()
        self.tabs = []
        # So few that both tabs often give the same one.
        self.scales = self.random.sample(SCALES, 2)
        self.area = self.random.randrange(2)
        carrier.listener = self.hear

    # What the page says

    def hear(self, page, note):
        """Take down what a page notes of itself."""
        number = next(place for place, tab in enumerate(self.tabs) if tab.page == page)
        if note["what"] == "warned":
            self.tabs[number].warned = True
            return
        if note["what"] == "given":
            one = Given(number, note["key"], note["value"], tuple(note["over"]))
            self.given.append(one)
            line = f"  tab {number} gives {one.key}: "
            # Of a text that is being written, the log has the last.
            if self.log[-1].startswith(line):
                self.log.pop()
            self.log.append(f"{line}{one.value!r} over {one.over!r}")
            return
        line = f"  tab {number} shows as saved {note['values']!r}"
        if self.log[-1] != line:
            self.log.append(line)
        for key, value in note["values"].items():
            self.shown.append((key, value))
            by = [one for one in self.given if one.key == key]
            alone = {one.tab for one in by} == {number} and by[-1].value == value
            if alone and not self.carrier.holds(key, value):
                self.faults.append(f"{key} is shown as saved, and the file has no {value!r}")

    # What is done

    def tab(self):
        """Return a tab to act in; it is opened if none is."""
        opened = [tab for tab in self.tabs if tab.open]
        return self.random.choice(opened) if opened else self.load()

    def load(self):
        """Open a lesson in a tab."""
        if all(tab.open for tab in self.tabs):
            self.tabs.append(Tab(self.carrier.new_page()))
        tab = next(one for one in self.tabs if not one.open)
        language = self.random.choice(LANGUAGES)
        self.log.append(f"  tab {self.tabs.index(tab)} is opened ({language})")
        self.carrier.context.set_offline(False)
        self.carrier.open(tab.page, language)
        tab.open = True
        return tab

    def leave(self, tab, go):
        """Leave a page; what it alone has is told of if the browser asks, or the page says so."""
        state = tab.page.evaluate("() => window.tries.state()")
        self.carrier.context.set_offline(False)
        go()
        said = any(sentence in line for sentence in HERE for line in state["said"])
        if tab.warned or said:
            for key, entry in state["waiting"].items():
                if not entry["safe"]:
                    self.told.add((key, entry["value"]))
            # A text that is being written begins to wait only as the page is left.
            self.told |= {(key, state["values"][key]) for key in state["writing"]}
        tab.warned = False

    def type(self):
        page = self.tab().page
        page.bring_to_front()
        area = page.locator(".rk-reflect form").first.locator("textarea").nth(self.area)
        area.focus()
        page.keyboard.press(self.random.choice(["Control+End", "Control+End", "Control+a"]))
        for _ in range(self.random.randint(1, 4)):
            self.words += 1
            page.keyboard.type(f"ord{self.words} ", delay=self.random.choice([0, 0, 30]))
            page.wait_for_timeout(self.random.choice([0, 100, 500, 900]))
        if self.random.random() < 0.4:
            area.blur()

    def rate(self):
        page = self.tab().page
        page.bring_to_front()
        key = self.random.choice(self.scales)
        found = page.locator(".rk-reflect form" if key == SCALES[3] else ".rk-rate form").first
        scale = found.locator("fieldset.rk-question").nth(SCALES.index(key) % 3)
        box = scale.locator(f"input[value='{self.random.randint(1, 5)}']")
        match self.random.choice(["space", "space", "arrow", "arrow", "click", "click", "delete"]):
            case "space":
                box.focus()
                page.keyboard.press("Space")
            case "arrow":
                box.focus()
                page.keyboard.press("ArrowRight")
            case "click":
                box.locator("xpath=..").click(force=True)
            case "delete":
                box.focus()
                page.keyboard.press("Delete")

    def choose(self):
        page = self.tab().page
        buttons = page.locator(".rk-clash.rk-open [role=group] button")
        if count := buttons.count():
            buttons.nth(self.random.randrange(count)).focus()
            page.keyboard.press("Enter")

    def kill(self):
        self.killed = True
        self.carrier.kill(self.random, self.tab().page)

    def rerun(self):
        tab = self.tab()
        if self.carrier.runs:
            self.mend()
            self.run(tab, anew=self.random.random() < 0.7)
        else:
            self.reload(tab)

    def cut(self):
        mode = self.random.choice(self.carrier.cuts)
        self.log.append(f"  {mode}")
        tab = self.tab()
        if mode == "broken":
            self.killed = True
            self.carrier.context.set_offline(True)
        self.troubles.add("mend")
        tab.page.evaluate("mode => window.tries.cut(mode)", mode)
        self.carrier.was_cut(tab.page, mode)

    def mend(self):
        self.troubles.discard("mend")
        self.carrier.context.set_offline(False)
        for tab in self.tabs:
            if tab.open and self.carrier.is_lost(tab.page):
                self.reload(tab)
            elif tab.open:
                tab.page.evaluate("() => window.tries.mend()")

    def hide(self):
        self.troubles.add("seen")
        self.tab().page.evaluate("() => window.tries.hide(true)")

    def seen(self):
        self.troubles.discard("seen")
        for tab in self.tabs:
            if tab.open:
                tab.page.evaluate("() => window.tries.hide(false)")

    def hold(self):
        self.troubles.add("release")
        self.carrier.hold(self.tab().page)

    def hold_shortly(self):
        """Hold the file no longer than saving has patience for."""
        self.carrier.hold(self.tab().page)
        self.rate()
        self.tab().page.wait_for_timeout(self.random.choice([50, 150, 250]))
        self.release()

    def release(self):
        self.troubles.discard("release")
        for tab in self.tabs:
            if tab.open:
                self.carrier.release(tab.page)

    def reload(self, tab=None):
        tab = tab or self.tab()
        self.log.append(f"  tab {self.tabs.index(tab)} is loaded again")
        language = self.random.choice(LANGUAGES)
        self.leave(tab, lambda: self.carrier.open(tab.page, language))

    def close(self, tab=None):
        tab = tab or self.tab()
        self.log.append(f"  tab {self.tabs.index(tab)} is left")
        self.leave(tab, lambda: tab.page.goto("about:blank"))
        tab.open = False

    def second(self):
        self.load()

    def pause(self):
        """Go on at a random moment, or once all is saved."""
        page = next((tab.page for tab in self.tabs if tab.open), None)
        if page is None:
            return
        wait = self.random.choice([0, 0, 0, 200, 700, 1500, 6000, "saved", "saved"])
        if wait == "saved":
            for _ in range(30):
                state = page.evaluate("() => window.tries.state()")
                if not state["waiting"] and not state["writing"]:
                    break
                page.wait_for_timeout(100)
        elif wait:
            page.wait_for_timeout(wait)
        self.log.append(f"    ({wait})")

    def possible(self):
        """Return what can be done now, each with how often it is done beside others."""
        not_now = {"mend", "seen", "release"} - self.troubles
        if not any(state["choices"] for state in self.states()):
            not_now.add("choose")
        if len(self.states()) != 1:
            not_now.add("second")
        return {name: rate for name, rate in self.carrier.actions.items() if name not in not_now}

    def do(self):
        """Do everything, and let it end well; return what is lost, in words."""
        self.load()
        for _ in range(self.random.randint(8, 12)):
            name = self.random.choices(*zip(*self.possible().items(), strict=True))[0]
            self.log.append(name)
            self.carrier.tidy([tab.page for tab in self.tabs if tab.open])
            getattr(self, name)()
            self.pause()
        self.log.append("end")
        self.recover()
        return [*self.faults, *self.lost()]

    # How it ends

    def recover(self):
        """End all trouble, in the pages that are open or in one that is opened anew."""
        for tab in [tab for tab in self.tabs if tab.open]:
            self.carrier.tidy([tab.page])
            if self.random.random() < self.carrier.leaves:
                self.close(tab)
        self.mend()
        if not any(tab.open for tab in self.tabs):
            self.load()
        self.release()
        self.seen()
        for tab in [tab for tab in self.tabs if tab.open]:
            # What only the wire or the file held up is saved by a page that nobody touches.
            if not self.killed and self.random.random() < 0.5:
                self.log.append(f"  tab {self.tabs.index(tab)} stays as it is")
            else:
                self.again(tab)
        # What other pages have left is taken up where a lesson is run.
        tab = next(tab for tab in self.tabs if tab.open)
        if not self.until(tab, self.settled):
            self.again(tab)
        if not self.until(tab, self.settled):
            self.faults.append("an answer still waits, and nobody is asked to choose")
        if not self.until(tab, self.shows_what_is_kept):
            self.faults.append("what is shown is not what is in the file")

    def again(self, tab):
        """Run a lesson again, as a learner is told to do where Python does not answer."""
        if self.carrier.runs:
            self.log.append(f"  tab {self.tabs.index(tab)} runs again")
            self.run(tab, anew=self.killed)
        else:
            self.reload(tab)

    def run(self, tab, *, anew):
        """Run a lesson; where JupyterLab cannot, a learner has the page loaded anew."""
        try:
            run(tab.page, anew=anew)
        except Error as error:
            self.log.append(f"  {error.message.splitlines()[0]}")
            self.reload(tab)

    def until(self, tab, what):
        """Wait until something is so, and say whether it ever was."""
        for _ in range(LONGEST // STEP):
            if what():
                return True
            tab.page.wait_for_timeout(STEP)
        return False

    def states(self):
        return [tab.page.evaluate("() => window.tries.state()") for tab in self.tabs if tab.open]

    def settled(self):
        """Say whether nothing waits that is not for the learner to choose."""
        states = self.states()
        chosen = {key for state in states for key in choices(state)}
        waits = {key for one in states for key in (*one["waiting"], *one["writing"], *one["kept"])}
        shown = all(len(choices(state)) == state["choices"] for state in states)
        return waits <= chosen and shown

    def shows_what_is_kept(self):
        stored = self.carrier.files(next(tab.page for tab in self.tabs if tab.open))[0]
        return all(
            key in state["waiting"] or value == held(stored, key)
            for state in self.states()
            for key, value in state["values"].items()
        )

    def lost(self):
        """Name what was given and is nowhere, and was not replaced by who saw it."""
        states = self.states()
        documents = self.carrier.files(next(tab.page for tab in self.tabs if tab.open))
        self.log += [f"in the files: {documents}", f"on the pages: {states}"]
        found = {(key, held(document, key)) for document in documents for key in KEYS}
        for state in states:
            found |= set(state["kept"].items())
            for key, entry in choices(state).items():
                found |= {(key, entry["value"]), (key, entry["stored"])}
        lost = []
        for place, one in enumerate(self.given):
            answer = (one.key, one.value)
            replaced = any(
                one.key == later.key and one.value in later.over
                for later in self.given[place + 1 :]
            )
            shown = answer in self.shown
            if answer not in found and not replaced and (shown or answer not in self.told):
                lost.append(f"{'shown as saved and ' if shown else ''}lost: {one}")
        return lost


def choices(state):
    """Return the answers of which the learner is to choose one, with what waits of each."""
    return {key: one for key, one in state["waiting"].items() if one["at"] == "changed"}


def attend(carrier, context):
    """Let whatever the pages of a browser note reach the carrier's listener."""
    context.expose_binding("noted", lambda source, note: carrier.listener(source["page"], note))
    context.add_init_script(SCRIPT)
    context.set_default_timeout(60_000)

    def warn(dialog):
        carrier.listener(dialog.page, {"what": "warned"})
        dialog.accept()

    context.on("dialog", warn)


def held(document, key):
    section, name = key.split(" ")
    return document.get(section, {}).get(name)


def read(folder):
    """Return the answers in a folder, then those that were set aside beside them."""
    if not (folder / "answers.json").exists():
        return [{}]
    aside = [*folder.glob("answers.overtaken-*.json"), *folder.glob("answers.earlier-*.json")]
    return [
        json.loads(path.read_text(encoding="utf-8")) for path in (folder / "answers.json", *aside)
    ]
