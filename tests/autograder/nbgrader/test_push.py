"""Scores of our own runner in nbgrader's gradebook: the same tests on SQLite and on a PostgreSQL server."""

from __future__ import annotations

import csv
import json
import re
import shutil

import pytest
from nbgrader.api import Gradebook

from autograder.errors import UserError
from autograder.nbgrader.push import push

BY_HAND = 3.25


@pytest.fixture(params=["sqlite", "postgresql"], scope="module")
def pushed(request, released, rooms, results_file, shell):
    """The released course with the class's results pushed into a fresh gradebook."""
    url = "sqlite:///{root}/fresh.db" if request.param == "sqlite" else request.getfixturevalue("postgresql")
    course = released.copy(rooms / f"pushed_{request.param}", url)
    options = ("--submissions", course.class_folder, "--dir", course.root, "--db", course.url)
    done = shell("autograder", "nbgrader", "push", results_file, *options, cwd=course.root)
    assert "Entered 29 results" in done.stdout
    return course


def test_the_gradebook_has_the_runners_scores(pushed, results):
    """Exercise by exercise; the assignment was not in this database before."""
    for student, result in results.items():
        expected = {exercise.id: exercise.score for exercise in result.exercises}
        assert pushed.scores(student) == pytest.approx(expected, abs=1e-8), student


def test_a_persons_mark_stays_when_results_are_pushed_again(pushed, results_file, shell, results):
    """What a person wrote wins over what is pushed, and nothing is entered twice."""
    student, cell = "plain_softmax", "softmax__worked_example"
    with Gradebook(pushed.url, pushed.assignment) as book:
        grade = book.find_grade(cell, "softmax", pushed.assignment, student)
        grade.manual_score, before = BY_HAND, grade.auto_score
        book.find_comment("softmax", "softmax", pushed.assignment, student).manual_comment = "See me."
        book.db.commit()
    shell("autograder", "nbgrader", "push", results_file, "--dir", pushed.root, "--db", pushed.url, cwd=pushed.root)
    with Gradebook(pushed.url, pushed.assignment) as book:
        grade = book.find_grade(cell, "softmax", pushed.assignment, student)
        assert (grade.score, grade.auto_score) == (BY_HAND, before)
        assert book.find_comment("softmax", "softmax", pushed.assignment, student).comment == "See me."
        assert len(book.students) == len(results)
        submission = book.find_submission(pushed.assignment, student)
        assert submission.score == pytest.approx(results[student].score - before + BY_HAND)


def test_nbgrader_exports_what_was_pushed(pushed, results):
    """`nbgrader export` and `generate_feedback` work on it."""
    pushed.run_on_its_database("generate_feedback", "--student", "hard_lookup")
    page = (pushed.root / "feedback" / "hard_lookup" / pushed.assignment / "context.html").read_text()
    assert next(e for e in results["hard_lookup"].exercises if e.id == "context").checks[0].title in page
    pushed.run_on_its_database("export")
    with open(pushed.root / "grades.csv", newline="") as file:
        found = {row["student_id"]: float(row["raw_score"]) for row in csv.DictReader(file)}
    assert found["hard_lookup"] == pytest.approx(results["hard_lookup"].score)


def test_a_large_class_goes_in_at_once(pushed, results_file, shell, tmp_path):
    """A large class is entered in one go, with its notebooks."""
    lines = [json.loads(line) for line in results_file.read_text().splitlines()]
    count = 100
    big = tmp_path / "results.jsonl"
    with open(big, "w") as file:
        for number in range(count):
            print(json.dumps(lines[number % len(lines)] | {"student": f"student_{number:04}"}), file=file)
    shell("autograder", "nbgrader", "push", big, "--dir", pushed.root, "--db", pushed.url, cwd=pushed.root)
    assert pushed.scores(f"student_{count - 1:04}") == pytest.approx(
        {e["id"]: e["score"] for e in lines[(count - 1) % len(lines)]["exercises"]}
    )


@pytest.fixture
def gradebook(released, tmp_path):
    """The URL of a gradebook that knows the course, for what must not get into it."""
    return f"sqlite:///{shutil.copy(released.root / 'gradebook.db', tmp_path)}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("not json\n", ":1: "),
        ('{"schema": "autograder/result/v9"}\n', "is not a line of autograder/result/v1"),
    ],
)
def test_results_that_are_none_are_refused_with_their_line(released, gradebook, tmp_path, text, said):
    """The message names the file and the line."""
    path = tmp_path / "results.jsonl"
    path.write_text(text)
    with pytest.raises(UserError, match=re.escape(str(path))) as caught:
        push(path, released.root, gradebook, None, print)
    assert said in str(caught.value)


def test_results_of_another_course_are_refused(released, gradebook, results_file, tmp_path):
    """Both courses are named."""
    path = tmp_path / "results.jsonl"
    path.write_text(results_file.read_text().replace('"course": "attention"', '"course": "cooking"'))
    with pytest.raises(UserError, match=r"a result in 'cooking'; the notebooks are of 'attention'"):
        push(path, released.root, gradebook, None, print)


def test_a_folder_that_is_no_course_is_refused(tmp_path, shell, results_file):
    """The message says how to make one, and the exit code is 2."""
    done = shell("autograder", "nbgrader", "push", results_file, "--dir", tmp_path, cwd=tmp_path, check=False)
    assert done.returncode == 2
    assert "autograder nbgrader build" in done.stderr


def test_a_gradebook_that_cannot_be_opened_is_said_so_without_the_password(released, results_file):
    """The address is named, the password is not."""
    url = "postgresql+psycopg://someone:secret@127.0.0.1:1/none"
    with pytest.raises(UserError, match="cannot be opened") as caught:
        push(results_file, released.root, url, None, print)
    assert "secret" not in str(caught.value)
