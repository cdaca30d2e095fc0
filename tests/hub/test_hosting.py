"""What is set up on a shared server: the seat's own steps, and files that agree with each other."""

import json
import os
import re
import runpy
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from kit.files.editions import edition, opening

ROOT = Path(__file__).parents[2]
HOSTING = ROOT / "hosting"
IMAGE = Path("/opt/regional-kit")
VALUES = yaml.safe_load((HOSTING / "kubernetes.yaml").read_text(encoding="utf-8"))
SEAT = SimpleNamespace(**runpy.run_path(str(HOSTING / "seat.py")))


@pytest.fixture
def became(home, monkeypatch, tmp_path):
    """What the seat becomes, once it has been started with two arguments."""
    found = []
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(os, "environ", {**os.environ, "HOME": str(home)})
    os.environ.pop("KIT_CLASS", None)
    monkeypatch.setattr(os, "execv", lambda program, words: found.append((program, words)))
    monkeypatch.setattr(sys, "argv", ["seat.py", "--port=1", "--debug"])
    return found


def test_a_seat_becomes_the_server_with_what_it_was_given(became, home):
    SEAT.main()
    ((program, words),) = became
    assert (program, words[0], words[-2:]) == (
        sys.executable,
        sys.executable,
        ["--port=1", "--debug"],
    )
    assert str(HOSTING / "server.py") in words
    lessons = edition(ROOT / "notebooks")
    assert os.environ["JUPYTERHUB_DEFAULT_URL"] == opening(lessons, "sv")
    assert (home / lessons / "sv" / "00-start.ipynb").is_file()
    assert os.environ["JUPYTERHUB_ROOT_DIR"] == str(home)
    assert os.environ["KIT_ANSWERS"] == str(home / "my-answers" / "answers.json")


@pytest.mark.skipif(sys.platform == "win32", reason="JupyterHub does not run on Windows")
def test_a_learner_gets_in_although_her_home_is_full(became, monkeypatch, capsys):
    def refuse(*_paths):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", refuse)
    SEAT.main()
    assert len(became) == 1
    assert os.environ["JUPYTERHUB_DEFAULT_URL"] == "/lab"
    assert "No space left" in capsys.readouterr().err


def test_the_servers_class_is_used_unless_another_is_set(tmp_path, monkeypatch):
    settings = SEAT.settings
    monkeypatch.setitem(settings.__globals__, "CLASS", tmp_path / "none")
    monkeypatch.delenv("KIT_CLASS")
    assert "KIT_CLASS" not in settings(tmp_path, "/lab", "/tmp/seat")
    monkeypatch.setitem(settings.__globals__, "CLASS", tmp_path)
    assert settings(tmp_path, "/lab", "/tmp/seat")["KIT_CLASS"] == str(tmp_path)
    monkeypatch.setenv("KIT_CLASS", "elsewhere")
    assert "KIT_CLASS" not in settings(tmp_path, "/lab", "/tmp/seat")


def test_what_the_image_holds_is_enough_to_lay_out_the_lessons(tmp_path, home):
    text = (HOSTING / "Dockerfile").read_text(encoding="utf-8")
    image = tmp_path / "image"
    for line in re.findall(r"^COPY (.+)$", text, re.MULTILINE):
        *sources, target = shlex.split(line)
        for source in sources:
            found = sorted(ROOT.glob(source))
            assert found, source
            for one in found:
                place = image / target / one.name if target.endswith("/") else image / target
                place.parent.mkdir(parents=True, exist_ok=True)
                (shutil.copytree if one.is_dir() else shutil.copyfile)(one, place)
    code = "import runpy, sys; from pathlib import Path; seat = runpy.run_path(sys.argv[1]); "
    code += "seat['lay_out'](seat['KIT'] / 'notebooks', Path(sys.argv[2]))"
    command = [sys.executable, "-I", "-c", code, str(image / "hosting" / "seat.py"), str(home)]
    subprocess.run(command, check=True, cwd=tmp_path)
    assert [one.name for one in home.iterdir()] == [edition(ROOT / "notebooks")]


def littlest(folder):
    """Read the configuration as The Littlest JupyterHub does: through a link in its folder."""
    link = folder / "regional-kit.py"
    link.symlink_to(HOSTING / "tljh.py")
    return PyFileConfigLoader(link.name, str(folder)).load_config()


@pytest.mark.skipif(sys.platform == "win32", reason="JupyterHub does not run on Windows")
def test_the_littlest_hub_starts_the_seat_of_this_clone(tmp_path):
    _, seat = littlest(tmp_path).Spawner.cmd
    assert Path(seat) == HOSTING / "seat.py"


