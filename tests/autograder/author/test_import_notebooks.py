"""autograder import otter and import nbgrader: seven notebooks come in, pass verify and are graded right."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

pytest.importorskip("nbformat", reason="notebooks are read with nbgrader's packages")

from autograder.author.importing.cells import Todo
from autograder.author.importing.course import import_course
from autograder.author.importing.nbgrader import read_nbgrader
from autograder.author.importing.otter import read_otter
from autograder.classroom.grader import Grader
from autograder.cli import app
from autograder.course.manifest import load_course
from autograder.course.model import Exercise, SubmittedFile
from autograder.kinds.base import ExerciseGrader
from autograder.kinds.registry import kind_of
from autograder.sandbox.here import LocalHost
from tests.autograder.author.graded import graded
from tests.autograder.author.notebooks import EXAMPLES, FLIGHTS, Example

READERS = {"otter": read_otter, "nbgrader": read_nbgrader}


def typed(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


@dataclass(frozen=True)
class Made:
    """A notebook's course, and what is left to do."""

    example: Example
    root: Path
    todos: tuple[Todo, ...]

    def score(self, text: str) -> float:
        """What a text in place of the notebook's code gets."""
        exercise, grader = _grader(self.root, self.example.name)
        return grader.grade(SubmittedFile(exercise.file, text), LocalHost(), None).score

    @property
    def solution(self) -> str:
        return (self.root / "solutions" / f"{self.example.name}.py").read_text(encoding="utf-8")


@cache
def _grader(root: Path, name: str) -> tuple[Exercise, ExerciseGrader]:
    course = load_course(root)
    exercise = course.exercise(name)
    return exercise, kind_of(exercise).grader(course, exercise, Grader(course, [name]).checks[name])


@pytest.fixture(scope="module", params=EXAMPLES, ids=lambda example: f"{example.grader}-{example.name}")
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    example: Example = request.param
    if example is FLIGHTS:
        pytest.importorskip("pandas")
    folder = tmp_path_factory.mktemp(example.name)
    result = import_course([READERS[example.grader](example.save(folder))], folder / "course")
    return Made(example, folder / "course", result.todos)


def test_its_solution_gets_all_points(made: Made) -> None:
    """Every test that became a check is passed by the notebook's own solution, and by nothing that is not written."""
    assert load_course(made.root).exercise(made.example.name).points == pytest.approx(made.example.points)
    assert made.score(made.solution) == pytest.approx(made.example.points)
    stub = (made.root / "exercises" / f"{made.example.name}.py").read_text(encoding="utf-8")
    assert made.score(stub) == 0
    for right, _, _ in made.example.wrong.values():
        assert right not in stub


def test_a_wrong_one_loses_what_is_wrong(made: Made) -> None:
    """One thing wrong costs the points of the tests that ask for it, and no others; a test of 0 points weighs 0.01."""
    for what, (right, wrong, points) in made.example.wrong.items():
        assert right in made.solution, what
        assert made.score(made.solution.replace(right, wrong)) == pytest.approx(points, abs=0.01), what


def test_what_a_person_must_finish_is_listed(made: Made) -> None:
    """With its cell and the reason, and nothing else."""
    work = [todo for todo in made.todos if not todo.note]
    assert [todo.cell for todo in work] == [cell for cell, _ in made.example.todos], work
    for todo, (_, why) in zip(work, made.example.todos, strict=True):
        assert why in todo.what
    said = "\n".join(todo.what for todo in made.todos if todo.note)
    for note in made.example.notes:
        assert note in said


def test_what_a_person_marks_is_a_written_answer(made: Made) -> None:
    """With its points."""
    course = load_course(made.root)
    assert {one.id: one.points for one in course.exercises if one.kind == "written"} == made.example.written


@pytest.mark.parametrize(
    "made",
    [pytest.param(one, marks=pytest.mark.whole if place % 3 else []) for place, one in enumerate(EXAMPLES)],
    indirect=True,
    ids=lambda example: f"{example.grader}-{example.name}",
)
def test_the_course_passes_its_exam(made: Made) -> None:
    """verify finds nothing but what an imported exercise does not have yet; without --whole in each third."""
    pytest.importorskip("msgspec", reason="the exam grades, with the instructor's packages")
    done = typed("verify", "--course", made.root)
    assert done.exit_code == 0, done.output


def test_behind_the_wall_it_is_graded_alike(tmp_path: Path) -> None:
    """With its library, which the exercise names; the command is the one that grades a class."""
    pytest.importorskip("msgspec", reason="grading needs the instructor's packages")
    pytest.importorskip("pandas")
    course = tmp_path / "course"
    import_course([read_otter(FLIGHTS.save(tmp_path))], course)
    solution = (course / "solutions" / "flights.py").read_text(encoding="utf-8")
    rows = graded(course, tmp_path, "flights.py", {"right": solution, "wrong": solution.replace("> 4", "> 5")})
    assert {student: row["score"] for student, row in rows.items()} == {"right": 3.0, "wrong": 2.0}


def test_otters_command_prints_the_list(tmp_path: Path) -> None:
    """And says where the course is and what comes next."""
    arrays, course = EXAMPLES[0].save(tmp_path), tmp_path / "course"
    done = typed("import", "otter", arrays, "--out", course)
    assert done.exit_code == 0, done.output
    assert "`q3` is marked by a" in done.output
    assert "4 checks" in done.output
    assert (course / "IMPORT.md").is_file()
