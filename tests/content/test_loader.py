import re

import pytest
from IPython.core.interactiveshell import InteractiveShell
from spoiling import change, told

from kit.content import loader
from kit.content.course import course
from kit.content.glossary import glossary
from kit.content.language import LANGUAGES
from kit.content.phrases import phrases
from kit.content.regions import counties, example_regions

ROLE = "factors/1-role.toml"
SECOND = 'id = "breadth-2"'

# Mistakes in a file of TOML: what is changed, to what, the key that is then named, what to do.
MISTAKES = {
    "a translation is missing": (
        r"^text\.en = .*\n",
        "",
        "factor[breadth].statement[breadth-2].text.en",
        "The key is missing. Add it.",
    ),
    "a text is blank": (
        r"^text\.sv = .*$",
        'text.sv = "  "',
        "factor[breadth].statement[breadth-2].text.sv",
        "The text is blank. Write it.",
    ),
    "a text of a list is blank": (
        r"^points = .*$",
        'points = ["1a", " "]',
        "factor[breadth].statement[breadth-2].points[2]",
        "The text is blank. Write it.",
    ),
    "a key is unknown": (
        r"^text\.en = ",
        'txet = "to be done"\ntext.en = ',
        "factor[breadth].statement[breadth-2].txet",
        "Unknown key. Correct its spelling or remove it.",
    ),
    "a language is unknown": (
        r"^text\.en = ",
        'text.fi = "aika"\ntext.en = ',
        "factor[breadth].statement[breadth-2].text.fi",
        "Unknown key. Correct its spelling or remove it.",
    ),
    "a number stands where a text belongs": (
        r"^text\.sv = .*$",
        "text.sv = 3",
        "factor[breadth].statement[breadth-2].text.sv",
        "A text in quotation marks belongs here.",
    ),
    "one text stands where two belong": (
        r"^text\.sv = .*\ntext\.en = .*$",
        'text = "Regionen …"',
        "factor[breadth].statement[breadth-2].text",
        "one whose key ends in .sv and one whose key ends in .en",
    ),
    "a text stands where a list belongs": (
        r"^points = .*$",
        'points = "1a"',
        "factor[breadth].statement[breadth-2].points",
        'A list in brackets belongs here, for instance ["1a", "1b"].',
    ),
    "an id has a space in it": (
        r'^id = "breadth-2"$',
        'id = "breadth 2"',
        "factor[breadth].statement[breadth 2].id",
        "only small letters from a to z, digits and hyphens",
    ),
    "an id is missing": (
        r'^id = "breadth-2"\n',
        "",
        "factor[breadth].statement[2].id",
        "The key is missing. Add it.",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_with_its_file_its_key_and_what_to_do(data, mistake):
    pattern, new, key, remedy = MISTAKES[mistake]
    change(data / ROLE, pattern, new, after=SECOND)
    places, message = told(course)
    assert places == [f"data/{ROLE}, {key}"]
    assert remedy in message


def test_a_message_has_the_place_then_swedish_then_english(data):
    change(data / ROLE, r"^text\.en = .*\n", "", after=SECOND)
    _, message = told(course)
    assert message.splitlines() == [
        "data/factors/1-role.toml, factor[breadth].statement[breadth-2].text.en",
        "  Nyckeln saknas. Lägg till den.",
        "  The key is missing. Add it.",
    ]


def test_every_remedy_says_in_both_languages_what_is_wrong_and_what_to_do():
    for remedy in loader.remedies().values():
        for language in LANGUAGES:
            assert re.search(r"^[A-ZÅÄÖ{].*\.$", remedy[language], re.DOTALL)


def test_all_mistakes_of_all_files_are_told_at_once(data):
    change(data / ROLE, r"^text\.en = .*\n", "", after=SECOND)
    change(data / ROLE, r"^label\.sv = .*$", 'label.sv = "Mycket mer än arton tecken"')
    change(data / ROLE, r"^label\.en = .*$", 'label.en = "Much more than eighteen"')
    change(data / "factors/4-interplay.toml", r"^key = .*$", "key = 9")
    places, _ = told(course)
    assert places == [
        "data/factors/1-role.toml, factor[breadth].label.sv",
        "data/factors/1-role.toml, factor[breadth].label.en",
        "data/factors/1-role.toml, factor[breadth].statement[breadth-2].text.en",
        "data/factors/4-interplay.toml, factor[organisation].vignette.key",
    ]


@pytest.mark.parametrize(
    ("heading", "wrong", "key", "remedy"),
    [
        (r"^\[group\]$", "[[group]]", "group", "a heading in single brackets"),
        (r"^\[factor\.vignette\]$", "[[factor.vignette]]", "factor[breadth].vignette", "single"),
    ],
)
def test_wrong_brackets_around_a_heading_are_told(data, heading, wrong, key, remedy):
    change(data / ROLE, heading, wrong)
    places, message = told(course)
    assert places == [f"data/{ROLE}, {key}"]
    assert remedy in message


def test_a_list_of_one_table_needs_double_brackets(data):
    change(data / "glossary.toml", r"(?s)\A.*\Z", '[term]\nid = "county"\n')
    places, message = told(glossary)
    assert places == ["data/glossary.toml, term"]
    assert "Headings in double brackets belong here" in message


def test_a_list_that_is_longer_in_one_language_is_told(data):
    change(data / ROLE, r"^goals\.en = \[\n", 'goals.en = [\n  "do one thing more.",\n')
    places, message = told(course)
    assert places == [f"data/{ROLE}, group.goals"]
    assert "lika många texter" in message


def test_a_torn_file_is_told_with_its_line(data):
    file = data / ROLE
    text = file.read_text(encoding="utf-8")
    file.write_text(text[: text.index(SECOND) + len(SECOND) - 1], encoding="utf-8")
    line = text[: text.index(SECOND)].count("\n") + 1
    places, message = told(course)
    assert places in ([f"data/{ROLE}, rad/line {line}"], [f"data/{ROLE}"])
    assert "Titta efter ett citattecken" in message
    assert "Look for a quotation mark" in message


def test_a_missing_quotation_mark_is_told_with_its_line(data):
    change(data / ROLE, r'^id = "breadth-2"$', SECOND.rstrip('"'))
    line = (data / ROLE).read_text(encoding="utf-8").splitlines().index(SECOND.rstrip('"')) + 1
    assert told(course)[0] == [f"data/{ROLE}, rad/line {line}"]


def test_a_key_given_twice_is_told_as_that_and_not_as_a_lost_quotation_mark(data):
    change(data / ROLE, r'^id = "breadth-2"$', f"{SECOND}\n{SECOND}")
    places, message = told(course)
    line = (data / ROLE).read_text(encoding="utf-8").splitlines().index(SECOND) + 2
    assert places == [f"data/{ROLE}, rad/line {line}"]
    assert "Samma nyckel står två gånger" in message
    assert "The same key is given twice" in message


@pytest.mark.parametrize(
    ("name", "read"), [(ROLE, course), ("words.toml", phrases), ("counties.toml", counties)]
)
def test_a_file_saved_in_latin_1_is_told_with_the_line_of_its_first_letter_lost(data, name, read):
    text = (data / name).read_text(encoding="utf-8")
    (data / name).write_bytes(text.encode("latin-1", errors="ignore"))
    first = next(n for n, line in enumerate(text.splitlines(), 1) if re.search("[à-ÿÀ-Ÿ]", line))
    places, message = told(read)
    assert places == [f"data/{name}, rad/line {first}"]
    assert "Spara om den med kodningen UTF-8." in message
    assert "Save it again with the encoding UTF-8." in message


def test_a_file_saved_with_a_byte_order_mark_is_read_like_any_other(data):
    for file in (data / ROLE, data / "words.toml", data / "counties.toml"):
        file.write_text(file.read_text(encoding="utf-8"), encoding="utf-8-sig")
    assert len(course().factors) == 14
    assert phrases()
    assert len(counties()) == 21


@pytest.mark.parametrize(
    ("name", "read"),
    [("words.toml", phrases), ("counties.toml", counties), ("glossary.toml", glossary)],
)
def test_a_missing_file_is_told(data, name, read):
    (data / name).unlink()
    places, message = told(read)
    assert places == [f"data/{name}"]
    assert "Filen saknas. Lägg tillbaka den." in message
    assert "The file is missing. Put it back." in message


def test_a_folder_where_a_file_belongs_is_told(data):
    (data / "words.toml").unlink()
    (data / "words.toml").mkdir()
    places, message = told(phrases)
    assert places == ["data/words.toml"]
    assert "The file cannot be read" in message


@pytest.mark.parametrize(("folder", "read"), [("factors", course), ("regions", example_regions)])
def test_an_empty_folder_is_told(data, folder, read):
    for file in (data / folder).iterdir():
        file.unlink()
    places, message = told(read)
    assert f"data/{folder}" in places
    assert "The folder has no files that end in .toml" in message


def test_files_that_the_system_leaves_in_a_folder_are_passed_over(data):
    (data / "factors" / "._1-role.toml").write_bytes(b"\x00\x05\x16\x07")
    (data / "factors" / "notes.txt").write_text("to do")
    assert len(course().factors) == 14


@pytest.mark.parametrize("value", ["1" + "0" * 5000, "[" * 5000, "2024-01-01", "nan", "[1, {}]"])
def test_no_value_however_odd_ends_in_anything_but_a_message(data, value):
    change(data / ROLE, r"^number = 1$", f"number = {value}")
    assert told(course)[0][0].startswith(f"data/{ROLE}")


def test_in_a_notebook_the_message_stands_alone_without_a_traceback(data, capsys, tmp_path):
    change(data / ROLE, r"^text\.en = .*\n", "", after=SECOND)
    shell = InteractiveShell(ipython_dir=str(tmp_path / "ipython"))
    shell.run_cell("from kit.content.course import course\ncourse()", store_history=False)
    said = capsys.readouterr().out
    assert said.strip().startswith("data/factors/1-role.toml, factor[breadth]")
    assert "Traceback" not in said


def test_texts_are_read_from_beside_the_package_in_a_clone():
    assert loader.path("words.toml").is_file()
    assert loader.path("factors").is_dir()
