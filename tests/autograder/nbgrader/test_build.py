"""A course to notebooks: stable bytes, exact points, names that nbgrader takes."""

from __future__ import annotations

import json
import math
import re
import shutil
import subprocess
import sys

import pytest

from autograder.classroom.grader import Grader
from autograder.course.manifest import load_course
from autograder.errors import CourseError
from autograder.nbgrader.build import build, share_out
from autograder.nbgrader.sheet import assignment_name, grade_ids
from autograder.nbgrader.source import HIDDEN_BEGIN, HIDDEN_END


@pytest.fixture
def trusting(repository, tmp_path):
    source = repository / "tests" / "courses" / "trusting"
    return shutil.copytree(source, tmp_path / "trusting", ignore=shutil.ignore_patterns("__pycache__"))


def built(course, out):
    build(Grader(load_course(course, with_solutions=True)), out)
    files = sorted(path for path in out.rglob("*") if path.is_file())
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}


def test_the_same_course_gives_the_same_bytes(trusting, tmp_path):
    """Wherever it lies and however often it is built."""
    first = built(trusting, tmp_path / "one")
    assert built(shutil.copytree(trusting, tmp_path / "moved"), tmp_path / "two") == first
    assert built(trusting, tmp_path / "one") == first
    assert not any(str(tmp_path).encode() in data for data in first.values())


def test_what_nbgrader_keeps_in_the_folder_stays_and_what_is_gone_goes(trusting, tmp_path):
    """A notebook of an exercise that is gone is removed; gradebook and submissions are not touched."""
    out = tmp_path / "out"
    built(trusting, out)
    (out / "gradebook.db").write_text("marks")
    (out / "source" / "trusting" / "old.ipynb").write_text("{}")
    files = built(trusting, out)
    assert files["gradebook.db"] == b"marks"
    assert "source/trusting/old.ipynb" not in files


def test_a_folder_that_is_something_else_is_not_replaced(trusting, tmp_path):
    """Somebody's folder named course is left alone."""
    (tmp_path / "out" / "course").mkdir(parents=True)
    (tmp_path / "out" / "course" / "thesis.txt").write_text("all of it")
    with pytest.raises(CourseError, match="is not replaced"):
        built(trusting, tmp_path / "out")
    assert (tmp_path / "out" / "course" / "thesis.txt").read_text() == "all of it"


def test_a_solution_that_mentions_nbgraders_marks_is_refused(trusting, tmp_path):
    """nbgrader would cut the notebook there; the author learns which line."""
    path = trusting / "solutions" / "doubled.py"
    path.write_text(path.read_text() + "# BEGIN HIDDEN TESTS are fun\n")
    with pytest.raises(CourseError, match="BEGIN HIDDEN TESTS are fun"):
        built(trusting, tmp_path / "out")


def test_every_cell_is_one_that_nbgrader_takes(trusting, tmp_path):
    """Names of letters, digits, _ and -, once each; hidden checks in hidden regions; points that add up."""
    files = built(trusting, tmp_path / "out")
    for exercise in load_course(trusting).exercises:
        cells = json.loads(files[f"source/trusting/{exercise.id}.ipynb"])["cells"]
        meta = [cell["metadata"]["nbgrader"] for cell in cells]
        names = [part["grade_id"] for part in meta]
        assert len(set(names)) == len(names)
        assert all(re.fullmatch(r"[A-Za-z0-9_-]+", name) for name in names)
        assert sum(part.get("points", 0) for part in meta) == exercise.points
        assert all("reference=" not in c["source"].partition("### BEGIN HIDDEN TESTS")[0] for c in cells)


def test_names_of_cells():
    """A check's name without its prefix; brackets go; what would be double gets a number."""
    checks = ["visible/test_a.py::test_x", "hidden/test_a.py::test_x", "hidden/test_a.py::test_y[1.0-a b]"]
    assert grade_ids("a", checks) == ["a__x", "a__x__2", "a__y_1_0_a_b"]


@pytest.mark.parametrize("weights", [[1.0] * 7, [0.1, 0.2, 0.3], [3.0, 1e-3, 2.0]])
def test_points_add_up_exactly_in_any_order(weights):
    """Thirds and sevenths do not lose the last digit."""
    shares = share_out(10.0, weights)
    assert sum(shares) == sum(reversed(shares)) == 10.0
    for share, weight in zip(shares, weights, strict=True):
        assert math.isclose(share, 10 * weight / math.fsum(weights), abs_tol=1e-9)


def test_a_course_name_becomes_a_folder_name():
    """nbgrader takes it for a path and refuses a plus sign."""
    assert assignment_name("NLP + you: week 1") == "NLP_you_week_1"


def test_no_seed_is_released(trusting, tmp_path):
    """The course's seed, with which a hidden check's inputs can be computed, stands in lines that nbgrader removes."""
    manifest = trusting / "course.yaml"
    text = re.sub(r"(?m)^seed:.*\n", "", manifest.read_text(encoding="utf-8"))
    manifest.write_text(text.replace("version: 1\n", "version: 1\nseed: 71717171\n"), encoding="utf-8")
    hidden = re.compile(f"{HIDDEN_BEGIN}.*?{HIDDEN_END}", re.DOTALL)
    notebooks = {name: data for name, data in built(trusting, tmp_path / "out").items() if name.endswith(".ipynb")}
    sources = ["".join(cell["source"]) for data in notebooks.values() for cell in json.loads(data)["cells"]]
    assert any("71717171" in source for source in sources)
    assert not any("71717171" in hidden.sub("", source) for source in sources)


def test_a_plain_jupyter_has_all_it_needs(trusting, tmp_path):
    """The wheel lies beside the notebooks; notebooks and README name it; it needs nothing of the instructor's."""
    files = built(trusting, tmp_path / "out")
    (wheel,) = [name for name in files if name.endswith(".whl")]
    line = f"./{wheel.removeprefix('source/trusting/')}"
    assert f"    pip install {line}\n" in files["source/trusting/README.md"].decode()
    with_checks = {name for name, data in files.items() if b"%pip install" in data and name.endswith(".ipynb")}
    assert with_checks == {f"source/trusting/{name}.ipynb" for name in ("card", "doubled", "doubling", "named")}
    assert all(line.encode() in files[name] for name in with_checks)
    code = "import sys, autograder.nbgrader.kernel; print({'nbgrader', 'msgspec', 'jinja2'} & set(sys.modules))"
    alone = {"PYTHONPATH": str(tmp_path / "out" / wheel)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=alone, cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout == "set()\n"
