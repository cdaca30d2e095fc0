"""Imports run one way: no wing of the kit imports from one above it, and none in a circle."""

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import kit

KIT = Path(kit.__file__).parent

# From bottom to top; above them stands `kit` itself.
WINGS = ("files", "content", "answers", "charts", "classroom", "takeaway", "widgets")
ORDER = (*WINGS, "lesson", "__main__", "")
# The one module that names what shows widgets in a notebook.
CARRIER = "widgets.carrier"
# The one that names what makes tables, for the curious.
TABLES = "classroom.dataframes"
HEAVY = ("ipywidgets", "anywidget", "traitlets", "plotly", "pandas", "numpy")


def module(file):
    """Return a module's name below kit: "lesson", "widgets.view"; "" for kit itself."""
    parts = file.relative_to(KIT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


MODULES = {module(file): file for file in sorted(KIT.rglob("*.py"))}
# What knows nothing of widgets, charts' libraries and data frames.
PURE = [
    name
    for name in MODULES
    if name.partition(".")[0] in WINGS and not name.startswith(("takeaway", CARRIER, TABLES))
]


def imported(name):
    """Return what a module imports, at load time or lazily, as full names."""
    for node in ast.walk(ast.parse(MODULES[name].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}: imports say where they lead"
            # `from kit.content import markdown` brings a module, `… import Prose` a name.
            inner = [f"{node.module}.{alias.name}" for alias in node.names]
            within = [found for found in inner if found.removeprefix("kit.") in MODULES]
            yield from within or [node.module]


def needs(name):
    """Return the modules of the kit that a module imports."""
    found = {other for other in imported(name) if other == "kit" or other.startswith("kit.")}
    return {other.removeprefix("kit").removeprefix(".") for other in found}


def wing(name):
    return name.partition(".")[0]


def test_the_kit_is_its_wings_and_what_stands_above_them():
    assert {wing(name) for name in MODULES} == set(ORDER)
    entries = [entry.name for entry in KIT.iterdir() if entry.name != "__pycache__"]
    assert len(entries) == len(ORDER)


@pytest.mark.parametrize("name", WINGS)
def test_a_wing_is_small_enough_to_know_and_brings_nothing_unasked(name):
    assert len(list((KIT / name).glob("*.py"))) <= 14
    assert needs(name) == set()


@pytest.mark.parametrize("name", MODULES)
def test_a_module_imports_only_from_its_wing_and_from_below(name):
    own = ORDER.index(wing(name))
    above = {other for other in needs(name) if ORDER.index(wing(other)) > own}
    assert above == set()


def test_no_modules_import_each_other_in_a_circle():
    assert list(TopologicalSorter({name: needs(name) for name in MODULES}).static_order())


@pytest.mark.parametrize("name", PURE)
def test_what_is_pure_names_no_widgets_charts_or_data_frames(name):
    assert {other.partition(".")[0] for other in imported(name)}.isdisjoint(HEAVY)


def test_what_is_pure_loads_no_widgets_charts_or_data_frames():
    modules = ", ".join(f"kit.{name}" for name in PURE)
    found = f"import sys, {modules}; print([one for one in {HEAVY} if one in sys.modules])"
    done = subprocess.run([sys.executable, "-c", found], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
