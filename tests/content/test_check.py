"""`make check`: every mistake in data/ at once, and never a traceback."""

import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from spoiling import change, forget

import kit
from kit import Lesson
from kit.content import check

ROOT = Path(kit.__file__).parent.parent
ROLE = "factors/1-role.toml"


def run(capsys):
    """Run the check and return its exit status and its paragraphs."""
    forget()
    status = check.main()
    return status, capsys.readouterr().out.strip().split("\n\n")


SECOND = 'id = "breadth-2"'
LONG = "x" * 19
# Where each mistake is told, in this order; below what it is made, what is written, and as what.
MISTAKES = {
    "words.toml, form.answered.en": ("", r"^answered\.en = .*\n", ""),
    "words.toml, county.near.sv": ("", r"^near\.sv = .*$", "near.sv = true"),
    f"{ROLE}, factor[breadth].label.sv": ("", r"^label\.sv = .*$", f'label.sv = "{LONG}"'),
    f"{ROLE}, factor[breadth].label.en": ("", r"^label\.en = .*$", f'label.en = "{LONG}"'),
    f"{ROLE}, factor[breadth].statement[breadth-2].text.en": (SECOND, r"^text\.en = .*\n", ""),
    "factors/3-capacity.toml, factor[consensus].vignette.key": ("", r"^key = .*$", 'key = "2"'),
    "factors/4-interplay.toml, factor[organisation].vignette.key": ("", "^key = .*$", "key = 9"),
    "regions/sago.toml, factor[breadth].ratings.breadth-1": (
        "",
        r"breadth-1 = \d",
        "breadth-1 = 6",
    ),
    "regions/storhamra.toml, story.en": ("", r"^story\.en = ", "story.fi = "),
    "regions/storhamra.toml, story.fi": None,  # which is of the one above
    "regions/storhamra.toml, factor[voice].ratings.voice-2": ("", r"voice-2 = \d", "voice-2 = 0"),
    "counties.toml, county[03].context.population": ("", r"404589", '"many"'),
    "counties.toml, county[25].context.grp_per_capita_ksek": ("", r"648$", "true"),
    "glossary.toml, term[regional-development].definition.sv": (
        *("", r"^definition\.sv = .*$", 'definition.sv = ""'),
    ),
}


def test_every_mistake_in_every_file_is_told_at_once(data, capsys):
    for place, mistake in MISTAKES.items():
        if mistake:
            below, old, new = mistake
            change(data / place.partition(",")[0], old, new, after=below)
    status, said = run(capsys)
    assert status == 1
    assert [paragraph.splitlines()[0] for paragraph in said] == [f"data/{one}" for one in MISTAKES]


def test_a_mistake_that_several_readers_meet_is_told_once(data, capsys):
    change(data / "factors/1-role.toml", r"^key = .*$", "key = 6")
    status, said = run(capsys)
    assert (status, len(said)) == (1, 1)


def test_files_that_cannot_be_read_at_all_are_told_beside_the_others(data, capsys):
    (data / "words.toml").unlink()
    (data / "counties.toml").write_bytes("Örebro".encode("utf-16"))
    (data / "factors/2-direction.toml").write_text("[[factor", encoding="utf-8")
    shutil.rmtree(data / "regions")
    status, said = run(capsys)
    assert status == 1
    files = [paragraph.splitlines()[0].partition(",")[0] for paragraph in said]
    assert {"data/words.toml", "data/counties.toml", "data/factors/2-direction.toml"} <= set(files)
    assert "data/regions" in files


def test_without_any_files_the_check_still_says_which_are_missing(data, capsys):
    shutil.rmtree(data)
    status, said = run(capsys)
    assert status == 1
    assert len(said) == 7


@pytest.fixture
def lessons(data):
    """A copy of the lessons beside the copy of data/."""
    shutil.copytree(ROOT / "notebooks", data.parent / "notebooks", ignore=IGNORED)
    return data


IGNORED = shutil.ignore_patterns("my-*", ".*")

# Each id that is renamed: its file, what it becomes, where that is told, and some of what is said.
RENAMED = {
    "role": (ROLE, "rolls", {
        "data/factors/1-role.toml, group.id": "notebooks/sv/01-rolls.ipynb",
        "notebooks/sv/01-role.ipynb, cell language": "start, rolls, direction",
    }),
    "networks": (ROLE, "nets", {
        "notebooks/en/01-role.ipynb, cell rate-networks": "breadth, voice, nets",
        "notebooks/en/09-curious.ipynb, cell role": "networks",
        "data/regions/sago.toml, factor[networks].id": "networks",
    }),
    "voice-1": (ROLE, "voice-one", {
        "data/sample-class/survey-0examp1e.json, ratings": "voice-1",
    }),
    "sago": ("regions/sago.toml", "o", {"data/regions/sago.toml, id": "sago"}),
}  # fmt: skip


@pytest.mark.parametrize("id_", RENAMED)
def test_whatever_names_an_id_that_was_changed_is_told(lessons, capsys, id_):
    file, new, expected = RENAMED[id_]
    change(lessons / file, f'^id = "{id_}"', f'id = "{new}"')
    status, told = run(capsys)
    assert status == 1
    lines = [one.splitlines() for one in told]
    for place, said in expected.items():
        assert any(where == place and said in sv and said in en for where, sv, en in lines), told


