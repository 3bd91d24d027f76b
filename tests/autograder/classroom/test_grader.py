"""grading: the pipeline for one submission, and what a class's grader is made of."""

from __future__ import annotations

import math
import time
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
from autograder.sandbox.here import LocalHost
from autograder.sandbox.ready import NotAlone, NotReady


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
    """Where grading failed there are no points and none to be had; what was not handed in is missing all the same."""
    result = grader.fault("ada", "the wall fell", "none")
    median = result.exercises[0]
    assert (median.score, median.status, median.needs_review) == (0.0, "not_graded", True)
    assert (result.score, result.max_score) == (0.0, 0.0)
    assert result.needs_review
    assert {check.outcome for check in median.checks} == {"grader_error"}
    assert "not your fault" in median.message
    empty = grader.fault("ada", "the wall fell", "none", Submission("ada", {}))
    assert {exercise.status for exercise in empty.exercises} == {"missing"}
    assert (empty.score, empty.max_score) == (0.0, 100.0)


def test_a_program_that_needs_more_than_was_ready_is_judged_from_the_beginning(
    grader: Grader, hand_in: Callable[..., Submission]
) -> None:
    """It is told in the middle of a check that expects errors, and the result is as if all had been ready at once."""
    calls = []

    class Lacking(LocalHost):
        def call(self, *args: Any, **kwargs: Any) -> Any:
            calls.append(args[1])
            if len(calls) == 3:
                raise NotReady
            return super().call(*args, **kwargs)

    course = grader.course
    work = hand_in("ada", trapezoid=course.solution(course.exercise("trapezoid")))
    assert grader.grade(work, Lacking(), "none") == grader.grade(work, LocalHost(), "none")
    assert calls[:2] == calls[3:5]


def test_what_a_program_took_beside_others_is_no_part_of_its_time(
    grader: Grader, hand_in: Callable[..., Submission], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Alone it has all that an exercise gives."""
    passed, clock, calls = [0.0], time.monotonic, []
    monkeypatch.setattr(time, "monotonic", lambda: clock() + passed[0])

    class Crowded(LocalHost):
        def call(self, *args: Any, **kwargs: Any) -> Any:
            calls.append(args[1])
            if len(calls) == 3:
                passed[0] = 1000.0
                raise NotAlone
            return super().call(*args, **kwargs)

    course = grader.course
    work = hand_in("ada", trapezoid=course.solution(course.exercise("trapezoid")))
    assert grader.grade(work, Crowded(), "none") == grader.grade(work, LocalHost(), "none")


def test_a_host_that_gives_way_leaves_the_exercise_ungraded(grader: Grader, hand_in: Callable[..., Submission]) -> None:
    """It is tried again three times, and is never taken for the student's crash; the other exercise is graded."""
    tries = []

    class Broken(LocalHost):
        def load(self, *_: Any) -> Any:
            tries.append(1)
            raise GraderFault("the wall fell")

    median, trapezoid = grader.grade(hand_in("ada", median="x = 1"), Broken(), "none").exercises
    assert (median.status, median.score, median.max_score, len(tries)) == ("not_graded", 0.0, 0.0, 3)
    assert (trapezoid.status, trapezoid.max_score) == ("missing", 60.0)

    class BrokenLater(LocalHost):
        def call(self, *_: Any, **__: Any) -> Any:
            raise GraderFault("the wall fell in the middle of a check")

    later = grader.grade(hand_in("ada", median="x = 1"), BrokenLater(), "none").exercises[0]
    assert (later.status, later.max_score) == ("not_graded", 0.0)


@pytest.mark.parametrize(
    ("error", "status", "most"),
    [(ValueError(), "needs_review", 40.0), (RecursionError(), "needs_review", 40.0), (OSError(), "not_graded", 0.0)],
)
def test_what_breaks_is_contained_by_exercise(
    course: Course,
    hand_in: Callable[..., Submission],
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    status: str,
    most: float,
) -> None:
    """On a student's file it is that exercise's, without points; a full disk leaves it ungraded; the rest is judged."""
    grader = Grader(course)

    def broken(*_: Any) -> Any:
        raise error

    monkeypatch.setattr(grader._graders["median"], "grade", broken)
    area = course.solution(course.exercise("trapezoid"))
    median, trapezoid = grader.grade(hand_in("ada", median="x = 1", trapezoid=area), LocalHost(), "none").exercises
    assert (median.status, median.score, median.max_score, median.needs_review) == (status, 0.0, most, True)
    assert trapezoid.score == 60.0


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
        ("solutions/median.py", "import nothing_like_it", r"solutions/median.py:1: this file cannot be run: ModuleNot"),
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
