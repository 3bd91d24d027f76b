"""What home calls done is done: who passes every visible check has most of the points in class."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.course.model import Course, Exercise, ExerciseResult
from autograder.course.transplant import transplant
from autograder.course.variants import composed

ROOT = Path(__file__).parents[2]
CLASSES = (ROOT / "tests" / "class", ROOT / "tests" / "autograder" / "classroom" / "odd_class")
CODE = [path.stem for path in sorted((ROOT / "solutions").glob("*.py"))]
ENOUGH = 0.7
HARMFUL = {"asks_for_8_gb", "interpreter_crash", "loop_at_import", "loop_in_a_call", "os_exit"}
HARMFUL |= {"patches_allclose", "patches_builtins", "prints_100_mb", "sys_exit"}
"""Students of the odd class whose files do harm to the process that runs them."""
Grade = Callable[[Exercise, str], ExerciseResult]


def is_done(result: ExerciseResult) -> bool:
    """Whether the board at home says so."""
    return result.status == "graded" and all(check.outcome == "passed" for check in result.checks if check.visible)


def wrong_and_sloppy(course: Course, exercise: Exercise) -> dict[str, str]:
    """Every known mistake, and what the two classes handed in."""
    programs = {path.name: composed(course, exercise, path) for path in course.mistakes(exercise)}
    for folder in CLASSES:
        for file in sorted(folder.rglob(exercise.file)):
            if not HARMFUL & set(file.relative_to(folder).parts):
                programs[str(file.relative_to(folder))] = file.read_bytes().decode("utf-8", "replace")
    return programs


@pytest.mark.parametrize(
    "name", [pytest.param(one, marks=pytest.mark.whole if n % 2 else []) for n, one in enumerate(CODE)]
)
def test_done_is_most_of_the_points(lesson_course: Course, grade: Grade, name: str) -> None:
    """Of all that is wrong or sloppy, nothing is done at home and has less than 70 % of the points in class."""
    exercise = lesson_course.exercise(name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        results = {key: grade(exercise, text) for key, text in wrong_and_sloppy(lesson_course, exercise).items()}
    done = {key: result.score / result.max_score for key, result in results.items() if is_done(result)}
    assert len(results) > 25
    assert any(share < 1 for share in done.values()), "class checks nothing that home does not"
    assert {key: share for key, share in done.items() if share < ENOUGH} == {}


@pytest.mark.parametrize("name", CODE)
def test_nothing_unwritten_is_done(
    lesson_course: Course,
    grade: Grade,
    grade_patiently: Grade,
    unwritten: Callable[[Course, Exercise], list[str]],
    name: str,
) -> None:
    """Each function of a stub is called by a visible check: left unwritten, it keeps the exercise from being done."""
    exercise = lesson_course.exercise(name)
    solution = lesson_course.solution(exercise).read_text(encoding="utf-8")
    stub = lesson_course.stub(exercise).read_text(encoding="utf-8")
    assert is_done(grade_patiently(exercise, solution))
    for function in unwritten(lesson_course, exercise):
        assert not is_done(grade(exercise, transplant(solution, stub, {function})))
