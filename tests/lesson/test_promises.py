"""What a stub promises is checked: a promise of `promises.yaml` has a program that breaks it and checks that see it."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from autograder.course.model import CheckResult, Course, Exercise, ExerciseResult
from autograder.course.variants import composed

PROMISES: dict[str, dict[str, list[dict[str, Any]]]] = yaml.safe_load(
    Path(__file__).with_name("promises.yaml").read_text(encoding="utf-8")
)
Grade = Callable[[Exercise, str], ExerciseResult]


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise, the checks that must fail on its witness, and the witness: a mistake's file or a few lines."""

    exercise: str
    function: str
    text: str
    checks: frozenset[tuple[str, str]]
    mistake: str | None
    program: str | None

    def __str__(self) -> str:
        return f"{self.exercise}.{self.function}: {self.text}"


def promises() -> Iterator[Promise]:
    for exercise, functions in PROMISES.items():
        for function, rows in functions.items():
            for row in rows:
                checks = frozenset((place, name) for place in ("home", "class") for name in row.get(place, ()))
                yield Promise(exercise, function, row["promise"], checks, row.get("mistake"), row.get("program"))


def named(check: CheckResult) -> tuple[str, str]:
    """Where a check is run, and its name."""
    return ("home" if check.visible else "class", check.id.partition("::")[2])


def witness(course: Course, exercise: Exercise, promise: Promise) -> str:
    """The reference, but for what breaks the promise."""
    if promise.mistake is not None:
        return composed(course, exercise, course.root / f"solutions/mistakes/{exercise.id}/{promise.mistake}.py")
    return f"{course.solution(exercise).read_text(encoding='utf-8')}\n\n{promise.program}"


@pytest.mark.parametrize("promise", list(promises()), ids=str)
def test_who_breaks_a_promise_fails_its_checks(lesson_course: Course, grade: Grade, promise: Promise) -> None:
    """Every check named fails on the witness, which loses points by it."""
    exercise = lesson_course.exercise(promise.exercise)
    assert (promise.mistake is None) != (promise.program is None), "one witness is wanted"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a witness may overflow: that is its point
        result = grade(exercise, witness(lesson_course, exercise, promise))
    failed = {named(check) for check in result.checks if check.outcome == "failed"}
    assert promise.checks, "a promise without a check"
    assert promise.checks <= failed
    assert result.score < result.max_score


def test_the_references_keep_every_promise(
    lesson_course: Course, code_exercises: list[Exercise], grade_patiently: Grade
) -> None:
    """The course's own solutions pass every check."""
    for exercise in code_exercises:
        result = grade_patiently(exercise, lesson_course.solution(exercise).read_text(encoding="utf-8"))
        assert [check.id for check in result.checks if check.outcome != "passed"] == []


def test_every_function_makes_promises(
    lesson_course: Course, code_exercises: list[Exercise], unwritten: Callable[[Course, Exercise], list[str]]
) -> None:
    """Each function that a stub leaves to the student stands in the list, and no other."""
    wanted = {exercise.id: unwritten(lesson_course, exercise) for exercise in code_exercises}
    assert {exercise: list(functions) for exercise, functions in PROMISES.items()} == wanted


def test_every_check_holds_a_promise(
    lesson_course: Course, code_exercises: list[Exercise], grade_patiently: Grade
) -> None:
    """No check asks for what no promise says."""
    for exercise in code_exercises:
        result = grade_patiently(exercise, lesson_course.solution(exercise).read_text(encoding="utf-8"))
        kept = {check for promise in promises() if promise.exercise == exercise.id for check in promise.checks}
        assert {named(check) for check in result.checks} == kept
