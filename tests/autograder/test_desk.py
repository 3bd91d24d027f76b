"""The bench: a grader and a wall that fit each other."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace

import pytest

pytest.importorskip("msgspec", reason="grading needs the instructor's packages")
if not sys.platform.startswith("linux"):
    pytest.skip("the wall is built of parts of Linux", allow_module_level=True)

from autograder.desk import Bench
from autograder.grading import Grader
from autograder.model import Course, Submission


def test_what_the_course_allows_can_be_imported(course: Course, hand_in: Callable[..., Submission]) -> None:
    """A module from an exercise's list is there behind the wall, whatever else is."""
    median = replace(course.exercises[0], allowed_imports=("colorsys", "not_installed"))
    source = "import colorsys\n" + course.solution(median).read_text(encoding="utf-8")
    with Bench(Grader(replace(course, exercises=(median, *course.exercises[1:])), ["median"])) as bench:
        result = bench.judge(hand_in("ada", median=source))
    assert result.score == result.max_score == 40.0
