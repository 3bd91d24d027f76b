"""The kinds that are no code, at home: a quiz, a written answer, a form."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from autograder.author.release import release
from autograder.course.manifest import load_course
from autograder.kinds.quiz.sheet import put_answer

Student = Any

MANIFEST = """\
version: 1
name: papers
exercises:
  - {id: card, kind: form, file: card.yaml, points: 10}
  - {id: essay, kind: written, file: essay.md, points: 10}
"""
CHECK = '''\
def test_unit(submission):
    """The card names a unit."""
    assert submission.get("unit"), "write the unit that you measured in"
'''
FORM = "### BEGIN SOLUTION\nunit: metre\n### STUB: unit:\n### END SOLUTION\n"
ESSAY = "# Why?\n\n### BEGIN SOLUTION\nBecause.\n### STUB: (your answer)\n### END SOLUTION\n"


@pytest.fixture
def papers(student: Student, tmp_path: Path) -> Student:
    """A released folder with a form and a written answer."""
    root = tmp_path / "papers"
    files = {
        "course.yaml": MANIFEST,
        "solutions/card.yaml": FORM,
        "solutions/essay.md": ESSAY,
        "tests/visible/test_card.py": CHECK,
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    release(load_course(root, with_solutions=True, require_stubs=False), tmp_path / "handout")
    return replace(student, path=tmp_path / "handout")


def put(folder: Student, name: str, text: str) -> None:
    (folder.path / "exercises" / name).write_text(text, encoding="utf-8")


def test_what_is_not_filled_in_is_not_started(papers: Student) -> None:
    """A form and a written answer as they were handed out count as not started."""
    output = papers.pytest()
    assert "not started: exercises/card.yaml" in output
    assert "not started: exercises/essay.md" in output
    assert "2 not started" in output


def test_a_written_answer_is_a_test_of_its_own(papers: Student) -> None:
    """``exercises/essay.md::answered`` is found by name and by path, and passes once there is something to read."""
    put(papers, "essay.md", "# Why?\n\nSince it is so.\n")
    output = papers.pytest("exercises/essay.md::answered")
    assert "1 passed" in output
    assert "filled in: it is marked when you hand it in" in papers.pytest("-k", "essay")


def test_a_form_is_judged_by_its_checks(papers: Student) -> None:
    """A form's checks see its data; what is missing is said in the author's words."""
    put(papers, "card.yaml", "unit: ''\nmore: 1\n")
    output = papers.pytest("-k", "card")
    assert "write the unit that you measured in" in output
    put(papers, "card.yaml", "unit: metre\n")
    assert "1 passed" in papers.pytest("-k", "card")


def test_a_form_that_is_not_yaml(papers: Student) -> None:
    """A slip in the YAML is one line with its place."""
    put(papers, "card.yaml", 'unit: "metre\n')
    output = papers.pytest("-k", "card")
    assert "exercises/card.yaml:" in output
    assert "this is not valid YAML" in output
    assert "Traceback" not in output


def test_check_knows_them_too(papers: Student) -> None:
    """`autograder check` shows the form's points, and that a person reads the answer."""
    put(papers, "card.yaml", "unit: metre\n")
    put(papers, "essay.md", "Since it is so.\n")
    done = papers.command("check", "--json")
    card, essay = json.loads(done.stdout)["exercises"]
    assert (card["status"], card["score"]) == ("graded", 10.0)
    assert (essay["status"], essay["needs_review"]) == ("needs_review", True)
    assert done.returncode == 0


def test_check_and_pytest_say_the_same_of_what_waits(papers: Student) -> None:
    """What a person marks has no points at home, by either command, and counts in neither total."""
    put(papers, "card.yaml", "unit: metre\n")
    put(papers, "essay.md", "Since it is so.\n")
    told, ran = papers.command("check").stdout, papers.pytest()
    of = re.search(r"^essay +(- of \d+)", ran, re.M)
    assert of
    assert f"essay  {of[1]}  a person reads it" in told
    assert re.search(r"^ +10 of 10 .*by the checks in this folder$", ran, re.M) or "card" in ran
    assert "10 of 10 points, by the visible checks, without essay;" in told
    alone = papers.command("check", "essay").stdout
    assert "0 of" not in alone
    assert "No points yet: this is marked when you hand it in." in alone


KEY = """\
questions:
  - {id: one, kind: numeric, title: One, prompt: "How much is 1 + 1?", says: Count., answer: 2}
  - {id: two, kind: numeric, title: Two, prompt: "How much is 2 + 2?", says: Count., answer: 4}
  - {id: three, kind: numeric, title: Three, prompt: "How much is 3 + 3?", says: Count., answer: 6}
"""


@pytest.mark.parametrize("alone", [False, True], ids=["handed out", "with the solutions"])
def test_a_question_that_was_taken_out_of_a_quiz_is_named(student: Student, tmp_path: Path, alone: bool) -> None:
    """All that is left is answered: it is not filled in all the same."""
    root = tmp_path / "quizzes"
    (root / "solutions").mkdir(parents=True)
    manifest = "version: 1\nname: quizzes\nexercises:\n  - {id: quiz, kind: quiz, file: quiz.yaml, points: 10}\n"
    (root / "course.yaml").write_text(manifest, encoding="utf-8")
    (root / "solutions" / "quiz.yaml").write_text(KEY, encoding="utf-8")
    course = load_course(root, with_solutions=True, require_stubs=False)
    release(course, tmp_path / "handout")
    if alone:
        shutil.copytree(tmp_path / "handout" / "exercises", root / "exercises")
    folder = replace(student, path=root if alone else tmp_path / "handout")
    sheet = folder.path / "exercises" / "quiz.yaml"
    text = sheet.read_text(encoding="utf-8")
    start, end = text.index("- id: two"), text.index("- id: three")
    for name, answer in {"one": 2, "three": 6}.items():
        text = put_answer(text, name, answer)
    start, end = text.index("- id: two"), text.index("- id: three")
    sheet.write_text(text, encoding="utf-8")
    assert "1 of 3 questions are not answered yet" in folder.pytest()
    sheet.write_text(text[:start] + text[end:], encoding="utf-8")
    said = "quiz.yaml: the question 'two' is not in it any more, and counts. Copy its lines from a fresh sheet."
    assert said in " ".join(folder.pytest().split())
