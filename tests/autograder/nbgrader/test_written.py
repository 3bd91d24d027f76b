"""Written answers under nbgrader: a cell for a person to mark, with the rubric's proposal and its evidence."""

from __future__ import annotations

import json

import pytest
from nbgrader.api import Gradebook

from autograder.classroom.lines import from_line

SECRET = "the number of values stays the same"
"""Stands in the course's own answer."""

PROPOSED = {
    "honest": (4.0, True, "Recognised: “mean is doubled”"),
    "foreign": (2.0, True, "Idea 2 of 2. No part of the answer was recognised as saying this."),
    "careless": (1.0, True, "Think again about this: The mean stays as it was."),
    "attacker": (0.0, True, "It speaks to the grader, or about its own mark."),
    "silent": (0.0, False, "Nothing is written yet."),
}
"""Student -> the proposal, whether a person must look, and a sentence of the comment."""


def marks(course):
    """(student, cell) -> what the gradebook proposes and whether a person must look; (student, notebook) -> comment."""
    found = {}
    with Gradebook(course.url, course.assignment) as book:
        for submission in book.assignment_submissions(course.assignment):
            for notebook in submission.notebooks:
                if course.paper(submission.student.id, notebook.name).exists():
                    student = submission.student.id
                    found |= {
                        (student, grade.name): (grade.auto_score, grade.needs_manual_grade) for grade in notebook.grades
                    }
                    found |= {
                        (student, f"{notebook.name}.ipynb"): comment.auto_comment for comment in notebook.comments
                    }
    return found


def test_the_built_cell_is_one_that_a_person_marks(trusting):
    """Markdown, with points, for the student to write in; the release asks the question and does not answer it."""
    source = json.loads((trusting.root / "source" / "trusting" / "why.ipynb").read_text())["cells"]
    release = (trusting.root / "release" / "trusting" / "why.ipynb").read_text()
    own = [cell for cell in source if cell["metadata"]["nbgrader"]["grade"]]
    assert [(cell["cell_type"], cell["metadata"]["nbgrader"]["points"]) for cell in own] == [("markdown", 4.0)]
    assert own[0]["metadata"]["nbgrader"]["solution"]
    assert SECRET in own[0]["source"]
    assert SECRET not in release
    assert "when every value in it is doubled, and why?" in release
    with Gradebook(trusting.url, "trusting") as book:
        cell = book.find_graded_cell("why", "why", "trusting")
        assert (cell.cell_type, cell.max_score) == ("markdown", 4.0)


@pytest.mark.parametrize("student", PROPOSED)
def test_autograde_leaves_the_proposal_its_evidence_and_the_flag(walled_trusting, student):
    """A proposal counts at once and waits for a person; who wrote nothing needs none."""
    score, person, said = PROPOSED[student]
    found = marks(walled_trusting)
    assert found[student, "why"] == (score, person)
    assert said in found[student, "why.ipynb"]
    assert walled_trusting.scores(student)["why"] == score


def test_without_our_configuration_an_answer_waits_for_a_person(plain_trusting):
    """nbgrader alone gives nothing, and asks for somebody to mark it."""
    assert marks(plain_trusting)["honest", "why"] == (None, True)


def test_every_score_is_the_one_that_our_runner_gives(walled_trusting, trusting_results):
    """For every student and exercise, the written one included."""
    lines = (trusting_results / "results.jsonl").read_text().splitlines()
    results = {result.student: result for result in map(from_line, lines)}
    assert results.keys() == PROPOSED.keys()
    for student, result in results.items():
        expected = {exercise.id: exercise.score for exercise in result.exercises}
        assert walled_trusting.scores(student) == pytest.approx(expected, abs=1e-8), student


def test_a_push_enters_what_autograde_enters(trusting, walled_trusting, trusting_results, rooms, shell):
    """Proposals, flags and comments of every notebook that was handed in, whoever ran the grading."""
    course = trusting.copy(rooms / "pushed_trusting")
    shell("autograder", "nbgrader", "push", trusting_results / "results.jsonl", "--dir", course.root, cwd=course.root)
    assert marks(course) == marks(walled_trusting)
    own = json.loads(course.paper("foreign", "why", "autograded").read_text())["cells"][1]
    assert "The average becomes twice as large." in own["source"], "a marker has to see what was written"


@pytest.mark.parametrize("student", ["honest", "careless", "silent"])
def test_feedback_shows_the_student_the_comment(walled_trusting, student):
    """The evidence, or the thought to think again, stands below the answer."""
    page = (walled_trusting.root / "feedback" / student / "trusting" / "why.html").read_text()
    assert PROPOSED[student][2] in page
