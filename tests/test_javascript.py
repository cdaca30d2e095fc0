"""What checks the page's scripts is said to be missing in one line, and stops nothing."""

from tools import javascript, npm


def test_without_npm_the_checks_of_the_scripts_are_skipped(monkeypatch, capsys):
    monkeypatch.setattr(npm.shutil, "which", lambda _name: None)
    javascript.main()
    assert capsys.readouterr().out == f"{npm.HOW}\n"
