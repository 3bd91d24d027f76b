"""The regression lesson's pages: every worked number is what the solutions give, and every exercise has a page."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from autograder.course.model import Course
from autograder.course.solutions import load_target
from autograder.pages.lesson import read_lesson
from autograder.pages.lesson_page import lesson_files
from tests.worked_examples import tried

PAGES = sorted((Path(__file__).parents[1] / "courses" / "regression" / "lesson" / "pages").glob("*.md"))
WITH_NUMBERS = [path for path in PAGES if "```python" in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("path", WITH_NUMBERS, ids=lambda path: path.stem)
def test_worked_numbers(path: Path, regression: Course) -> None:
    """Each example of the page, run with the functions of its exercise's solution, gives what stands there."""
    exercise = regression.exercise(path.stem.partition("-")[2])
    functions = vars(load_target(regression.solution(exercise), data=exercise.data).module)
    found = tried(path, functions)
    assert found.attempted > 0
    assert found.failed == 0, found.said


def test_a_page_an_exercise_and_one_before_and_after(regression: Course) -> None:
    """The pages follow course.yaml, every code exercise computes something, and each question is asked once at most."""
    lesson = read_lesson(regression)
    assert lesson is not None
    placed = [page.names("exercise") for page in lesson.pages]
    assert placed == [(), *((exercise.id,) for exercise in regression.exercises), ()]
    assert {path.stem.partition("-")[2] for path in WITH_NUMBERS} == {
        exercise.id for exercise in regression.exercises if exercise.file.endswith(".py")
    }
    assert set(lesson.figures) == {name for page in lesson.pages for name in page.names("figure")}
    asked = [name for page in lesson.pages for name in page.names("question")]
    assert len(asked) == len(set(asked)) >= 8
    assert len(lesson_files(regression, lesson)) == len(regression.exercises) + 2


def test_the_figures_say_right_numbers_without_a_script() -> None:
    """The tables that stand there before a script has run."""
    figures = PAGES[0].parents[1] / "figures"
    cells = re.findall(r'<td class="n(?: own)?">(-?[\d.]+)<', (figures / "shapes.html").read_text(encoding="utf-8"))
    table = np.array([3.0, 5.0, 9.0]) - np.array([[3.0], [5.0], [8.0]])
    assert [float(cell) for cell in cells] == table.ravel().tolist()
    assert f"{np.mean(table**2):.2f}" in (figures / "shapes.html").read_text(encoding="utf-8")
    cells = re.findall(r'<td class="n">([\d.]+)<', (figures / "descent.html").read_text(encoding="utf-8"))
    points = 0.5 ** np.arange(5)
    np.testing.assert_allclose(np.array(cells, float).reshape(5, 2), np.column_stack([points, points**2]), atol=5e-5)
