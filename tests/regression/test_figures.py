"""The regression lesson's moving figure in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder.course.model import Course
from autograder.course.solutions import run_file
from autograder.pages.lesson import read_lesson
from autograder.pages.lesson_page import lesson_files

_PAGES = run_file(Path(__file__).parents[1] / "autograder" / "pages" / "conftest.py")
browser, open_page = _PAGES.browser, _PAGES.open_page


def test_the_arithmetic_is_the_solutions(open_page: Any, regression: Course, solution: Callable[[str], Any]) -> None:
    """The script's descent is the exercise's, and its words fit the rate."""
    lesson = read_lesson(regression)
    assert lesson is not None
    pages = dict(lesson_files(regression, lesson)).values()
    page = open_page(next(text for text in pages if 'data-figure="descent"' in text))
    for rate in (0.05, 0.25, 0.5, 0.75, 1.0, 1.1):
        ours = solution("descent").descend(lambda w: 2 * w, [1.0], rate, 8)
        got = page.execute_script("return lessonFigures.descent.path(...arguments)", rate, 8)
        assert got == pytest.approx(ours.ravel().tolist(), rel=1e-12, abs=1e-12)
    words = {0.25: "own side", 0.5: "one step", 0.75: "nearer", 1.0: "to and fro", 1.1: "farther out"}
    for rate, said in words.items():
        assert said in page.execute_script("return lessonFigures.descent.verdict(...arguments)", rate)
    rows = page.execute_script("return document.querySelectorAll('[data-figure=\"descent\"] tbody tr').length")
    assert rows == 9