@pytest.mark.skipif(sys.platform == "win32", reason="JupyterHub does not run on Windows")
def test_both_hubs_give_a_seat_the_same_memory_and_enough_of_it(tmp_path):
    limit = littlest(tmp_path).Spawner.mem_limit
    assert VALUES["singleuser"]["memory"]["limit"] == limit
    measured = json.loads((ROOT / "benchmarks" / "results.json").read_text(encoding="utf-8"))
    # All eight lessons open at once take less than four times what one does.
    assert int(limit.removesuffix("G")) * 1024 > 4 * measured["hub_seat_mb"]


def test_a_kernel_that_nobody_has_open_goes_before_its_seat_and_not_while_a_class_has_lunch():
    read = json.loads((HOSTING / "jupyter" / "jupyter_server_config.json").read_text("utf-8"))
    kernels = read["MappingKernelManager"]
    assert 3600 < kernels["cull_idle_timeout"] < VALUES["cull"]["timeout"]
    assert not kernels.get("cull_connected")
    assert not kernels.get("cull_busy")


def test_what_a_machine_sets_for_jupyter_is_read_after_what_a_seat_sets(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_PATH", "/theirs")
    monkeypatch.delenv("JUPYTER_CONFIG_PATH", raising=False)
    found = SEAT.settings(tmp_path, "/lab", "/tmp/seat")
    assert found["JUPYTER_PATH"].split(os.pathsep) == [str(HOSTING / "jupyter"), "/theirs"]
    assert found["JUPYTER_CONFIG_PATH"] == str(HOSTING / "jupyter")


def test_the_chart_starts_the_seat_that_the_image_holds():
    _, seat = VALUES["singleuser"]["cmd"]
    assert Path(seat) == IMAGE / "hosting" / "seat.py"
    text = (HOSTING / "Dockerfile").read_text(encoding="utf-8")
    assert f"WORKDIR {IMAGE}\n" in text


def test_all_agree_where_the_class_and_the_home_are():
    kubernetes = runpy.run_path(str(HOSTING / "kubernetes.py"), {"c": Config()})
    storage = VALUES["singleuser"]["storage"]
    (mount,) = storage["extraVolumeMounts"]
    volume = yaml.safe_load((HOSTING / "class-volume.yaml").read_text(encoding="utf-8"))
    (shared,) = storage["extraVolumes"]
    assert kubernetes["CLASS"] == mount["mountPath"] == str(SEAT.CLASS)
    assert kubernetes["HOME"] == storage["homeMountPath"]
    assert kubernetes["HOME"] == VALUES["singleuser"]["extraEnv"]["HOME"]
    assert shared["name"] == mount["name"]
    assert shared["persistentVolumeClaim"]["claimName"] == volume["metadata"]["name"]
    assert kubernetes["TEACHERS"] in VALUES["hub"]["config"]["JupyterHub"]["load_groups"]


def spawner(number, *groups):
    members = [SimpleNamespace(name=name) for name in groups]
    return SimpleNamespace(user=SimpleNamespace(id=number, groups=members))


def test_every_learner_has_a_number_of_her_own_and_teachers_share_one():
    c = Config()
    runpy.run_path(str(HOSTING / "kubernetes.py"), {"c": c})
    learners = [spawner(1), spawner(2, "others"), spawner(300)]
    teachers = [spawner(4, "teachers"), spawner(5, "others", "teachers")]
    numbers = [c.KubeSpawner.uid(one) for one in (*learners, *teachers)]
    assert len(set(numbers[:3])) == 3
    assert len(set(numbers[3:])) == 1
    assert numbers[3] not in numbers[:3]
    assert min(numbers) >= 1000
    assert [c.KubeSpawner.gid(one) for one in (*learners, *teachers)] == numbers


def test_home_and_class_are_handed_over_before_the_seat_starts():
    c = Config()
    kubernetes = runpy.run_path(str(HOSTING / "kubernetes.py"), {"c": c})
    mounts = [{"name": "class", "mountPath": kubernetes["CLASS"]}]
    seat = SimpleNamespace(image="regional-kit:1", volume_mounts=mounts)
    earlier = {"name": "block-cloud-metadata"}
    pod = SimpleNamespace(spec=SimpleNamespace(containers=[seat], init_containers=[earlier]))
    her = spawner(7)
    found = c.KubeSpawner.modify_pod_hook(her, pod)
    assert found.spec.init_containers[0] == earlier
    (ours,) = found.spec.init_containers[1:]
    number, teachers = c.KubeSpawner.uid(her), c.KubeSpawner.uid(spawner(8, "teachers"))
    assert ours["image"] == seat.image
    assert ours["volumeMounts"] == mounts
    assert ours["command"][-1].splitlines() == [
        f"chown {number}:{number} {kubernetes['HOME']}",
        f"chmod 0700 {kubernetes['HOME']}",
        f"chown {teachers}:{teachers} {kubernetes['CLASS']}",
        f"chmod 3733 {kubernetes['CLASS']}",
    ]
