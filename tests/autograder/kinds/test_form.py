"""graders/form: a YAML file whose data checks judge."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from autograder.course.collect import collect
from autograder.course.manifest import load_course
from autograder.course.model import Course, ExerciseResult, SubmittedFile
from autograder.kinds.form.grader import FormGrader
from autograder.sandbox.here import LocalHost

MANIFEST = """
version: 1
name: shapes
exercises:
  - {id: shapes, kind: form, file: shapes.yaml, points: 6}
"""
SOLUTION = "# Shapes\n### BEGIN SOLUTION\nscores: [2, 3]\ncontext: [2, 4]\n### STUB: scores:\n### END SOLUTION\n"
CHECKS = '''
import pytest


@pytest.mark.points(2)
@pytest.mark.misconception("keys_first")
def test_scores(submission, close):
    """Scores have a row a query."""
    close(submission["scores"], [2, 3])


@pytest.mark.misconception("keys_first")
def test_context(submission, close):
    """The context has a row a query."""
    close(submission["context"], [2, 4])
'''


@pytest.fixture
def form(tmp_path: Path) -> Course:
    """A course of one form."""
    files = {
        "course.yaml": MANIFEST,
        "exercises/shapes.yaml": "# Shapes\nscores:\n",
        "solutions/shapes.yaml": SOLUTION,
        "solutions/mistakes/shapes/keys_first.yaml": "# You counted the keys first.\n# Who asks?\nscores: [3, 2]\n",
        "tests/hidden/test_shapes.py": CHECKS,
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return load_course(tmp_path, with_solutions=True)


def grade(course: Course, text: str | None) -> ExerciseResult:
    grader = FormGrader(course, course.exercise("shapes"), collect(course)["shapes"])
    return grader.grade(None if text is None else SubmittedFile("shapes.yaml", text), LocalHost())


def test_a_correct_form_gets_full_points(form: Course) -> None:
    """The reference's data, written in any way, passes."""
    for text in (SOLUTION, "context: [2.0, 4]\nscores:\n  - 2\n  - 3\n"):
        assert (grade(form, text).score, grade(form, text).status) == (6.0, "graded")


def test_only_the_first_failure_names_a_misconception(form: Course) -> None:
    """What fails after it may be its consequence; the explanation is the mistake file's comment."""
    first, second = grade(form, "scores: [3, 2]\ncontext: [3, 4]\n").checks
    assert (first.diagnosis, first.message) == ("keys_first", "You counted the keys first. Who asks?")
    assert (second.diagnosis, second.outcome) == (None, "failed")


def test_points_are_shared_by_weight(form: Course) -> None:
    """The check of weight 2 of 3 is worth two thirds."""
    assert grade(form, "scores: [2, 3]\ncontext: [9, 9]\n").score == pytest.approx(4.0)


@pytest.mark.parametrize(
    ("text", "status", "says"),
    [
        (None, "missing", "There is no file shapes.yaml."),
        ("# my name\nscores:\n", "not_started", "Nothing is filled in yet."),
        ("scores: [2, 3\n", "crashed", "shapes.yaml:2: this is not valid YAML"),
        ("scores: &a [2, 3]\n", "crashed", "shapes.yaml:1: anchors"),
        ("scores: 1\nscores: 2\n", "crashed", "shapes.yaml:2: the key 'scores' is given twice."),
        ("[" * 50_000, "crashed", "shapes.yaml:1: is nested"),
    ],
)
def test_a_form_that_cannot_be_read_earns_nothing(form: Course, text: str | None, status: str, says: str) -> None:
    """The reason is told with file and line, and every check is listed as not run."""
    result = grade(form, text)
    assert (result.status, result.score) == (status, 0.0)
    assert result.message.startswith(says)
    assert [check.outcome for check in result.checks] == ["not_run", "not_run"]


@pytest.mark.parametrize("text", ["[1, 2]", "7", "scores: {a: 1}", "scores: [2, x]", "other: 1", "scores: 2026-01-01"])
def test_any_other_data_fails_and_breaks_nothing(form: Course, text: str) -> None:
    """Data of another kind than asked for is a wrong answer, never a fault of the grader."""
    result = grade(form, text)
    assert (result.score, result.status, result.max_score) == (0.0, "graded", result.max_score)
    assert {check.outcome for check in result.checks} == {"failed"}
    assert result.needs_review == any("could not read" in check.message for check in result.checks)


MALFORMED = """

@pytest.mark.misconception("keys_first")
def test_rows(submission):
    \"\"\"Rows are numbers.\"\"\"
    if isinstance(submission.get("rows"), str):
        pytest.fail("rows must be a number.")
    assert submission.get("rows", 1) > 0, "no rows"
"""


def test_what_is_written_in_another_form_shows_no_misconception(form: Course) -> None:
    """`pytest.fail` is about the form: it names nothing, and nor does what fails after it."""
    path = form.root / "tests" / "hidden" / "test_shapes.py"
    head, _, rest = CHECKS.partition("@pytest.mark.points")
    path.write_text(f"{head.rstrip()}{MALFORMED}\n\n@pytest.mark.points{rest}", encoding="utf-8")
    course = replace(load_course(form.root, with_solutions=True), hidden_feedback="full")
    malformed = grade(course, "scores: [3, 2]\ncontext: [2, 4]\nrows: two\n").checks
    assert [(check.diagnosis, check.outcome) for check in malformed] == [
        (None, "failed"),
        (None, "failed"),
        (None, "passed"),
    ]
    assert malformed[0].message == "rows must be a number."
    wrong = grade(course, "scores: [3, 2]\ncontext: [2, 4]\nrows: 0\n").checks
    assert [check.diagnosis for check in wrong] == ["keys_first", None, None]
