"""Classes, lent functions, frames, figures and data files under real nbgrader: the same scores as by our runner."""

from __future__ import annotations

import pytest

pytest.importorskip("pandas")
pytest.importorskip("matplotlib")
pytestmark = (
    pytest.mark.whole
)  # a second course under nbgrader; what a check hands over is tried in test_handed_over.py

EXACT = 1e-8
RICH = {"descent", "scaling", "linear_model", "houses", "picture"}


def test_the_regression_course_scores_alike(regression, regression_results):
    """Exercise by exercise, `nbgrader autograde` gives what `autograder grade` gives, to right and to wrong ones."""
    assert regression_results.keys() == {"right", "wrong"}
    for student, result in regression_results.items():
        expected = {exercise.id: exercise.score for exercise in result.exercises if exercise.id in RICH}
        found = regression.scores(student)
        assert {name: found[name] for name in RICH} == pytest.approx(expected, abs=EXACT), student


def test_right_and_wrong_are_told_apart(regression, regression_results):
    """The solutions have full points there, and each mistake costs some."""
    full = {exercise.id: exercise.max_score for exercise in regression_results["right"].exercises}
    assert {name: regression.scores("right")[name] for name in RICH} == {name: full[name] for name in RICH}
    wrong = regression.scores("wrong")
    assert all(wrong[name] < full[name] for name in RICH), wrong


def test_the_data_file_lies_beside_the_notebook(regression):
    """Students are handed it with the notebook that reads it."""
    for step in ("source", "release"):
        assert (regression.root / step / regression.assignment / "houses.csv").is_file()
