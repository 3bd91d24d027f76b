"""The lesson's pages: every worked number is what the solutions give, and every exercise has a page."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.course.manifest import load_course
from autograder.course.solutions import run_file
from autograder.pages.lesson import read_lesson
from autograder.pages.lesson_page import lesson_files
from tests.worked_examples import tried

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "lesson" / "pages").glob("*.md"))
SOLUTIONS = {path.stem: path for path in (ROOT / "solutions").glob("*.py")}
BORROWED = {"why_softmax": "softmax"}
WITH_NUMBERS = [path for path in PAGES if ">>>" in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("path", WITH_NUMBERS, ids=lambda path: path.stem)
def test_worked_numbers(path: Path) -> None:
    """Each example of the page, run with the functions of its exercise's solution, gives what stands there."""
    name = path.stem.partition("-")[2]
    functions = vars(run_file(SOLUTIONS[BORROWED.get(name, name)]))
    found = tried(path, functions)
    assert found.attempted > 0
    assert found.failed == 0, found.said


def test_every_code_exercise_has_numbers() -> None:
    """The pages of all eight code exercises compute something."""
    assert set(SOLUTIONS) <= {path.stem.partition("-")[2] for path in WITH_NUMBERS}


def test_a_page_an_exercise_and_one_before_and_after() -> None:
    """The pages follow course.yaml; the first and the last hold no exercise."""
    course = load_course(ROOT, require_stubs=False)
    lesson = read_lesson(course)
    assert lesson is not None
    placed = [page.names("exercise") for page in lesson.pages]
    assert placed == [(), *((exercise.id,) for exercise in course.exercises), ()]
    assert set(lesson.figures) == {name for page in lesson.pages for name in page.names("figure")}
    assert len(lesson_files(course, lesson)) == len(course.exercises) + 2
