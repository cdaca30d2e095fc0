"""What a person is told who makes a mistake in data/: where it is, and what to do about it."""

import re

import pytest
from IPython.core.interactiveshell import InteractiveShell
from spoiling import change, told

from kit.content import loader
from kit.content.course import course
from kit.content.dilemmas import dilemmas
from kit.content.glossary import glossary
from kit.content.language import LANGUAGES
from kit.content.phrases import phrases
from kit.content.regions import counties, example_regions
from kit.content.rules import rules

ROLE, SAGO, PLANT = "factors/1-role.toml", "regions/sago.toml", "dilemmas/plant.toml"
SECOND = 'id = "breadth-2"'

# Each mistake: what is written, as what, the end of the key that is told, part of what is said.
STATEMENT = {
    "no translation": (r"^text\.en = .*\n", "", ".text.en", "The key is missing. Add it."),
    "a blank text": (r"^text\.sv = .*$", 'text.sv = "  "', ".text.sv", "is blank. Write it."),
    "an unknown key": ("^text", 'txet = "to do"\ntext', ".txet", "Unknown key. Correct its spell"),
    "an unknown language": ("^text", 'text.fi = "aika"\ntext', ".text.fi", "Unknown key."),
    "a number for a text": (r"^text\.sv = .*$", "text.sv = 3", ".text.sv", "in quotation marks"),
    "one text for two": (r"^text\.sv = .*\ntext\.en", "text", ".text", "one whose key ends in .en"),
    "a text for a list": ("^points = .*$", 'points = "1a"', ".points", '["1a", "1b"]'),
    "a blank text in a list": ("^points = .*$", 'points = ["1a", " "]', ".points[2]", "is blank."),
    "an empty list of points": ("^points = .*$", "points = []", ".points", 'points = ["1a"].'),
    "nothing of points": (r"^points = .*\n", "", ".points", "The key is missing. Add it."),
    "another's point": ("^points = .*$", 'points = ["1a", "2a"]', ".points", "2a is not a point"),
}
STATEMENTS = {
    "an id with a space": ("breadth-2", "breadth 2", "[breadth 2].id", "from a to z, digits and"),
    "no id": (f"^{SECOND}\n", "", "[2].id", "The key is missing. Add it."),
    "an id used twice": ("breadth-2", "breadth-1", "[breadth-1].id", "breadth-1 is used elsewhere"),
}
FACTOR = {
    "level 6": ("^key = .*$", "key = 6", ".vignette.key", "level is a whole number from 1 to 5."),
    "level 0": ("^key = .*$", "key = 0", ".vignette.key", "Nivån ska vara ett heltal från 1"),
    "a level as text": ("^key = .*$", 'key = "2"', ".vignette.key", "no quotation marks"),
    "half a level": ("^key = .*$", "key = 2.5", ".vignette.key", "A whole number belongs here"),
    "levels out of order": ("^level = 2$", "level = 3", ".level", "order, not 1, 3, 3, 4, 5"),
    "a label too long": ("Bredd i arbetet", "x" * 19, ".label.sv", "has at most 18 characters."),
    "a point uncovered": (r'\["1b"\]', '["1a"]', ".statement", "covers the source's point 1b."),
    "brackets for one": (r"^\[factor.vignette", "[[factor.vignette]", ".vignette", "in single"),
}
QUESTION = {
    "no right answer": ("^correct = true$", "correct = false", "", "not 0"),
    "two right answers": ("^correct = false$", "correct = true", "", "not 2"),
    "neither true nor false": ("^correct = .*$", 'correct = "no"', "[1].correct", "true or false."),
}
GROUP = {
    "brackets for a group": (r"^\[group\]$", "[[group]]", "", "a heading in single brackets"),
    "one goal more in English": (r"^goals\.en = \[", 'goals.en = ["x.",', ".goals", "lika många"),
    "a factor of another group": (
        '^factor = "voice"$',
        'factor = "goals"',
        ".borderline.factor",
        "one of",
    ),
    "readings far apart": ("^level = 4$", "level = 5", ".borderline.reading", "not 3, 5"),
    "readings alike": ("^level = 4$", "level = 3", ".borderline.reading", "not 3, 3"),
    "a case nobody knows": ("^case = .*$", 'case = "x"', ".case", "x is not the id of an example"),
}
REGION = {
    "a level above 5": (r"breadth-1 = \d", "breadth-1 = 6", ".ratings.breadth-1", "from 1 to 5"),
    "a level as text": (r"breadth-1 = \d", 'breadth-1 = "4"', ".ratings.breadth-1", "no quotation"),
    "a rating left out": (r"breadth-1 = \d, ", "", ".ratings.breadth-1", "is missing. Add it."),
    "no table of ratings": ("^ratings = .*$", "ratings = 3", ".ratings", "Keys with values belong"),
    "an unknown statement": ("breadth-1", "x = 4, breadth-1", ".ratings.x", "x is not in the"),
    "a reason left out": (r"^reason\.en = .*\n", "", ".reason.en", "The key is missing. Add it."),
}
ABOUT_A_REGION = {
    "nobody there": ("^population = .*$", "population = 0", "context.population", "than zero."),
    "not the file's id": ('^id = "sago"$', 'id = "o"', "id", "The file is called sago.toml."),
}
PHRASE = {
    "no English": (r"^answered\.en = .*\n", "", ".en", "The key is missing. Add it."),
    "a blank phrase": (r"^answered\.sv = .*$", 'answered.sv = ""', ".sv", "The text is blank."),
    "a number for a phrase": (r"^answered\.sv = .*$", "answered.sv = 2", ".sv", "quotation marks"),
    "a third language": (r"^answered\.", 'answered.se = "x"\nanswered.', ".se", "Unknown key."),
    "another word in braces": (r"\{n\} av", "{antal} av", "", "the same words in braces {…}"),
    "half of a brace": (r"\{n\} av", "{n av", "", "Braces come in pairs"),
    "braces around nothing": (r"\{n\} av", "{} av", "", "Braces come in pairs"),
    "braces around code": (r"\{n\} av", "{n.real} av", "", "Braces come in pairs"),
    "one phrase for two": (r"^answered\.sv = .*\nanswered\.en", "answered", "", "Two texts belong"),
}
GLOSSARY = {
    "single brackets": (r"(?s)\A.*\Z", '[term]\nid = "a"\n', "", "Headings in double brackets")
}
RULE = {
    "a day in words": (
        "^as_of = .*$",
        'as_of = "i går"',
        ".as_of",
        "A day without quotation marks",
    ),
    "no source": (r"^source\.en = .*\n", "", ".source.en", "The key is missing."),
    "a blank rule": (r"^rule\.sv = .*$", 'rule.sv = " "', ".rule.sv", "The text is blank."),
}
DILEMMA = {
    "a sum": (
        r"^amounts = \[1400, ",
        "amounts = [1300, ",
        "budget.total.amounts",
        "1860, 850, 1110",
    ),
    "a number too few": (r", 40\]$", "]", "budget.row[5].amounts", "3 tal"),
    "a factor": ('^factor = "horizon"', 'factor = "horison"', "debrief[1].factor", "horison"),
    "not the file's id": ('^id = "plant"', 'id = "fabrik"', "id", "plant"),
    "a key": (r"^walk_away\.en = .*\n", "", "role[1].walk_away.en", "saknas"),
}
PEOPLE, IN = "404589", ".context.population"
COUNTY = {
    "a number below zero": (PEOPLE, f"-{PEOPLE}", IN, "greater than"),
    "a number in quotation marks": (PEOPLE, f'"{PEOPLE}"', IN, "digits only"),
    "no people": (PEOPLE, "0", IN, "greater than zero"),
    "no name": ("Uppsala County", " ", ".name.en", "The text is blank."),
    "no authority": ("Region Uppsala", "", ".region_sv", "The text is blank."),
    "a figure left out": (rf"context.population = {PEOPLE}", "", IN, "The key is missing."),
    "no code of the EU": ("^nuts3 = .SE121.\n", "", ".nuts3", "The key is missing."),
}
COUNTIES = {
    "a number with spaces": (PEOPLE, "404 589", "rad/line 31", "A number is digits only"),
    "no number": (PEOPLE, "", "rad/line 31", "not valid TOML"),
    "a figure twice": (PEOPLE, f"1\ncontext.population = {PEOPLE}", "rad/line 32", "given twice"),
    "a code without its zero": ('"03"', '"3"', "county[3].id", "two digits in quotation marks"),
    "a code without marks": ('"03"', "3", "county[3].id", "in quotation marks"),
    "a code given twice": ('"03"', '"01"', "county[01].id", "01 is used elsewhere"),
    "nothing at all": (r"(?s)\A.*\Z", "", "county", "The key is missing."),
}
# The reader and the file of each table, below which text of it, and where all its keys begin.
PLACES = [
    (STATEMENT, course, ROLE, SECOND, "factor[breadth].statement[breadth-2]"),
    (STATEMENTS, course, ROLE, SECOND, "factor[breadth].statement"),
    (FACTOR, course, ROLE, "", "factor[breadth]"),
    (QUESTION, course, ROLE, "", "factor[breadth].question[breadth-q4].option"),
    (GROUP, course, ROLE, "", "group"),
    (REGION, example_regions, SAGO, "", "factor[breadth]"),
    (ABOUT_A_REGION, example_regions, SAGO, "", ""),
    (PHRASE, phrases, "words.toml", "[form]", "form.answered"),
    (GLOSSARY, glossary, "glossary.toml", "", "term"),
    (RULE, rules, "rules.toml", "", "rule[1]"),
    (DILEMMA, dilemmas, PLANT, "", ""),
    (COUNTY, counties, "counties.toml", "", "county[03]"),
    (COUNTIES, counties, "counties.toml", "", ""),
]


