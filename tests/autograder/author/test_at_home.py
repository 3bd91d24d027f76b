"""at_home: mistakes that pass all visible checks, and what they cost in class."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.author.at_home import TOLD, surprises
from autograder.author.verify import examine
from autograder.classroom.grader import Grader
from autograder.course.manifest import load_course
from autograder.course.model import CheckResult, ExerciseResult
from autograder.sandbox.here import LocalHost


def result(home: str, score: float, *, visible: bool = True) -> ExerciseResult:
    """A mistake's, of four points in class, with one check at home and one that is hidden."""
    hidden = CheckResult("hidden/test_m.py::test_h", "H", False, "failed", 0.0, 1.0)
    own = CheckResult("visible/test_m.py::test_v", "V", True, home, 1.0, 1.0)  # type: ignore[arg-type]
    checks = (own, hidden) if visible else (hidden,)
    return ExerciseResult("m", "code", score, 4.0, "graded", checks=checks)


def test_a_mistake_that_is_green_at_home_and_costs_much_is_told() -> None:
    """With what it costs, the dearest first."""
    found = surprises({"rounded": result("passed", 2.5), "edge": result("passed", 1.0)})
    assert found == "2 mistakes pass all visible checks and lose more than 25% of the points: edge (75%), rounded (38%)"


@pytest.mark.parametrize(
    "harmless",
    [result("passed", 3.0), result("failed", 0.0), result("not_run", 0.0), result("passed", 0.0, visible=False)],
    ids=["a quarter", "red at home", "not run at home", "nothing to run at home"],
)
def test_what_shows_at_home_or_costs_little_is_not(harmless: ExerciseResult) -> None:
    """Hidden checks may keep something for themselves, and an exercise without visible checks promises nothing."""
    assert surprises({"m": harmless}) == ""


def test_of_many_the_dearest_are_told_and_the_others_counted() -> None:
    """It is one line."""
    found = surprises({f"m{number}": result("passed", 0.0) for number in range(TOLD + 3)})
    assert found.endswith(f"m{TOLD - 1} (100%) and 3 more")


def test_the_exam_says_so_and_fails_nothing(measuring: Path) -> None:
    """The tiny course has a median whose only even list is hidden."""
    grader = Grader(load_course(measuring, with_solutions=True), ["median"])
    [found] = examine(grader, lambda submission: grader.grade(submission, LocalHost(limit=True), "none"))
    assert found.at_home.startswith("1 mistake passes all visible checks and loses more than 25% of the points: ")
    assert not found.problems
