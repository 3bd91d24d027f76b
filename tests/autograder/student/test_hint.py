"""`autograder hint`: one hint, then the next one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from autograder.cli import app
from autograder.course.manifest import load_course
from autograder.course.model import CheckResult, Course, ExerciseResult
from autograder.errors import CourseError
from autograder.student.hints import Ladder, failing_function, find_ladder

Student = Any


def hint(student: Student, *options: str) -> str:
    done = student.command("hint", *options)
    assert done.returncode == 0, done.stderr
    return str(done.stdout)


def test_each_time_the_next_one(student: Student) -> None:
    """Asked again, the command goes on; after the last one it says so."""
    assert hint(student, "median") == "Hint 1 of 2 for median: Sort first.\n"
    assert hint(student, "median") == "Hint 2 of 2 for median: An even count has two middle values.\n"
    assert hint(student, "median").endswith("That was the last one.\n")
    assert hint(student, "trapezoid").startswith("Hint 1 of 1 for trapezoid")


def test_the_hints_so_far(student: Student) -> None:
    """`--more` repeats those seen and adds the next one."""
    hint(student, "median")
    assert hint(student, "median", "--more").count("Hint") == 2


def test_one_by_number(student: Student) -> None:
    """`--level` shows that hint; a number that is not there is an error."""
    assert hint(student, "median", "--level", "2").startswith("Hint 2 of 2")
    done = student.run("autograder.cli", "hint", "median", "--level", "3")
    assert done.returncode == 2
    assert "median has 2 hints; there is no number 3" in done.stderr


def test_without_a_name_the_exercise_at_hand(student: Student) -> None:
    """The exercise that `watch` is at is the one meant."""
    assert "for median" in hint(student)


def test_as_json(student: Student) -> None:
    """With --json there is JSON alone."""
    data = json.loads(hint(student, "median", "--json"))
    assert data == {"exercise": "median", "level": 1, "of": 2, "hints": ["Sort first."]}


def test_an_exercise_without_hints(student: Student) -> None:
    """Where there is none, the command says what to do instead."""
    manifest = student.path / "course.yaml"
    data = yaml.safe_load(manifest.read_text(encoding="utf-8"))
    del data["exercises"][1]["hints"]
    manifest.write_text(yaml.safe_dump(data), encoding="utf-8")
    done = student.command("hint", "trapezoid")
    assert done.returncode == 2
    assert "there are no hints for trapezoid" in done.stderr


LADDERS = {"general": ["Read."], "area": ["Corners.", "Slices."], "width": ["Subtract."]}


def with_hints(course: Course, hints: object) -> Course:
    """The course with these hints for its second exercise, trapezoid."""
    path = course.root / "course.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    data["exercises"][1]["hints"] = hints
    path.write_text(yaml.safe_dump(data), encoding="utf-8")
    return load_course(course.root, require_stubs=False)


@pytest.fixture
def laddered(measuring: Path) -> Course:
    return with_hints(load_course(measuring), LADDERS)


@pytest.mark.parametrize(
    ("name", "ladder"),
    [
        ("trapezoid", Ladder("trapezoid", "", ("Read.",))),
        ("trapezoid.area", Ladder("trapezoid", "area", ("Corners.", "Slices."))),
        ("area", Ladder("trapezoid", "area", ("Corners.", "Slices."))),
        ("exercises/trapezoid.py", Ladder("trapezoid", "", ("Read.",))),
        ("exercises\\trapezoid.py", Ladder("trapezoid", "", ("Read.",))),
        ("trapezoid.py", Ladder("trapezoid", "", ("Read.",))),
        ("median.median", Ladder("median", "", ("Sort first.", "An even count has two middle values."))),
    ],
)
def test_hints_belong_to_functions(laddered: Course, name: str, ladder: Ladder) -> None:
    """A function is named alone, or behind its exercise; one without hints of its own has its exercise's."""
    assert find_ladder(laddered, name) == ladder


def test_each_function_has_its_own_ladder(laddered: Course) -> None:
    """What was seen of one does not count for another."""
    here = ["--course", str(laddered.root)]

    def asked(name: str) -> str:
        return CliRunner().invoke(app, ["hint", name, *here]).stdout

    assert asked("area") == "Hint 1 of 2 for trapezoid.area: Corners.\n"
    assert asked("trapezoid.area") == "Hint 2 of 2 for trapezoid.area: Slices.\n"
    assert asked("width") == "Hint 1 of 1 for trapezoid.width: Subtract.\n"
    assert asked("trapezoid") == "Hint 1 of 1 for trapezoid: Read.\n"
    assert "Its functions have hints of their own: area, width." in asked("trapezoid")


def test_an_exercise_with_hints_for_its_functions_alone(measuring: Path) -> None:
    """It is helped by all of them, one after the other."""
    course = with_hints(load_course(measuring), {"area": ["Corners."], "width": ["Subtract."]})
    assert find_ladder(course, "trapezoid").hints == ("area: Corners.", "width: Subtract.")


def test_a_name_that_nothing_has(laddered: Course) -> None:
    """The nearest name is offered."""
    with pytest.raises(CourseError, match=r"no exercise or function 'aera'\. Did you mean area\?"):
        find_ladder(laddered, "aera")


@pytest.mark.parametrize(
    ("message", "function"),
    [
        ("You called area([0], [1]). It returned None, expected one number, 0.", "area"),
        ("The file defines no function width.", "width"),
        ("area is not written yet.", "area"),
        ("3 of 4 values are outside.", ""),
    ],
)
def test_the_function_that_fails_now(message: str, function: str) -> None:
    """It is the one that the first check that did not pass has called."""
    rows = (
        CheckResult("a", "A", True, "passed", 1.0, 1.0, "You called other(1)."),
        CheckResult("b", "B", True, "failed", 0.0, 1.0, message),
        CheckResult("c", "C", True, "failed", 0.0, 1.0, "You called last(1)."),
    )
    result = ExerciseResult("trapezoid", "code", 1.0, 3.0, "graded", "", rows)
    assert failing_function(result) == (function or "last")
