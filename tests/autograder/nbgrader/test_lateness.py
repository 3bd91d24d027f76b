"""Lateness under nbgrader: the course's policy, by nbgrader's own timestamps."""

from __future__ import annotations

import csv

import pytest
from nbgrader.api import Gradebook

from autograder.course.model import LatePolicy
from autograder.nbgrader.config import config_text


def test_the_penalty_is_the_one_of_our_gradebook(walled_trusting, trusting_results):
    """What is left of each score is what `autograder grade --late` says: 2 days begun, a month, and in time."""
    with open(trusting_results / "gradebook.csv", newline="") as file:
        left = {row["student"]: float(row["score_after_lateness"]) for row in csv.DictReader(file)}
    with Gradebook(walled_trusting.url, "trusting") as book:
        found = {s.student.id: (s.score, s.late_submission_penalty) for s in book.assignment_submissions("trusting")}
    assert {name: score - penalty for name, (score, penalty) in found.items()} == pytest.approx(left, abs=1e-4)
    shares = {name: penalty / score for name, (score, penalty) in found.items() if score}
    assert shares == pytest.approx({"honest": 0, "attacker": 0, "careless": 0.2, "foreign": 0.5})


def test_feedback_says_what_lateness_cost(walled_trusting):
    """The student reads it on the page of each notebook."""
    feedback = walled_trusting.root / "feedback"
    assert "Late submission penalty (Score: -0.2)" in (feedback / "careless" / "trusting" / "why.html").read_text()
    assert "Late submission penalty" not in (feedback / "honest" / "trusting" / "why.html").read_text()


@pytest.mark.parametrize("free", [LatePolicy(), LatePolicy(percent_per_day=10, max_percent=0)])
def test_where_lateness_costs_nothing_nothing_is_configured(free):
    """nbgrader's own settings stand."""
    assert "CourseLatePolicy" in config_text("c", LatePolicy(percent_per_day=1))
    assert "LatePolicy" not in config_text("c", free)
    assert "plugin_class" not in config_text("c", free)
