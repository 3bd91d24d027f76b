"""grading: the pipeline for one submission, and what a class's grader is made of."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder.classroom.grader import Grader
from autograder.classroom.lines import to_line
from autograder.course.digest import course_digest
from autograder.course.manifest import chosen, load_course
from autograder.course.model import Course, Submission
from autograder.errors import CourseError, GraderFault
from autograder.sandbox.hosts import LocalHost


@pytest.fixture(scope="module")
def grader(course: Course) -> Grader:
    return Grader(course)


def test_one_submission_from_file_to_total(grader: Grader, hand_in: Callable[..., Submission]) -> None:
    """The exercises come in the course's order; score and maximum are their sums."""
    course = grader.course
    half = hand_in("ada", trapezoid=course.solution(course.exercise("trapezoid")))
    result = grader.grade(half, LocalHost(), "none")
    assert (result.course, result.student, result.isolation) == ("measuring", "ada", "none")
    assert [(e.id, e.status, e.score) for e in result.exercises] == [
        ("median", "missing", 0.0),
        ("trapezoid", "graded", 60.0),
    ]
    assert (result.score, result.max_score, result.needs_review) == (60.0, 100.0, False)


def test_the_same_submission_gives_the_same_bytes(course: Course, hand_in: Callable[..., Submission]) -> None:
    """Graders made anew, and work graded in between, change nothing in a line."""
    mistake = hand_in("ada", median=course.mistakes(course.exercises[0])[0])
    lines = [to_line(Grader(course).grade(mistake, LocalHost(), "none")) for _ in range(2)]
    grader = Grader(course)
    for path in course.mistakes(course.exercises[0]):
        grader.grade(hand_in("bob", median=path), LocalHost(), "none")
    lines.append(to_line(grader.grade(mistake, LocalHost(), "none")))
    assert len(set(lines)) == 1


def test_a_fault_of_the_grader_costs_no_points(grader: Grader) -> None:
    """Where grading failed, full points are proposed, every check is a grader_error, and a person must look."""
    result = grader.fault("ada", "the wall fell", "none")
    median = result.exercises[0]
    assert (median.score, median.status, median.needs_review) == (40.0, "needs_review", True)
    assert result.needs_review
    assert {check.outcome for check in median.checks} == {"grader_error"}
    assert "not your fault" in median.message


def test_a_fault_of_the_host_goes_to_whoever_can_try_again(grader: Grader, hand_in: Callable[..., Submission]) -> None:
    """A host that gave way is not taken for the student's crash."""

    class Broken(LocalHost):
        def load(self, *_: Any) -> Any:
            raise GraderFault("the wall fell")

    with pytest.raises(GraderFault):
        grader.grade(hand_in("ada", median="x = 1"), Broken(), "none")

    class BrokenLater(LocalHost):
        def call(self, *_: Any, **__: Any) -> Any:
            raise GraderFault("the wall fell in the middle of a check")

    with pytest.raises(GraderFault):
        grader.grade(hand_in("ada", median="x = 1"), BrokenLater(), "none")


def test_scores_are_finite_and_within_bounds(grader: Grader, hand_in: Callable[..., Submission]) -> None:
    """Whatever a file answers, 0 <= score <= max for every check, exercise and student."""
    answers = ["None", "float('nan')", "float('inf')", "10**1000", "'x' * 10**6", "[]", "{}", "values", "print", "1j"]
    for answer in answers:
        text = f"def median(values):\n    return {answer}\n\ndef area(values, y):\n    return {answer}\n"
        result = grader.grade(hand_in("ada", median=text, trapezoid=text), LocalHost(), "none")
        for part in (result, *result.exercises, *(check for e in result.exercises for check in e.checks)):
            assert math.isfinite(part.score)
            assert 0 <= part.score <= part.max_score
        assert result.score < 40
        assert not result.needs_review
        assert len(to_line(result)) < 20_000


def test_only_the_chosen_exercises_are_graded(course: Course, hand_in: Callable[..., Submission]) -> None:
    """With a choice the maximum is that of the chosen ones, in the course's order; an unknown name is an error."""
    result = Grader(course, ["trapezoid"]).grade(hand_in(), LocalHost(), "none")
    assert [exercise.id for exercise in result.exercises] == ["trapezoid"]
    assert result.max_score == 60.0
    assert [exercise.id for exercise in chosen(course, ["trapezoid", "median"])] == ["median", "trapezoid"]
    with pytest.raises(CourseError, match=r"there is no exercise 'mode'. Exercises: median, trapezoid."):
        chosen(course, ["mode"])


def test_an_exercise_without_checks_is_an_error(measuring: Path) -> None:
    """An exercise that nothing judges cannot be graded."""
    for room in ("visible", "hidden"):
        (measuring / "tests" / room / "test_median.py").unlink()
    with pytest.raises(CourseError, match=r"exercise 'median' has no checks. Add tests/visible/test_median.py"):
        Grader(load_course(measuring))


@pytest.mark.parametrize(
    ("file", "text", "says"),
    [
        ("solutions/median.py", "def median(:", r"solutions/median.py:1: this is not valid Python"),
        ("solutions/median.py", "import nothing_like_it", r"solutions/median.py: this file cannot be run: ModuleNot"),
        ("solutions/mistakes/median/unsorted.py", "1 / 0", r"unsorted.py: this file cannot be run: ZeroDivisionError"),
    ],
)
def test_a_course_whose_own_code_does_not_run_is_an_error(measuring: Path, file: str, text: str, says: str) -> None:
    """References and mistakes are run before anyone is graded."""
    (measuring / file).write_text(text)
    with pytest.raises(CourseError, match=says):
        Grader(load_course(measuring))


@pytest.mark.parametrize(
    "file",
    [
        *("course.yaml", "exercises/median.py", "solutions/median.py", "solutions/mistakes/median/unsorted.py"),
        *("tests/visible/test_median.py", "tests/hidden/test_median.py", "solutions/new.txt"),
    ],
)
def test_the_digest_changes_with_all_that_can_change_a_result(measuring: Path, file: str) -> None:
    """A change in the manifest, a stub, a solution, a mistake or a check changes the digest; a cache does not."""
    course = load_course(measuring)
    before = course_digest(course)
    (measuring / "solutions" / "__pycache__").mkdir()
    (measuring / "solutions" / "__pycache__" / "x.pyc").write_bytes(b"1")
    (measuring / "class" / "new.py").write_text("1")
    assert course_digest(course) == before
    with open(measuring / file, "a", encoding="utf-8") as target:
        target.write("\n# changed\n")
    assert course_digest(course) != before
