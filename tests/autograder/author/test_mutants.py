"""Mutants: small changes to a reference, and what becomes of them."""

from __future__ import annotations

import ast
import shutil
from pathlib import Path

import pytest

from autograder.author.mutants import EQUIVALENT, examine_mutants, known_equivalent, make_mutants
from autograder.classroom.grader import Grader
from autograder.course.manifest import load_course
from autograder.course.model import Course, StudentResult, Submission
from autograder.errors import CourseError
from autograder.sandbox.here import LocalHost

MEASURING = Path(__file__).parents[2] / "courses" / "measuring"


@pytest.fixture
def measuring(tmp_path: Path) -> Course:
    return load_course(shutil.copytree(MEASURING, tmp_path / "course"), with_solutions=True)


def judge_with(course: Course, exercise: str) -> object:
    grader = Grader(course, [exercise])

    def judge(submission: Submission) -> StudentResult:
        return grader.grade(submission, LocalHost(limit=True), "none")

    return judge


def test_every_mutant_is_one_change_inside_the_marks(measuring: Course) -> None:
    """Mutants are valid Python, all different, and change nothing outside the solution's region."""
    exercise = measuring.exercise("median")
    mutants = list(make_mutants(measuring, exercise))
    assert len(mutants) > 5
    assert len({mutant.source for mutant in mutants}) == len(mutants)
    for mutant in mutants:
        ast.parse(mutant.source)
        assert "The median of a non-empty list" in mutant.source
        assert "  ->  " in mutant.name


def test_a_survivor_is_reported_until_it_is_explained(measuring: Course) -> None:
    """What the checks do not catch is named; with its reason written down it counts as known."""
    exercise = measuring.exercise("median")
    (measuring.root / "tests" / "hidden" / "test_median.py").unlink()
    judge = judge_with(measuring, "median")
    report = examine_mutants(measuring, exercise, judge)  # type: ignore[arg-type]
    assert report.caught < report.mutants
    assert report.survivors
    name = report.survivors[0].name.replace("'", "''")
    text = f"median:\n  - mutant: '{name}'\n    why: for this test\n  - mutant: no such change\n    why: stale\n"
    (measuring.root / "solutions" / EQUIVALENT.file).write_text(text, encoding="utf-8")
    explained = examine_mutants(measuring, exercise, judge)  # type: ignore[arg-type]
    assert report.survivors[0].name not in {mutant.name for mutant in explained.survivors}
    assert explained.equivalent >= 1
    assert explained.stale == ("no such change",)


def test_a_row_without_a_reason_is_refused(measuring: Course) -> None:
    """Nothing is called equivalent without a word why."""
    (measuring.root / "solutions" / EQUIVALENT.file).write_text("median:\n  - mutant: x\n", encoding="utf-8")
    with pytest.raises(CourseError, match=f"{EQUIVALENT.file}:2: "):
        known_equivalent(measuring)
