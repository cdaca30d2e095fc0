"""The conda environment, the package and the pinned versions say the same."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
PINNED = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()


def bounds(requirements):
    found = [Requirement(one) for one in requirements]
    return {canonicalize_name(one.name): one.specifier for one in found}


RUNTIME = bounds(PROJECT["dependencies"])
LAB = bounds(PROJECT["optional-dependencies"]["lab"])
DEV = bounds(PROJECT["optional-dependencies"]["dev"])
PINS = {canonicalize_name(name): version for name, version in (one.split("==") for one in PINNED)}


def test_conda_installs_what_a_learner_needs_with_the_bounds_of_the_package():
    packages = (one for one in CONDA["dependencies"] if isinstance(one, str) and one != "pip")
    conda = bounds(one for one in packages if not one.startswith("python="))
    assert conda == RUNTIME | LAB


def test_conda_names_one_python_that_the_package_may_have_for_tools_that_read_no_bounds():
    (python,) = (one for one in CONDA["dependencies"] if str(one).startswith("python="))
    version = re.fullmatch(r"python=(\d+\.\d+)", python)[1]
    assert Requirement(f"python{PROJECT['requires-python']}").specifier.contains(version)


@pytest.mark.parametrize("script", ["Makefile", "start.cmd"])
def test_what_installs_the_kit_asks_for_the_python_that_the_package_needs(script):
    lowest = re.fullmatch(r">=(\d+)\.(\d+)", PROJECT["requires-python"]).groups()
    text = (ROOT / script).read_text(encoding="utf-8")
    assert f"sys.version_info < ({', '.join(lowest)})" in text
    assert set(re.findall(r"Python (\d+\.\d+)", text)) == {".".join(lowest)}


def test_windows_reads_the_script_to_double_click_by_its_own_ends_of_lines():
    text = (ROOT / "start.cmd").read_bytes()
    assert text.count(b"\r\n") == text.count(b"\n") > 0
    labels = set(re.findall(rb"^:(\w+)", text, re.MULTILINE))
    assert set(re.findall(rb"goto (\w+)", text)) == labels


def test_conda_installs_the_kit_itself_by_pip():
    (by_pip,) = (one["pip"] for one in CONDA["dependencies"] if isinstance(one, dict))
    assert by_pip == ["-e ."]
    assert "pip" in CONDA["dependencies"]


def test_constraints_are_names_and_versions_and_nothing_else_each_once():
    assert [line for line in PINNED if not re.fullmatch(r"[\w.-]+==[\w.+!]+", line)] == []
    assert len(PINS) == len(PINNED)


@pytest.mark.parametrize(("name", "bound"), (RUNTIME | LAB | DEV).items())
def test_every_dependency_has_a_lowest_version_and_is_pinned_to_one_within_its_bounds(name, bound):
    assert bound.contains(PINS[name])
    assert [one.operator for one in bound] == [">="]
