"""formgrader in a real browser: what a person sees, and that their mark stays."""

from __future__ import annotations

import time

import pytest
from nbgrader.api import Gradebook

BY_HAND = 1.5


@pytest.fixture(scope="module")
def page(walled_trusting, open_formgrader):
    """A browser that is signed in to formgrader on the graded class."""
    with open_formgrader(walled_trusting) as opened:
        yield opened


@pytest.fixture
def place(walled_trusting):
    """Where the foreign student's named numbers are: a check broke on them, and a person must look."""
    with Gradebook(walled_trusting.url, "trusting") as book:
        return book.find_submission_notebook("named", "trusting", "foreign").id


def test_the_table_of_submissions(page, walled_trusting):
    """Everyone is there with their score, and who needs a person is marked."""
    page.open("/formgrader/manage_submissions/trusting", wait_for="td.status .label")
    rows = {row.split()[2]: row for row in page.texts("tbody tr")}
    assert set(rows) == {"attacker", "careless", "foreign", "honest"}
    assert "needs manual grading" in rows["foreign"]
    assert "graded" in rows["honest"]
    assert "13.33 / 19" in rows["honest"]
    page.keep("submissions")


def test_a_proposed_mark_is_shown_changed_and_kept(page, place, walled_trusting):
    """The box shows the proposal, the comment says why; a mark typed into it survives grading again."""
    page.open(f"/formgrader/submissions/{place}/?index=0", wait_for="#named__known")
    box = page.find("#named__known")
    assert box.get_attribute("placeholder") == "2"
    assert "needs_manual_grade" in box.get_attribute("class")
    assert "The check itself broke" in page.find("#named-comment").get_attribute("placeholder")
    page.keep("proposed")
    box.clear()
    box.send_keys(f"{BY_HAND}\t")
    _wait_until(lambda: _grade(walled_trusting).manual_score == BY_HAND)
    walled_trusting.run("autograde", "--force", "--student", "foreign")
    assert _grade(walled_trusting).score == BY_HAND
    assert walled_trusting.scores("foreign")["named"] == 2 + BY_HAND
    with Gradebook(walled_trusting.url, "trusting") as book:
        again = book.find_submission_notebook("named", "trusting", "foreign").id
    page.open(f"/formgrader/submissions/{again}/?index=0", wait_for="#named__known")
    _wait_until(lambda: page.find("#named__known").get_attribute("value") == str(BY_HAND))
    page.keep("changed")


def _grade(course):
    with Gradebook(course.url, "trusting") as book:
        grade = book.find_grade("named__known", "named", "trusting", "foreign")
        _ = (grade.score, grade.manual_score)
        return grade


def _wait_until(true):
    deadline = time.monotonic() + 20
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.2)