def test_every_region_can_be_renamed_and_none_is_named_in_code(lessons, capsys):
    for file in sorted((lessons / "regions").iterdir()):
        new = f"x{file.stem}"
        change(file, f'^id = "{file.stem}"', f'id = "{new}"')
        for group in (lessons / "factors").iterdir():
            text = group.read_text(encoding="utf-8")
            group.write_text(text.replace(f'"{file.stem}"', f'"{new}"'), encoding="utf-8")
        file.rename(file.with_stem(new))
    status, (said, _) = run(capsys)
    assert (status, said) == (0, check.WELL)
    lesson = Lesson("role", "sv", lessons.parent / "answers.json")
    for name in ("compare", "case", "goals", "prioritise", "regions"):
        assert getattr(lesson, name)()


def test_a_cell_that_rates_a_factor_of_another_lesson_is_told(lessons, capsys):
    file = lessons.parent / "notebooks" / "sv" / "02-direction.ipynb"
    change(file, r'lesson\.rate\(\\"goals\\"\)', r"lesson.rate(\"voice\")")
    _, told = run(capsys)
    (one,) = told
    ids = "goals, dialogue, horizon."
    assert one.splitlines() == [
        "notebooks/sv/02-direction.ipynb, cell rate-goals",
        f"  Cellen skattar voice, som hör till en annan lektion. Skriv ett av: {ids}",
        f"  The cell rates voice, which belongs to another lesson. Write one of: {ids}",
    ]


# Two of a kind with one name: the file, below what, the line, its new name; the key that is told.
ALIKE = {
    "groups": ("factors/2-direction.toml", "", "title.sv", "Rollen", "group.title.sv"),
    "titles": (ROLE, "[[", "title.en", "Embrace the  long Term ", "factor[horizon].title.en"),
    "labels": (ROLE, "", "label.en", "consensus", "factor[consensus].label.en"),
    "statements": (ROLE, "-1", "label.sv", "Enig strategi", "statement[consensus-1].label.sv"),
    "regions": ("regions/sago.toml", "", "name.en", "Storhamra", "name.en"),
    "terms": ("glossary.toml", "", "term.en", "Civil society", "term[civil-society].term.en"),
    "levels": ("words.toml", "[scale]", "4.sv", "Etablerat", "scale.4.sv"),
    "headings": ("words.toml", "[takeaway]", "evidence.sv", "Att göra på måndag", "reflections.sv"),
}


@pytest.mark.parametrize("alike", ALIKE.values(), ids=ALIKE)
def test_two_of_a_kind_with_one_name_are_told(data, capsys, alike):
    file, below, line, name, key = alike
    change(data / file, f"^{line} = .*", f'{line} = "{name}"', after=below)
    status, told = run(capsys)
    assert status == 1
    assert any(one.splitlines()[0].endswith(key) for one in told), told
    assert all("används redan" in one and "used elsewhere" in one for one in told)


@pytest.mark.parametrize("seed", range(40))
def test_whatever_is_done_to_the_files_the_check_speaks_and_does_not_break(data, capsys, seed):
    chance = random.Random(seed)
    files = sorted(file for file in data.rglob("*") if file.is_file())
    for file in chance.sample(files, 4):
        spoil(file, chance)
    status, said = run(capsys)
    assert status == (said[0] != check.WELL)


def spoil(file, chance):
    """Do to a file what an unlucky hand might."""
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    at = chance.randrange(len(lines))
    odd = ["3", '"x"', "[]", "{}", "true", "2024-01-01", "nan", "[{}]", '["a"]', "{ sv = [1] }"]
    edits = [
        lambda line: line[:0],
        lambda line: line + line,
        lambda line: line[: len(line) // 2],
        lambda line: line.replace("[[", "[").replace("]]", "]"),
        lambda line: line.replace("[", "[[").replace("]", "]]"),
        lambda line: line.replace('"', ""),
        lambda line: line.replace(",", ";"),
        lambda line: f"{line.partition('=')[0]}= {chance.choice(odd)}\n",
    ]
    lines[at] = chance.choice(edits)(lines[at])
    file.write_text("".join(lines), encoding="utf-8")


def test_the_command_a_teacher_runs_ends_with_1_and_the_message_alone(tmp_path):
    for folder in ("kit", "data"):
        shutil.copytree(ROOT / folder, tmp_path / folder, copy_function=shutil.copyfile)
    change(tmp_path / "data/regions/sago.toml", r"breadth-1 = \d", "breadth-1 = 6")
    done = command(tmp_path)
    assert done.returncode == 1
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "data/regions/sago.toml, factor[breadth].ratings.breadth-1",
        "  Nivån ska vara ett heltal från 1 till 5.",
        "  The level is a whole number from 1 to 5.",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_the_command_ends_with_0_when_all_is_well_also_where_no_swedish_can_be_written(encoding):
    well = "Alla texter i data/ är i ordning. All texts in data/ are in order."
    done = command(ROOT, "-X", "utf8=0", encoding=encoding)
    expected = well.encode(encoding, "backslashreplace").decode(encoding)
    said, _, ages = done.stdout.partition("\n\n")
    assert (done.returncode, said, done.stderr) == (0, expected, "")
    assert "(2010:2012)" in ages


def command(folder, *options, encoding="utf-8"):
    environment = {"PYTHONIOENCODING": f"{encoding}:strict", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, *options, "-m", "kit.content.check"],
        capture_output=True,
        check=False,
        cwd=folder,
        encoding=encoding,
        env=environment,
    )
