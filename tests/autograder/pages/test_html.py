"""What the pages of a class and of a student say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest

from autograder.course.model import CheckResult, Course, Exercise, ExerciseResult, StudentResult
from autograder.pages.report import render_report, render_student


@pytest.fixture
def course(tmp_path: Path) -> Course:
    folder = tmp_path / "solutions" / "mistakes" / "softmax"
    folder.mkdir(parents=True)
    (folder / "plain.py").write_text('"""You divided by the sum\nof the scores."""\n', encoding="utf-8")
    exercises = (
        Exercise("softmax", "Softmax", "code", "softmax.py", 10.0),
        Exercise("quiz", "Quiz", "quiz", "quiz.yaml", 5.0),
    )
    return Course(tmp_path, "attention", "Attention", exercises)


def result(name: str, score: float, *, visible: bool = False) -> StudentResult:
    check = CheckResult("hidden/x::y", "Weights sum to one", visible, "failed", 0.0, 1.0, "secret message", "plain")
    exercise = ExerciseResult("softmax", "code", score, 10.0, "graded", "", (check, replace(check, id="hidden/x::z")))
    return StudentResult("attention", name, score, 15.0, False, "strict", (exercise,))


def test_report_counts_students_not_checks(course: Course) -> None:
    """Two failed checks of one student are one student with that idea, explained by the mistake's own docstring."""
    html = render_report([result("ada", 2.0), result("bob", 10.0)], course)
    assert '<td class="n">2</td><td>softmax</td><td>plain</td>' in html
    assert "You divided by the sum of the scores." in html


def test_distribution_in_words(course: Course) -> None:
    """The histogram has a text of its own; full marks lie in the last tenth."""
    html = render_report([result("ada", 2.0), result("bob", 10.0)], course)
    assert "Softmax: mean 60%; students: 1 from 20 to 30 %; 1 from 90 to 100 %" in html


def test_empty_class(course: Course) -> None:
    """A class without students is a page too."""
    assert "No known mix-up" in render_report([], course)


@pytest.mark.parametrize(
    ("policy", "message", "diagnosis"), [("title", False, False), ("diagnosis", False, True), ("full", True, True)]
)
def test_hidden_checks_tell_what_the_course_allows(
    course: Course, policy: Literal["title", "diagnosis", "full"], message: bool, diagnosis: bool
) -> None:
    """A hidden check's message and diagnosis follow `hidden_feedback`."""
    html = render_student(result("ada", 2.0), replace(course, hidden_feedback=policy))
    assert ("secret message" in html) == message
    assert ("You divided" in html) == diagnosis


def test_visible_checks_tell_all(course: Course) -> None:
    """A visible check shows its message whatever the policy is."""
    html = render_student(result("ada", 2.0, visible=True), replace(course, hidden_feedback="title"))
    assert "secret message" in html
