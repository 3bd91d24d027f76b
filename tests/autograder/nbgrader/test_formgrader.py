"""formgrader in a real browser: what a person sees, and that their mark stays."""

from __future__ import annotations

import time

import pytest
from nbgrader.api import Gradebook

pytestmark = pytest.mark.whole  # test_push.py reads the same marks out of the gradebook each time

BY_HAND = {"named__known": 1.5, "why": 3.5}
"""Cell -> the mark that a person types over the proposal of 2 points."""
REMARK = "You say what happens. Say why, too."


@pytest.fixture(scope="module")
def course(walled_trusting, rooms):
    """The graded class once more, for a person to change its marks."""
    return walled_trusting.copy(rooms / "formgrader")


@pytest.fixture(scope="module")
def page(course, open_formgrader):
    """A browser that is signed in to formgrader on the graded class."""
    with open_formgrader(course) as opened:
        yield opened


def open_notebook(page, course, student, notebook, box):
    """Opens what a student handed in; grading again gives it another address."""
    with Gradebook(course.url, "trusting") as book:
        place = book.find_submission_notebook(notebook, "trusting", student).id
    page.open(f"/formgrader/submissions/{place}/?index=0", wait_for=f"#{box}")
    return page.find(f"#{box}")


def test_the_table_of_submissions(page):
    """Everyone is there with their score, and who needs a person is marked."""
    page.open("/formgrader/manage_submissions/trusting", wait_for="td.status .label")
    rows = {row.split()[2]: row for row in page.texts("tbody tr")}
    assert set(rows) == {"attacker", "careless", "foreign", "honest", "silent"}
    assert "needs manual grading" in rows["foreign"]
    assert "needs manual grading" in rows["honest"]
    assert "needs manual grading" not in rows["silent"]
    assert "23.33 / 29" in rows["honest"]
    page.keep("submissions")


def test_a_script_in_an_answer_does_not_run_in_the_persons_browser(page, course):
    """It would act in the name of whoever is signed in; here it is text, like everything that students write."""
    open_notebook(page, course, "attacker", "why", "why")
    page.keep("script")
    assert "document.title" in "".join(page.texts("div.text_cell"))
    assert page.title != "mine"


@pytest.fixture(scope="module")
def marked(page, course, trusting_results, shell):
    """A person marked two notebooks of a student, which were then graded and pushed again; what they saw before."""
    seen = {}
    for notebook, cell in (("named", "named__known"), ("why", "why")):
        box = open_notebook(page, course, "foreign", notebook, cell)
        comment = page.find(f"#{notebook}-comment")
        wait_until(lambda comment=comment: comment.get_attribute("placeholder"))  # it is asked of the server by itself
        shown = (box.get_attribute("placeholder"), box.get_attribute("class"), comment.get_attribute("placeholder"))
        seen[cell] = shown
        page.keep(f"proposed_{notebook}")
        box.clear()
        box.send_keys(f"{BY_HAND[cell]}\t")
        if notebook == "why":
            comment.send_keys(f"{REMARK}\t")
    wait_until(lambda: scores(course) == BY_HAND)
    wait_until(lambda: remark(course) == REMARK)
    course.run("autograde", "--force", "--student", "foreign")
    shell("autograder", "nbgrader", "push", trusting_results / "results.jsonl", "--dir", course.root, cwd=course.root)
    return seen


@pytest.mark.parametrize(
    ("cell", "proposed", "said"),
    [
        ("named__known", "0", "The check could not work with that"),
        ("why", "2", "Recognised: “average becomes twice as large”."),
    ],
)
def test_a_proposed_mark_is_shown_with_its_reason(marked, cell, proposed, said):
    """The box shows the proposal and that somebody must look, the comment says why."""
    proposal, looks, comment = marked[cell]
    assert proposal == proposed
    assert "needs_manual_grade" in looks
    assert said in comment


def test_a_persons_mark_stays_when_the_work_is_graded_and_pushed_again(marked, page, course):
    """In the gradebook and in the browser; what was proposed is still known."""
    assert scores(course) == BY_HAND
    assert remark(course) == REMARK
    assert course.scores("foreign") == {"doubled": 0, "card": 0, "named": 2 + 1.5, "why": 3.5, "doubling": 6}
    for notebook, cell, proposed in (("named", "named__known", "0"), ("why", "why", "2")):
        open_notebook(page, course, "foreign", notebook, cell)
        wait_until(lambda cell=cell: page.find(f"#{cell}").get_attribute("value") == str(BY_HAND[cell]))
        assert page.find(f"#{cell}").get_attribute("placeholder") == proposed
        page.keep(f"changed_{notebook}")
    assert "The average becomes twice as large." in "".join(page.texts("div.panel-body, div.text_cell"))


def test_feedback_has_the_persons_mark_and_comment_and_lateness_by_it(marked, course):
    """Who is a month late keeps half of what the person gave, not of what was proposed."""
    course.run("generate_feedback", "--force", "--student", "foreign")
    text = (course.root / "feedback" / "foreign" / "trusting" / "why.html").read_text()
    assert REMARK in text
    assert "Recognised" not in text
    assert "Late submission penalty (Score: -1.75)" in text
    with Gradebook(course.url, "trusting") as book:
        assert book.find_submission("trusting", "foreign").late_submission_penalty == pytest.approx(
            (2 + 1.5 + 3.5 + 6) / 2
        )


def scores(course):
    with Gradebook(course.url, "trusting") as book:
        cells = {"named__known": "named", "why": "why"}
        grades = {cell: book.find_grade(cell, name, "trusting", "foreign") for cell, name in cells.items()}
        return {cell: grade.manual_score and grade.score for cell, grade in grades.items()}


def remark(course):
    with Gradebook(course.url, "trusting") as book:
        return book.find_comment("why", "why", "trusting", "foreign").comment


def wait_until(true):
    deadline = time.monotonic() + 100
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.2)
