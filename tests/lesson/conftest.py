"""What the lesson's tests share: the page tests' browser, the engine's settings for random cases, a grader."""

from __future__ import annotations

import ast
import contextlib
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings

from autograder.classroom.grader import Grader
from autograder.course.manifest import load_course
from autograder.course.model import Course, Exercise, ExerciseResult, Submission, SubmittedFile
from autograder.course.solutions import run_file
from autograder.kinds.registry import kind_of
from autograder.sandbox.here import LocalHost

settings.register_profile("steady", deadline=None, derandomize=True)  # the same cases every time, at any speed
settings.load_profile("steady")

ROOT = Path(__file__).parents[2]
_PAGES = run_file(ROOT / "tests" / "autograder" / "pages" / "conftest.py")
browser, open_page = _PAGES.browser, _PAGES.open_page


@pytest.fixture(scope="session")
def lesson_course() -> Course:
    """The course; a call that never ends is stopped soon."""
    return _with_seconds(load_course(ROOT, with_solutions=True), 1.0)


def _with_seconds(course: Course, seconds: float) -> Course:
    """The course with so much time for each call."""
    limited = (replace(one, limits=replace(one.limits, seconds=seconds)) for one in course.exercises)
    return replace(course, exercises=tuple(limited))


@pytest.fixture(scope="session")
def code_exercises(lesson_course: Course) -> list[Exercise]:
    """The exercises that are answered in Python."""
    return [exercise for exercise in lesson_course.exercises if kind_of(exercise).runs_code]


@pytest.fixture(scope="session")
def grade(lesson_course: Course) -> Callable[[Exercise, str], ExerciseResult]:
    """Grades one program in this process. It must do no harm there."""
    return _grade_with(lesson_course)


@pytest.fixture(scope="session")
def grade_patiently(lesson_course: Course) -> Callable[[Exercise, str], ExerciseResult]:
    """The same for programs that come to their end, however slow the machine is."""
    return _grade_with(_with_seconds(lesson_course, 100.0))


def _grade_with(course: Course) -> Callable[[Exercise, str], ExerciseResult]:
    grader = Grader(course, [exercise.id for exercise in course.exercises if kind_of(exercise).runs_code])

    def graded(exercise: Exercise, source: str) -> ExerciseResult:
        submission = Submission("somebody", {exercise.id: SubmittedFile(exercise.file, source)})
        # What it prints, and what NumPy warns of, is nobody's concern here.
        with contextlib.redirect_stdout(io.StringIO()), np.errstate(all="ignore"):
            student = grader.grade(submission, LocalHost(limit=True), "none")
        return next(result for result in student.exercises if result.id == exercise.id)

    return graded


@pytest.fixture(scope="session")
def unwritten() -> Callable[[Course, Exercise], list[str]]:
    """The functions that a stub leaves to the student."""

    def names(course: Course, exercise: Exercise) -> list[str]:
        tree = ast.parse(course.stub(exercise).read_text(encoding="utf-8"))
        functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
        return [function.name for function in functions if "NotImplementedError" in ast.unparse(function.body[-1])]

    return names
