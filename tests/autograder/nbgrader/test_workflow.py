"""nbgrader's own commands work on the course unchanged, from the release to the export."""

from __future__ import annotations

import getpass


def test_a_student_sees_what_is_missing_and_that_it_is_right(walked):
    """`nbgrader validate` on a fetched notebook, before and after."""
    assert "VALIDATION FAILED" in walked.untouched
    assert "doubled is not written yet" in walked.untouched
    assert "Success" in walked.solved


def test_the_source_notebooks_pass_their_own_tests(walked):
    """`nbgrader validate`: the reference solutions get full marks in a kernel; code and a form; with --whole, five."""
    assert walked.sources.count("Success") == walked.validated >= 2


def test_who_submitted_and_who_came_by_zip_are_in_the_export(walked):
    """collect, zip_collect, autograde and export."""
    assert walked.scores == {getpass.getuser(): 14.0, "zoe": 14.0}


def test_feedback_comes_back(walked):
    """generate_feedback, release_feedback and fetch_feedback."""
    assert walked.feedback == ["card.html", "doubled.html", "doubling.html", "named.html", "why.html"]