@pytest.mark.parametrize(
    ("place", "mistake"),
    [
        pytest.param(place, mistake, id=f"{place[1]} {place[-1]}: {name}")
        for mistakes, *place in PLACES
        for name, mistake in mistakes.items()
    ],
)
def test_a_mistake_is_told_with_its_key_and_what_to_do(data, place, mistake):
    read, file, below, begins = place
    old, new, ends, remedy = mistake
    change(data / file, old, new, after=below)
    places, message = told(read)
    assert places == [f"data/{file}, {begins}{ends}"]
    assert remedy in message


def test_every_remedy_says_in_both_languages_what_is_wrong_and_what_to_do():
    for remedy in loader.remedies().values():
        for language in LANGUAGES:
            assert re.search(r"^[A-ZÅÄÖ{].*\.$", remedy[language], re.DOTALL)


VOICE = '^id = "voice"$'
FOREIGN = {"choir": ("choir].id", "voice]"), "breadth": ("breadth].id", "voice]")}
# What is written in a file, and the places where that is told, which may be elsewhere.
ELSEWHERE = [
    # Of two with one number the file is named that is read last.
    (example_regions, (SAGO, "^number = 6$", "number = 1"), ["regions/storhamra.toml, number"]),
    (dilemmas, (PLANT, "^number = 1", "number = 2"), ["dilemmas/surgery.toml, number"]),
    # A factor that does not belong is told, and so is the one left out.
    *(
        (example_regions, (SAGO, VOICE, f'id = "{one}"'), [f"{SAGO}, factor[{at}" for at in places])
        for one, places in FOREIGN.items()
    ),
]


