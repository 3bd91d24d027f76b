"""How the tests are spread over processes: `tests/conftest.py` with two of them, in a folder made for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("xdist", reason="pytest-xdist is not installed: it is in the extra dev")

TEST = """
import os
from pathlib import Path

import pytest

NOTES = Path(__file__).parents[{up}] / "notes"


@pytest.mark.parametrize("number", range(3))
def test_it(number, made_once):
    def make(folder):
        (folder / "made").write_text(Path(__file__).name)
        with NOTES.open("a") as notes:
            notes.write("made\\n")

    assert (made_once("thing", make) / "made").exists()
    with NOTES.open("a") as notes:
        notes.write(f"{{Path(__file__).name}} {{os.environ.get('PYTEST_XDIST_WORKER')}}\\n")
"""


HANGS = """
import faulthandler
import time


def test_before():
    pass


def test_that_hangs():
    faulthandler.dump_traceback_later(0.1, exit=True)  # what pytest does, with more patience
    time.sleep(3600)


def test_after():
    pass
"""


def run(root: Path) -> subprocess.CompletedProcess[str]:
    """The tests of this folder, in two processes."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    words = ["-q", "-p", "no:cacheprovider", "-p", "no:autograder", "--import-mode=importlib"]
    words += ["-n", "2", "--dist", "loadfile"]
    return subprocess.run([sys.executable, "-m", "pytest", *words], cwd=root, env=kept, capture_output=True, text=True)


@pytest.fixture
def root(repository: Path, tmp_path: Path) -> Path:
    room = tmp_path / "tests" / "autograder" / "nbgrader"
    room.mkdir(parents=True)
    for name in ("conftest.py", "disk.py", "zygotes.py", "forks.py"):
        shutil.copy(repository / "tests" / name, tmp_path / "tests")
    (tmp_path / "pyproject.toml").write_text('[tool.pytest.ini_options]\ntestpaths = ["tests"]\n', encoding="utf-8")
    for place in (tmp_path / "tests" / "test_a.py", room / "test_b.py", room / "test_c.py"):
        up = len(place.relative_to(tmp_path).parts) - 1
        place.write_text(TEST.format(up=up), encoding="utf-8")
    return tmp_path


def test_what_belongs_together_stays_together_and_is_made_once(root: Path) -> None:
    """One process runs a folder that shares much, the other the rest; what both need one of them makes."""
    done = run(root)
    assert done.returncode == 0, done.stdout + done.stderr
    notes = [line.split() for line in (root / "notes").read_text(encoding="utf-8").splitlines()]
    assert notes.count(["made"]) == 1
    processes = {
        name: {note[1] for note in notes if note[0] == name} for name in ("test_a.py", "test_b.py", "test_c.py")
    }
    assert processes["test_b.py"] == processes["test_c.py"] != processes["test_a.py"]
    assert {len(found) for found in processes.values()} == {1}


def test_a_test_that_hangs_is_named_once_and_all_others_are_run(root: Path) -> None:
    """The rest of its file is run by the process that follows, and the other files are."""
    (root / "tests" / "test_a.py").write_text(HANGS, encoding="utf-8")
    said = run(root).stdout
    told = [line for line in said.splitlines() if line.startswith("FAILED ")]
    assert [line.split(" - ")[0] for line in told] == ["FAILED tests/test_a.py::test_that_hangs"], said
    assert "1 failed, 8 passed" in said
