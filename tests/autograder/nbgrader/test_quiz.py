"""A quiz under nbgrader: a cell to fill in, a cell a question, the same points as by our runner."""

from __future__ import annotations

import json

import pytest
from nbgrader.api import Gradebook

QUIZ = "doubling"
SECRETS = ("Squaring does that", "sum_stays", "4 * start", "right: true")
"""Stand in the quiz's key."""


def cells(path):
    """grade id -> the cell."""
    return {cell["metadata"]["nbgrader"]["grade_id"]: cell for cell in json.loads(path.read_text())["cells"]}


def grades(course, student):
    """Question -> (score, whether a person must look), as the gradebook has it."""
    with Gradebook(course.url, course.assignment) as book:
        notebook = book.find_submission_notebook(QUIZ, course.assignment, student)
        return {grade.name.rpartition("_")[2]: (grade.score, grade.needs_manual_grade) for grade in notebook.grades}


def test_the_release_asks_and_does_not_answer(trusting):
    """The student's cell holds the open sheet, and none of the key is anywhere in the notebook."""
    path = trusting.root / "release" / "trusting" / f"{QUIZ}.ipynb"
    own = "".join(cells(path)[QUIZ]["source"])
    assert own.startswith("%%writefile doubling.yaml")
    assert "answer:  # one letter" in own
    assert [secret for secret in SECRETS if secret in path.read_text()] == []


def test_the_instructors_notebook_is_filled_in(trusting):
    """The source's cell is a sheet with every answer right, and each question is a cell with a share of the points."""
    source = cells(trusting.root / "source" / "trusting" / f"{QUIZ}.ipynb")
    assert "answer: [a, b]" in "".join(source[QUIZ]["source"])
    points = [cell["metadata"]["nbgrader"].get("points") for cell in source.values()]
    assert points == [None, None, 1.5, 1.5, 1.5, 1.5]


@pytest.mark.parametrize("gone", [None, "word", "all"])
def test_the_look_over_names_a_question_that_was_deleted(trusting, tmp_path, monkeypatch, capsys, gone):
    """It counts in class: whoever took its lines out hears of it where they look over their sheet."""
    released = cells(trusting.root / "release" / "trusting" / f"{QUIZ}.ipynb")
    sheet = "".join(released[QUIZ]["source"]).partition("\n")[2]
    [look] = [text for cell in released.values() if "look_over" in (text := "".join(cell["source"]))]
    monkeypatch.chdir(tmp_path)
    left = {None: sheet, "word": sheet.partition("\n  - id: word")[0], "all": "student: ada\nquestions: []\n"}[gone]
    (tmp_path / "doubling.yaml").write_text(left + "\n", encoding="utf-8")
    exec(compile(look, "cell", "exec"), {})
    said = " ".join(capsys.readouterr().out.split())
    expected = {
        None: "",
        "word": "the question 'word' is not in it any more, and counts.",
        "all": "the questions 'sign', 'stays', 'times', 'word' are not in it any more, and count.",
    }[gone]
    assert expected in said
    assert ("not in it any more" in said) == (gone is not None)


@pytest.mark.parametrize(
    ("student", "scores"),
    [
        ("honest", {"sign": 1.5, "stays": 1.5, "times": 1.5, "word": 1.5}),
        ("careless", {"sign": 1.5, "stays": 0.75, "times": 0, "word": 0}),
        ("attacker", {"sign": 0, "stays": 0, "times": 0, "word": 1.5}),
        ("silent", {"sign": 0, "stays": 0, "times": 0, "word": 0}),
    ],
)
def test_each_question_gets_its_points(walled_trusting, student, scores):
    """Partial credit is a cell's partial score; nobody needs to look."""
    assert grades(walled_trusting, student) == {name: (score, False) for name, score in scores.items()}


def test_a_neighbours_sheet_waits_for_a_person(walled_trusting):
    """Who hands in a sheet with another's name keeps its points until somebody has looked."""
    assert grades(walled_trusting, "foreign") == dict.fromkeys(("sign", "stays", "times", "word"), (1.5, True))


def test_nbgrader_alone_marks_the_quiz_alike(plain_trusting, walled_trusting):
    """Without our configuration the hidden tests bring the key along: an honest sheet has the same points."""
    assert {name: score for name, (score, _) in grades(plain_trusting, "honest").items()} == {
        name: score for name, (score, _) in grades(walled_trusting, "honest").items()
    }


def test_feedback_says_which_idea_is_wrong(walled_trusting):
    """The note on the wrong answer stands in the student's feedback."""
    page = (walled_trusting.root / "feedback" / "careless" / "trusting" / f"{QUIZ}.html").read_text()
    assert "That is after the first time." in page
