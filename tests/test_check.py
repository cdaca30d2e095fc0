"""`make check`: every mistake in data/ at once, and never a traceback."""

import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from spoiling import change, forget

import kit
from kit import check

ROOT = Path(kit.__file__).parent.parent


def run(capsys):
    """Run the check and return its exit status and its paragraphs."""
    forget()
    status = check.main()
    return status, capsys.readouterr().out.strip().split("\n\n")


def test_all_is_well_with_the_texts_as_they_are(capsys):
    assert run(capsys) == (0, [check.WELL])
    assert "ordning" in check.WELL
    assert "in order" in check.WELL
    assert "\n" not in check.WELL


def test_every_mistake_in_every_file_is_told_at_once(data, capsys):
    change(data / "words.toml", r"^answered\.en = .*\n", "")
    change(data / "factors/1-role.toml", r"^text\.en = .*\n", "", after='id = "breadth-2"')
    change(data / "factors/3-capacity.toml", r"^key = .*$", 'key = "2"')
    change(data / "regions/sago.toml", r"breadth-1 = \d", "breadth-1 = 6")
    change(data / "regions/storhamra.toml", r"^story\.en = ", "story.fi = ")
    change(data / "counties.csv", r"404589", "many")
    change(data / "glossary.toml", r"^definition\.sv = .*$", 'definition.sv = ""')
    status, said = run(capsys)
    assert status == 1
    assert [paragraph.splitlines()[0] for paragraph in said] == [
        "data/words.toml, form.answered.en",
        "data/factors/1-role.toml, factor[breadth].statement[breadth-2].text.en",
        "data/factors/3-capacity.toml, factor[consensus].vignette.key",
        "data/regions/sago.toml, factor[breadth].ratings.breadth-1",
        "data/regions/storhamra.toml, story.en",
        "data/regions/storhamra.toml, story.fi",
        "data/counties.csv, rad/line 3, population",
        "data/glossary.toml, term[regional-development].definition.sv",
    ]
    assert said[0].splitlines()[1:] == [
        "  Nyckeln saknas. Lägg till den.",
        "  The key is missing. Add it.",
    ]


def test_a_mistake_that_several_readers_meet_is_told_once(data, capsys):
    change(data / "factors/1-role.toml", r"^key = .*$", "key = 6")
    status, said = run(capsys)
    assert (status, len(said)) == (1, 1)


def test_files_that_cannot_be_read_at_all_are_told_beside_the_others(data, capsys):
    (data / "words.toml").unlink()
    (data / "counties.csv").write_bytes("Örebro".encode("utf-16"))
    (data / "factors/2-direction.toml").write_text("[[factor", encoding="utf-8")
    shutil.rmtree(data / "regions")
    status, said = run(capsys)
    assert status == 1
    files = [paragraph.splitlines()[0].partition(",")[0] for paragraph in said]
    assert {"data/words.toml", "data/counties.csv", "data/factors/2-direction.toml"} <= set(files)
    assert "data/regions" in files


def test_without_any_files_the_check_still_says_which_are_missing(data, capsys):
    shutil.rmtree(data)
    status, said = run(capsys)
    assert status == 1
    assert len(said) == 5


@pytest.mark.parametrize("seed", range(40))
def test_whatever_is_done_to_the_files_the_check_speaks_and_does_not_break(data, capsys, seed):
    chance = random.Random(seed)
    files = sorted(file for file in data.rglob("*") if file.is_file())
    for file in chance.sample(files, 4):
        spoil(file, chance)
    status, said = run(capsys)
    assert status == (said != [check.WELL])


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


def test_the_command_ends_with_0_when_all_is_well():
    done = command(ROOT)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, check.WELL, "")


def test_a_terminal_that_cannot_write_swedish_letters_does_not_stop_the_check():
    done = command(ROOT, "-X", "utf8=0", encoding="ascii")
    assert done.returncode == 0
    assert "All texts in data/ are in order." in done.stdout


def command(folder, *options, encoding="utf-8"):
    environment = {"PYTHONIOENCODING": f"{encoding}:strict", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, *options, "-m", "kit.check"],
        capture_output=True,
        check=False,
        cwd=folder,
        encoding=encoding,
        env=environment,
    )
