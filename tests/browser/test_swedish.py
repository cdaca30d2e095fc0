"""JupyterLab around a Swedish lesson is Swedish: its menus, toolbars, file list and dialogs."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

LESSON = "sv/01-role.ipynb"
PACK = Path(__file__).parents[2] / "lab" / "swedish"

# Names of programs, kernels, formats and files; the last are what JupyterLab 4.6 asks nobody for.
NAMES = re.compile(
    r"Python 3 \(ipykernel\)( \| .*)?|\w+ Reference|English - English|Swedish \(Sweden\).*"
    r"|jupyter|codemirror|Asciidoc|HTML|LaTeX|Qtp\w+|Webpdf|.*Voilà.*|[^ ]*\.ipynb|/.*|−?\d+ \w+"
    r"|Skip to main panel"
)
ADDED = re.compile(
    r" \((?:(?:Ctrl|Shift|Alt|⌘|⇧)\+)*[^ )]+\)$| \"[^ ]*\.ipynb\"$"
)  # a shortcut, a file

# Not a lesson's own text, nor files and keys. A letter of a menu's item may be underlined.
SEEN = """() => {
  const not = ['.jp-Cell-inputWrapper', '.jp-Cell-outputWrapper', '.jp-DirListing-itemName',
    '.jp-BreadCrumbs', '.lm-Menu-itemShortcut', '.lm-CommandPalette-itemShortcut',
    '.lm-TabBar-tabLabel', '[data-command="fileeditor:change-language"]', 'svg', 'style', 'script'];
  const found = new Set();
  for (const one of document.body.querySelectorAll('*')) {
    if (!one.checkVisibility({visibilityProperty: true}) || one.closest(not.join())) continue;
    for (const name of ['aria-label', 'title', 'placeholder']) {
      // A dialog is called by all its text.
      if (name !== 'aria-label' || !one.matches('.jp-Dialog')) found.add(one.getAttribute(name));
    }
    const label = one.closest('.lm-Menu-itemLabel');
    if (label) found.add(label.textContent);
    else [...one.childNodes].filter(node => node.nodeType === 3).map(node => found.add(node.data));
  }
  return [...found].filter(text => /\\p{L}{2}/u.test(text ?? '')).map(text => text.trim());
}"""

DIALOGS = {
    "application:close": "Spara ditt arbete",
    "docmanager:rename": "Byt namn på fil",
    "docmanager:save-as": "Spara fil som…",
    "docmanager:reload": "Läs in från disk igen",
    "kernelmenu:change": "Välj kärna",
    "kernelmenu:shutdownAll": "Vill du stänga av alla?",
    "notebook:trust": "Vill du lita på den här anteckningsboken?",
    "notebook:close-and-shutdown": "Vill du stänga av anteckningsboken?",
    "filemenu:shutdown": "Bekräfta avstängning",
}


@pytest.fixture(scope="module")
def swedish():
    """What says whether a text is one of the pack's, with anything filled in."""
    texts = set()
    for path in PACK.rglob("*.po"):
        with path.open("rb") as file:
            for message in read_po(file):
                if message.id:
                    one = message.string
                    texts.update([one] if isinstance(one, str) else one)
    filled = [
        re.compile(re.sub(r"%\d", ".*", re.escape(text.strip()).replace(r"\%", "%")), re.DOTALL)
        for text in texts
        if re.search(r"%\d", text)
    ]
    plain = {text.strip() for text in texts}

    def known(text):
        return any(
            one in plain or NAMES.fullmatch(one) or any(form.fullmatch(one) for form in filled)
            for one in (text, ADDED.sub("", text))
        )

    return known


@pytest.fixture
def strangers(page, swedish):
    """What says which texts on the screen are not Swedish."""
    return lambda: [text for text in page.evaluate(SEEN) if not swedish(text)]


@pytest.fixture
def lesson(lab, page):
    lab.open(page, LESSON)
    page.wait_for_function("window.lesson.sessionContext.session.kernel.status === 'idle'")
    yield page
    page.evaluate("() => window.jupyterapp.shell.collapseLeft()")


def close_menus(page):
    while page.locator(".lm-Menu").count():
        page.keyboard.press("Escape")


def test_the_menus_and_all_in_them_are_swedish(lesson, strangers):
    bar = lesson.locator(".lm-MenuBar-item")
    titles = ["Arkiv", "Redigera", "Visa", "Kör", "Kärna", "Flikar", "Inställningar", "Hjälp"]
    assert bar.all_inner_texts() == titles
    assert strangers() == []
    for place, title in enumerate(titles):
        bar.nth(place).click()
        menu = lesson.locator(".lm-Menu").first
        menu.wait_for()
        assert strangers() == [], title
        below = menu.locator("[data-type='submenu']:not(.lm-mod-disabled)")
        for each in range(below.count()):
            name = below.nth(each).locator(".lm-Menu-itemLabel").inner_text()
            below.nth(each).click()
            lesson.locator(".lm-Menu").nth(1).wait_for()
            assert strangers() == [], (title, name)
            close_menus(lesson)
            bar.nth(place).click()
            menu.wait_for()
        close_menus(lesson)


def test_the_file_list_and_its_menu_are_swedish(lesson, strangers):
    lesson.evaluate("() => window.jupyterapp.commands.execute('filebrowser:activate')")
    file = lesson.locator(".jp-DirListing-item").first
    file.wait_for()
    assert strangers() == []
    file.click(button="right")
    lesson.locator(".lm-Menu [data-command='filebrowser:rename']").wait_for()
    assert strangers() == []
    close_menus(lesson)


def test_what_a_lesson_may_ask_is_asked_in_swedish(lesson, strangers):
    lesson.evaluate("() => { window.lesson.context.model.dirty = true; }")
    for command, title in DIALOGS.items():
        lesson.evaluate("command => void window.jupyterapp.commands.execute(command)", command)
        lesson.locator(".jp-Dialog-header").get_by_text(title, exact=True).wait_for()
        assert strangers() == [], command
        lesson.locator(".jp-Dialog .jp-mod-reject").get_by_text("Avbryt", exact=True).click()
        lesson.locator(".jp-Dialog").wait_for(state="detached")


def test_every_command_has_a_swedish_name(lesson, strangers):
    lesson.evaluate("() => window.jupyterapp.commands.execute('apputils:activate-command-palette')")
    lesson.locator(".lm-CommandPalette-item").first.wait_for()
    assert strangers() == []
    lesson.keyboard.press("Escape")


def test_a_screen_reader_is_told_that_the_page_is_swedish(lesson):
    assert lesson.evaluate("() => document.documentElement.lang").startswith("sv")