@pytest.mark.parametrize(("read", "changed", "places"), ELSEWHERE)
def test_what_others_have_or_lack_is_told_where_it_is(data, read, changed, places):
    file, old, new = changed
    change(data / file, old, new)
    found, message = told(read)
    assert {f"data/{one}" for one in places} <= set(found)
    wrong = "is not in the course." if "choir" in new else "is used elsewhere already."
    assert f"{new.rpartition(' ')[2].strip(chr(34))} {wrong}" in message


# What is written instead of an id, how many lines below it that is told, and some of what is said.
@pytest.mark.parametrize(
    ("new", "below", "sv", "en"),
    [
        (SECOND.rstrip('"'), 0, "Titta efter ett citattecken", "Look for a quotation mark"),
        (f"{SECOND}\n{SECOND}", 1, "Samma nyckel står två gånger", "same key is given twice"),
    ],
    ids=["a missing quotation mark", "a key given twice"],
)
def test_what_is_no_toml_is_told_with_its_line(data, new, below, sv, en):
    lines = (data / ROLE).read_text(encoding="utf-8").splitlines()
    change(data / ROLE, f"^{SECOND}$", new)
    places, message = told(course)
    assert places == [f"data/{ROLE}, rad/line {lines.index(SECOND) + 1 + below}"]
    assert sv in message
    assert en in message


def test_a_torn_file_is_told(data):
    change(data / ROLE, f"(?s)^{SECOND}.*", SECOND.rstrip('"'))
    line = len((data / ROLE).read_text(encoding="utf-8").splitlines())
    assert told(course)[0] in ([f"data/{ROLE}, rad/line {line}"], [f"data/{ROLE}"])


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
    assert capsys.readouterr().out.strip().splitlines() == [
        "data/factors/1-role.toml, factor[breadth].statement[breadth-2].text.en",
        "  Nyckeln saknas. Lägg till den.",
        "  The key is missing. Add it.",
    ]


def test_texts_are_read_from_beside_the_package_in_a_clone():
    assert loader.path("words.toml").is_file()
    assert loader.path("factors").is_dir()
