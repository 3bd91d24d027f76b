"""The same scores by our runner, by nbgrader with our configuration, and, for honest work, by nbgrader alone."""

from __future__ import annotations

import pytest
from nbgrader.api import Gradebook

EXACT = 1e-8


def test_every_score_is_the_same_under_nbgrader(graded, results, odd):
    """Exercise by exercise, `nbgrader autograde` with our configuration gives what `autograder grade` gives."""
    students, handed_in = odd
    assert len(students) >= 5
    for student in students:
        expected = {exercise.id: exercise.score for exercise in results[student].exercises if exercise.id in handed_in}
        found = graded.scores(student) or dict.fromkeys(expected, 0.0)
        assert {name: found[name] for name in expected} == pytest.approx(expected, abs=EXACT), student


def test_full_marks_are_exactly_full(graded, results, odd):
    """The points of the checks add up to the exercise's, without a last digit too few."""
    handed_in = [exercise for exercise in results["perfect_lists"].exercises if exercise.id in odd[1]]
    done = [exercise for exercise in handed_in if exercise.status != "missing"]
    found = graded.scores("perfect_lists")
    assert {exercise.id: exercise.max_score for exercise in done}.items() <= found.items()


def test_a_plain_kernel_gives_honest_work_the_same(plain, honest, results):
    """Without our configuration nbgrader's own kernel gives honest students the same scores."""
    for student, handed_in in honest.items():
        exercises = [one for one in results[student].exercises if not handed_in or one.id in handed_in]
        expected = {exercise.id: exercise.score for exercise in exercises}
        found = plain.scores(student)  # with zeros for what was not handed in
        assert {name: found[name] for name in expected} == pytest.approx(expected, abs=EXACT), student


def test_the_comment_names_the_misconception(graded):
    """A student reads at their own cell which idea is off."""
    with Gradebook(graded.url, graded.assignment) as book:
        said = book.find_comment("softmax", "softmax", graded.assignment, "plain_softmax").comment
    assert "You divided the bare scores by their sum." in said
