"""No module of the kit imports from one above it."""

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import kit

KIT = Path(kit.__file__).parent

# From bottom to top. The modules of a package stand together; among them there is no circle.
ORDER = (
    "language",
    "remedies",
    "content",
    "alike",
    "words",
    "course",
    "regions",
    "strict_json",
    "places",
    "saving",
    "answers",
    "waiting",
    "keeping",
    "compare",
    "priorities",
    "snapshots",
    "agreement",
    "sheets",
    "codes",
    "tables",
    "surveys",
    "class_folder",
    "tally",
    "disclosure",
    "ledger",
    "classroom",
    "glossary",
    "calibrate",
    "quiz",
    "pace",
    "figures",
    "slopes",
    "priority_figures",
    "still",
    "prose",
    "class_figures",
    "class_results",
    "frames",
    "takeaway",
    "widgets",
    "lesson",
    "naming",
    "check",
    "",
)
# What knows nothing of widgets, charts and data frames.
PURE = ORDER[: ORDER.index("pace") + 1]
HEAVY = ("ipywidgets", "anywidget", "traitlets", "plotly", "pandas", "numpy")


def module(file):
    """Return a module's name below kit: "compare", "widgets.view"; "" for kit itself."""
    parts = file.relative_to(KIT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


MODULES = {module(file): file for file in sorted(KIT.rglob("*.py"))}


def imported(name):
    """Return what a module imports, at load time or lazily, as full names."""
    for node in ast.walk(ast.parse(MODULES[name].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}: imports say where they lead"
            # `from kit import prose` brings a module, `from kit.prose import Prose` a name.
            inner = [f"{node.module}.{one.name}" for one in node.names]
            within = [one for one in inner if one.removeprefix("kit.") in MODULES]
            yield from within or [node.module]


def needs(name):
    """Return the modules of the kit that a module imports."""
    found = {one for one in imported(name) if one == "kit" or one.startswith("kit.")}
    return {one.removeprefix("kit").removeprefix(".") for one in found}


def place(name):
    return ORDER.index(name.partition(".")[0])


def test_every_module_has_its_place():
    assert {name.partition(".")[0] for name in MODULES} == set(ORDER)


@pytest.mark.parametrize("name", MODULES)
def test_a_module_imports_only_from_below(name):
    above = {one for one in needs(name) if place(one) >= place(name)}
    package, dot, _ = name.partition(".")
    above = {one for one in above if not dot or not one.startswith(f"{package}.")}
    assert above == set()


@pytest.mark.parametrize("package", ["takeaway", "widgets"])
def test_modules_of_a_package_import_each_other_in_no_circle(package):
    inside = {name: needs(name) for name in MODULES if name.startswith(package)}
    assert list(TopologicalSorter(inside).static_order())


@pytest.mark.parametrize("name", PURE)
def test_what_is_pure_names_no_widgets_charts_or_data_frames(name):
    assert {one.partition(".")[0] for one in imported(name)}.isdisjoint(HEAVY)


def test_what_is_pure_loads_no_widgets_charts_or_data_frames():
    modules = ", ".join(f"kit.{name}" for name in PURE)
    found = f"import sys, {modules}; print([one for one in {HEAVY} if one in sys.modules])"
    done = subprocess.run([sys.executable, "-c", found], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
