"""LibreOffice is found where it is, and without it nothing fails but says how to get it."""

import pytest

from tools import office
from tools.office import HOW, OfficeError, convert, find

needs_office = pytest.mark.skipif(not find(), reason=HOW)


@pytest.fixture
def nowhere(monkeypatch):
    """A machine without an office."""
    monkeypatch.delenv("KIT_OFFICE", raising=False)
    monkeypatch.setattr(office.shutil, "which", lambda _name: None)
    monkeypatch.setattr(office, "_PLACES", ())


@pytest.mark.usefixtures("nowhere")
def test_the_program_is_found_where_it_is_usually_installed_or_where_it_is_named(
    monkeypatch, tmp_path
):
    program = tmp_path / "soffice"
    monkeypatch.setattr(office, "_PLACES", (str(tmp_path / "none"), str(program)))
    assert find() is None
    program.touch()
    assert find() == str(program)
    monkeypatch.setenv("KIT_OFFICE", "/opt/office/soffice")
    assert find() == "/opt/office/soffice"


@pytest.mark.usefixtures("nowhere")
def test_without_an_office_or_where_it_cannot_be_started_one_is_told(monkeypatch, tmp_path):
    with pytest.raises(OfficeError, match="Install LibreOffice"):
        convert(tmp_path / "a.csv", tmp_path)
    monkeypatch.setenv("KIT_OFFICE", str(tmp_path / "soffice"))
    with pytest.raises(OfficeError, match=r"a\.csv: .*soffice"):
        convert(tmp_path / "a.csv", tmp_path)


@needs_office
def test_a_file_is_written_as_another_kind_and_replaces_the_one_before(tmp_path):
    file = tmp_path / "några värden.csv"
    file.write_text("a,b\n1,2\n", encoding="utf-8")
    made = tmp_path / "några värden.pdf"
    made.write_bytes(b"old")
    assert convert(file, tmp_path) == made
    assert made.read_bytes().startswith(b"%PDF")


@needs_office
def test_what_cannot_be_opened_is_told_in_the_offices_own_words(tmp_path):
    before = tmp_path / "none.pdf"
    before.write_bytes(b"old")
    with pytest.raises(OfficeError, match=r"(?s)none\.csv: .*loaded"):
        convert(tmp_path / "none.csv", tmp_path)
    assert before.read_bytes() == b"old"
