"""What `import kit` and a lesson load, seen in a Python of their own."""

import json
import os
import subprocess
import sys
import textwrap

import pytest

import kit
from kit.content import loader
from kit.content.course import course, parts

FIRST_FACTORS = {group.id: group.factors[0].id for group in course().groups}


def python(code, **environment):
    """Run code that sets `found` to a value of JSON, and return the value."""
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            f"import json, sys\n{textwrap.dedent(code)}\nprint(json.dumps(found))",
        ],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
        env={**os.environ, **environment},
    )
    return json.loads(done.stdout)


def test_importing_the_kit_loads_nothing_but_the_kit_itself():
    loaded = python("""
        before = set(sys.modules)
        import kit
        found = sorted(set(sys.modules) - before)
    """)
    assert "kit" in loaded
    assert {one.partition(".")[0] for one in loaded} - sys.stdlib_module_names == {"kit"}


def test_importing_the_kit_and_naming_a_lesson_reads_nothing_of_what_is_taught():
    opened = python("""
        opened = []
        sys.addaudithook(lambda event, args: event == "open" and opened.append(str(args[0])))
        import kit
        kit.Lesson, kit.ratings_frame
        before = list(opened)
        kit.Lesson("role", "sv").goals()
        found = [before, opened]
    """)
    before, after = ([one for one in names if one.startswith(str(loader.DATA))] for names in opened)
    assert before == []
    assert after


def test_the_kit_has_at_most_ten_public_names_and_each_can_be_used():
    assert 1 <= len(kit.__all__) <= 10
    assert dir(kit) == sorted(kit.__all__)
    for name in kit.__all__:
        assert callable(getattr(kit, name))


def test_a_name_the_kit_does_not_have_is_an_attribute_error():
    with pytest.raises(AttributeError, match="'kit' has no attribute 'lesson_plan'"):
        _ = kit.lesson_plan


@pytest.mark.parametrize("part", parts())
def test_a_lesson_loads_neither_pandas_nor_numpy_nor_plotly(part, tmp_path):
    factor = FIRST_FACTORS.get(part, "breadth")
    loaded = python(
        f"""
        from kit import Lesson
        lesson = Lesson({part!r}, "sv")
        shown = [lesson.factors(), lesson.scale(), lesson.regions(), lesson.read({factor!r})]
        shown += [lesson.rate({factor!r}), lesson.compare(), lesson.county(), lesson.missing()]
        shown += [lesson.practise({factor!r}), lesson.glossary()]
        if {part!r} in {list(FIRST_FACTORS)}:
            shown += [lesson.goals(), lesson.case(), lesson.quiz(), lesson.borderline()]
            shown += [lesson.reflect(), lesson.discuss()]
        for one in shown:
            repr(one)
        found = [one for one in ("pandas", "numpy", "plotly") if one in sys.modules]
        """,
        KIT_ANSWERS=str(tmp_path / "answers.json"),
    )
    assert loaded == []


def test_texts_alone_load_no_widgets_and_no_charts(tmp_path):
    loaded = python(
        """
        from kit import Lesson
        lesson = Lesson("role", "sv")
        lesson.goals(), lesson.read("voice"), lesson.scale(), lesson.missing()
        found = [*{"anywidget", "ipywidgets", "plotly"} & sys.modules.keys()]
        """,
        KIT_ANSWERS=str(tmp_path / "answers.json"),
    )
    assert loaded == []
