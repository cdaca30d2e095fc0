"""The fonts of the tests are the project's own: the machine's are not seen."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tools import fonts

ASKED = ("sans-serif", "serif", "system-ui", "Arial", "Helvetica Neue", "Segoe UI", "DejaVu Sans")

every_family = pytest.mark.parametrize("family", fonts.FAMILIES)
with_fontconfig = pytest.mark.skipif(
    not (shutil.which("fc-match") and shutil.which("fc-list")),
    reason="fontconfig's own programs say what a program is given",
)


def told(family, *command):
    done = subprocess.run(
        command, env=fonts.only(family), capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()


def given(family, asked):
    return told(family, "fc-match", "-f", "%{family[0]} %{style[0]}", asked)[0]


@with_fontconfig
@every_family
def test_whatever_is_asked_for_is_the_family_chosen_in_its_weight_and_slope(family):
    plain, slanted = {"DejaVu Sans": ("Book", "Oblique")}.get(family, ("Regular", "Italic"))
    assert {given(family, one) for one in ASKED} == {f"{family} {plain}"}
    assert {given(family, f"{one}:bold") for one in ASKED} == {f"{family} Bold"}
    assert {given(family, f"{one}:italic") for one in ASKED} == {f"{family} {slanted}"}


@with_fontconfig
@every_family
def test_code_is_as_wide_for_every_character(family):
    for one in ("monospace", "Courier New", "DejaVu Sans Mono"):
        assert given(family, one).startswith("DejaVu Sans Mono ")


@with_fontconfig
@every_family
def test_no_font_of_the_machine_is_seen(family):
    ours = {fonts.folder(one) for one in fonts.FAMILIES}
    files = {Path(one) for one in told(family, "fc-list", "--format", "%{file}\n")}
    assert {one.parent for one in files} == ours


@with_fontconfig
@pytest.mark.parametrize("sign", "åÅé–”−→✓☐⚠▲")
def test_every_sign_that_the_kit_shows_is_in_one_of_the_fonts(sign):
    assert told(fonts.FAMILIES[0], "fc-list", f":charset={ord(sign):x}")


def test_a_family_that_is_not_installed_is_named_and_one_is_told_how_to_get_it(monkeypatch):
    assert fonts.missing() == []
    monkeypatch.setitem(fonts.PACKAGES, "Arimo", ("no_such_package", "files"))
    assert fonts.missing() == ["Arimo"]
    with pytest.raises(RuntimeError, match="pip install"):
        fonts.only("a family that no test has asked for")
