"""Proposed marks: what the gradebook gets of a written answer, and that a person's mark wins."""

from __future__ import annotations

import pytest
from nbgrader.api import Gradebook

from autograder.course.model import CheckResult, Exercise, ExerciseResult, StudentResult
from autograder.nbgrader.gradebook import Book
from autograder.nbgrader.marks import comment, needs_person, outputs, scores
from autograder.nbgrader.sheet import Sheet, SheetCell

EVIDENCE = "Found: 'one vector holds everything'."


@pytest.fixture
def sheet():
    exercise = Exercise("why", "Why", "written", "why.md", 4.0)
    return Sheet(exercise, (SheetCell("why", "answer", "Because.", "Your answer.", 4.0),))


@pytest.fixture
def code():
    exercise = Exercise("two", "Two", "code", "two.py", 6.0)
    tests = (SheetCell(f"two__{name}", "test", "", points=2.0, check=name) for name in "abc")
    return Sheet(exercise, (SheetCell("two", "solution", "x = 1"), *tests))


def written(score):
    row = CheckResult("why::bottleneck", "Bottleneck", True, "passed", score, 4.0, EVIDENCE)
    return ExerciseResult("why", "written", score, 4.0, "needs_review", "Proposed.", (row,), True)


def judged(*outcomes, score):
    weights = {"grader_error": 0.0}
    rows = (
        CheckResult(n, n.upper(), True, o, float(o == "passed"), weights.get(o, 1.0))
        for n, o in zip("abc", outcomes, strict=True)
    )
    return ExerciseResult("two", "code", score, 6.0, "graded", "", tuple(rows), "grader_error" in outcomes)


def test_a_written_answer_is_proposed_to_a_person(sheet):
    """The score on its own cell, the evidence as comment, the flag."""
    result = written(2.5)
    assert scores(sheet, result) == {"why": 2.5}
    assert needs_person(sheet, result) == {"why"}
    assert EVIDENCE in comment(result)


def test_a_broken_check_neither_costs_nor_gives(code):
    """Its cell gets the share that the others earned, and a person looks at it."""
    result = judged("passed", "failed", "grader_error", score=3.0)
    assert scores(code, result) == {"two__a": 2.0, "two__b": 0.0, "two__c": 1.0}
    assert needs_person(code, result) == {"two__c"}


def test_a_persons_mark_is_spread_over_the_cells(code):
    """A mark that is not what the checks add up to stands: the cells together make it."""
    result = judged("passed", "failed", "not_run", score=4.5)
    assert scores(code, result) == {"two__a": 1.5, "two__b": 1.5, "two__c": 1.5}


def test_outputs_are_what_nbgrader_takes_for_the_score(code):
    """A number where there are points, an error with a sentence where there are none: never nothing."""
    made = outputs(code, judged("passed", "failed", "not_run", score=2.0))
    assert [made[f"two__{name}"][0]["output_type"] for name in "abc"] == ["execute_result", "error", "error"]
    assert made["two__a"][0]["data"] == {"text/plain": "2.0"}
    assert all(made[f"two__{name}"][0]["evalue"] for name in "bc")


@pytest.mark.parametrize("score", [float("nan"), float("inf"), -1.0, 99.0])
def test_no_score_leaves_its_bounds(sheet, score):
    """Whatever comes in, nbgrader gets a finite number that it takes."""
    assert 0 <= scores(sheet, written(score))["why"] <= 4


def test_a_persons_mark_wins_over_a_new_proposal(sheet, tmp_path):
    """It stays, counts, and is shown for another look only where the proposal changed."""
    url = f"sqlite:///{tmp_path}/gradebook.db"

    def push(score):
        with Book(url, "course", {"why": sheet}) as book:
            result = StudentResult("course", "ada", score, 4.0, False, "none", (written(score),))
            assert list(book.push([result])) == [1]

    def grade(mark=None):
        with Gradebook(url, "course") as book:
            found = book.find_grade("why", "why", "course", "ada")
            if mark is not None:
                found.manual_score, found.needs_manual_grade = mark, False
                book.db.commit()
            return found.auto_score, found.score, found.needs_manual_grade

    push(2.5)
    assert grade() == (2.5, 2.5, True)
    assert grade(mark=3.5)[1] == 3.5
    push(1.0)
    assert grade() == (1.0, 3.5, True)
