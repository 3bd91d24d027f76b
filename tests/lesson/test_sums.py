"""A mark does not depend on how a Python adds up: since 3.12 `sum` keeps what rounding loses, before it did not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.course.model import Course, Exercise, ExerciseResult
from autograder.course.variants import composed

ONE_BY_ONE = """
def sum(values, start=0):
    for value in values:
        start = start + value
    return start
"""
COMPENSATED = """
def sum(values, start=0):
    values = [start, *values]
    if not all(type(value) in (int, float) for value in values) or float not in map(type, values):
        total = values[0]
        for value in values[1:]:
            total = total + value
        return total
    total, lost = 0.0, 0.0
    for value in map(float, values):
        after = total + value
        lost += (total - after) + value if abs(total) >= abs(value) else (value - after) + total
        total = after
    return total + lost if lost - lost == 0 else total
"""


def programs(course: Course, exercise: Exercise, *, whole: bool) -> list[tuple[Path, str]]:
    """The reference, the accepted styles and the known mistakes: each third of these, where not the `whole`."""
    right = [course.solution(exercise), *course.accepted(exercise)]
    wrong = course.mistakes(exercise) if whole else course.mistakes(exercise)[::3]
    texts = [(path, path.read_text(encoding="utf-8")) for path in right]
    return texts + [(path, composed(course, exercise, path)) for path in wrong]


def test_both_ways_to_add_up_earn_the_same(
    lesson_course: Course,
    code_exercises: list[Exercise],
    grade_patiently: Callable[[Exercise, str], ExerciseResult],
    pytestconfig: pytest.Config,
) -> None:
    """Each program that calls `sum` passes and fails the same checks either way."""
    for exercise in code_exercises:
        for path, text in programs(lesson_course, exercise, whole=pytestconfig.getoption("--whole")):
            if "sum(" in text:
                old, new = (grade_patiently(exercise, f"{text}\n{way}") for way in (ONE_BY_ONE, COMPENSATED))
                assert {check.id: check.outcome for check in old.checks} == {
                    check.id: check.outcome for check in new.checks
                }, path
