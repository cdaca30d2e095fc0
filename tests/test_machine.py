"""What the machine lacks is got where that can be done, and else named in one line each."""

import os
import subprocess
import sys

import pytest

from tools import browser, fonts, javascript, machine, npm, office


@pytest.fixture
def bare(monkeypatch):
    """A machine with nothing, on which nothing is really installed."""
    called = []
    monkeypatch.delenv("KIT_BROWSER", raising=False)
    monkeypatch.delenv("KIT_OFFICE", raising=False)
    monkeypatch.setattr(machine.shutil, "which", lambda _name: None)
    for one in (browser, office):
        monkeypatch.setattr(one, "_PLACES", ())
    monkeypatch.setattr(npm, "main", lambda: called.append("npm"))

    def run(command, **options):
        called.append(command)
        assert options["env"]["DEBIAN_FRONTEND"] == "noninteractive"
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(machine.subprocess, "run", run)
    return called


@pytest.fixture
def debian(monkeypatch, bare):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(machine.Path, "exists", lambda path: str(path) == "/etc/debian_version")
    return bare


def test_each_thing_that_is_missing_is_named_in_one_line(bare, monkeypatch, capsys):
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(fonts, "missing", lambda: ["Arimo"])
    with pytest.raises(SystemExit):
        machine.main()
    said = capsys.readouterr().out.splitlines()
    names = ("Chrom", "Arimo", "Chromium", "Firefox", "WebKit", "LibreOffice", "Node.js", "Git")
    for line, name in zip(said, names, strict=True):
        assert name in line
    assert bare == []


def test_what_tests_are_skipped_without_stops_nothing(bare, monkeypatch, capsys):
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setenv("KIT_BROWSER", "/opt/chrome")
    machine.main()
    assert office.HOW in capsys.readouterr().out
    assert bare == ["npm"]


def test_without_npm_the_checks_of_the_scripts_are_skipped(monkeypatch, capsys):
    monkeypatch.setattr(npm.shutil, "which", lambda _name: None)
    javascript.main()
    assert capsys.readouterr().out == f"{npm.HOW}\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such thing as root")
def test_on_debian_as_root_the_programs_are_installed(debian, monkeypatch):
    monkeypatch.setenv("KIT_BROWSER", "/opt/chrome")
    machine.main()
    update, install, _ = debian
    assert update == ["apt-get", "update", "-qq"]
    assert {"libreoffice-calc-nogui", "poppler-utils"} <= set(install)
    assert {"chromium-driver", "firefox-esr", "webkit2gtk-driver"} <= set(install)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such thing as root")
def test_what_cannot_be_installed_is_named(debian, monkeypatch, capsys):
    def run(command, **_):
        debian.append(command)
        return subprocess.CompletedProcess(command, 100)

    monkeypatch.setattr(machine.subprocess, "run", run)
    with pytest.raises(SystemExit):
        machine.main()
    assert browser.HOW in capsys.readouterr().out
    assert len(debian) == 1


@pytest.mark.usefixtures("debian")
def test_what_is_there_is_left_alone(monkeypatch):
    monkeypatch.setattr(machine.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(machine.subprocess, "run", None)
    machine.main()
