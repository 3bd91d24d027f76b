"""The regression course where it is used: its exam, a small class, the folder to hand out, the site, nbgrader."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from autograder.author.release import release
from autograder.cli import app
from autograder.course.model import Course
from autograder.course.variants import composed
from autograder.kinds.registry import kind_of

CODE = {"line", "gradient", "descent", "scaling", "linear_model", "sgd", "houses", "picture"}


def typed(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def test_the_course_passes_its_exam(regression: Course, pytestconfig: pytest.Config) -> None:
    """Every style has full marks, every mistake its own name, in all programs that it is put into.

    A class is examined; with --whole, all.
    """
    examined = CODE if pytestconfig.getoption("--whole") else {"linear_model"}
    words = [] if examined == CODE else [word for name in sorted(examined) for word in ("--only", name)]
    done = typed("verify", "--course", regression.root, "--json", *words)
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert found["problems"] == []
    exams = {exam["exercise"]: exam for exam in found["exercises"]}
    assert all(not exam["problems"] for exam in exams.values())
    assert all(exams[name]["styles"] >= 3 for name in examined)
    assert all(exams[name]["mistakes"] >= 10 for name in examined)
    crosses = [exam["cross"] for exam in exams.values()]
    assert sum(cross["cases"] for cross in crosses) > 50 * len(examined)
    assert all(cross["named"] == cross["cases"] and not cross["wrong"] for cross in crosses)


def hand_in(course: Course, folder: Path, wrong: dict[str, str] | None = None, only: set[str] | None = None) -> None:
    """A student's folder: what is right, but for the mistakes named in `wrong`; stubs for what is not in `only`."""
    folder.mkdir(parents=True)
    for exercise in course.exercises:
        mistake = (wrong or {}).get(exercise.id)
        if mistake is not None:
            path = course.root / "solutions" / "mistakes" / exercise.id / mistake
            text = composed(course, exercise, path)
        elif only is None or exercise.id in only:
            text = kind_of(exercise).solved(course, exercise, folder.name)
        else:
            text = course.stub(exercise).read_text(encoding="utf-8")
        (folder / exercise.file).write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def graded(regression: Course, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Five students graded by the command: name -> (row of the gradebook, line of the results)."""
    room = tmp_path_factory.mktemp("regression")
    hand_in(regression, room / "class" / "ada")
    hand_in(regression, room / "class" / "ben", {"scaling": "fitted_on_test.py", "line": "sum_of_squares.py"})
    hand_in(regression, room / "class" / "cleo", {"scaling": "one_memory_for_all.py"}, {"line", "gradient", "scaling"})
    hand_in(regression, room / "class" / "dan", {"gradient": "one_side_only.py"}, {"gradient", "quiz"})
    hand_in(regression, room / "class" / "eve", only=set())
    done = typed("grade", room / "class", "--out", room / "out", "--course", regression.root)
    assert done.exit_code == 0, done.output
    with open(room / "out" / "gradebook.csv", encoding="utf-8-sig", newline="") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    lines = map(json.loads, (room / "out" / "results.jsonl").read_text(encoding="utf-8").splitlines())
    return {line["student"]: (rows[line["student"]], line) for line in lines}


def names(graded: dict[str, Any], student: str) -> set[str]:
    """The mistakes that a student was told."""
    _, line = graded[student]
    return {check["diagnosis"] for one in line["exercises"] for check in one["checks"] if check.get("diagnosis")}


def points(graded: dict[str, Any], student: str) -> dict[str, float]:
    """A student's points by exercise, as the gradebook has them."""
    row, line = graded[student]
    return {one["id"]: float(row[one["id"]]) for one in line["exercises"] if row[one["id"]] not in ("", None)}


def test_right_answers_have_all_points(graded: dict[str, Any], regression: Course) -> None:
    """Ada's solutions have what each exercise is worth; a written answer is a proposal."""
    full = {exercise.id: exercise.points for exercise in regression.exercises if exercise.kind != "written"}
    assert {name: got for name, got in points(graded, "ada").items() if name in full} == full
    assert names(graded, "ada") == set()


def test_one_wrong_idea_costs_its_checks_and_has_its_name(graded: dict[str, Any], regression: Course) -> None:
    """Points are those of the checks that the idea fails: counted by hand for the three students who have one."""
    # line: of 13 weights, test_worked_error (1), test_error_of_any_table (2), test_errors_do_not_cancel (1) and
    # test_error_with_a_column (2) ask for the mean; test_inputs_stay_as_they_were (1) waits for the first of these.
    ben = points(graded, "ben")
    assert ben["line"] == pytest.approx(10 * 6 / 13, abs=1e-4)
    assert names(graded, "ben") == {"fitted_on_test", "sum_of_squares"}
    # scaling: of 10 weights, test_two_scalers (1) alone sees that two scalers share a memory
    cleo = points(graded, "cleo")
    assert cleo["scaling"] == pytest.approx(12 * 9 / 10, abs=1e-4)
    assert (cleo["line"], cleo["gradient"], cleo["descent"]) == (10, 12, 0)
    assert names(graded, "cleo") == {"one_memory_for_all"}
    # gradient: of 12 weights, test_bent_functions (2), test_slope_of_a_square and both checks of `disagreement` (1
    # each) see that the bend is in the slope; test_weights_stay_as_they_were (1) waits for one of them
    dan = points(graded, "dan")
    assert dan["gradient"] == pytest.approx(12 * 6 / 12, abs=1e-4)
    assert dan["quiz"] == 5
    assert names(graded, "dan") == {"one_side_only"}


def test_untouched_stubs_have_none(graded: dict[str, Any]) -> None:
    """Eve handed in what she got."""
    assert set(points(graded, "eve").values()) == {0}


def test_the_reference_passes_its_visible_checks_from_the_handed_out_folder(regression: Course, tmp_path: Path) -> None:
    """The folder has the data file, the lesson and no solution; with the solutions put in, pytest there passes."""
    release(regression, tmp_path)
    assert (tmp_path / "exercises" / "houses.csv").is_file()
    assert len(list((tmp_path / "lesson").glob("*.html"))) == len(regression.exercises) + 2
    assert not (tmp_path / "solutions").exists()
    for exercise in regression.exercises:
        text = kind_of(exercise).solved(regression, exercise, "ada")
        (tmp_path / "exercises" / exercise.file).write_text(text, encoding="utf-8")
    shutil.rmtree(tmp_path / "lesson")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    done = subprocess.run(
        command, cwd=tmp_path, env=kept | {"MPLBACKEND": "Agg"}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]


def test_the_site_is_built(regression: Course, tmp_path: Path) -> None:
    """`autograder site` builds it by the same command as any course."""
    done = typed("site", "--out", tmp_path / "site", "--course", regression.root)
    assert done.exit_code == 0, done.output
    assert (tmp_path / "site" / "index.html").is_file()
    assert (tmp_path / "site" / "sw.js").is_file()


def test_nbgrader_has_a_notebook_for_each_exercise(regression: Course, tmp_path: Path) -> None:
    """`autograder nbgrader build` makes the assignment, its data file too."""
    pytest.importorskip("nbgrader", reason="the bridge needs nbgrader")
    done = typed("nbgrader", "build", "--out", tmp_path / "nb", "--course", regression.root)
    assert done.exit_code == 0, done.output
    written = {path.name for path in (tmp_path / "nb" / "source").rglob("*") if path.is_file()}
    assert {f"{exercise.id}.ipynb" for exercise in regression.exercises} <= written
    assert "houses.csv" in written
