"""The class report and a student's page in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.course.model import CheckResult, Course, Exercise, ExerciseResult, StudentResult
from autograder.pages.report import render_report, render_student

EVIL = "</script><img src=x onerror=alert(1)>\x1b[31m" + "x" * 5000
COURSE = Course(Path("nowhere"), "c", "Course <b>", (Exercise("softmax", "Softmax", "code", "softmax.py", 10.0),))


def student(name: str, score: float) -> StudentResult:
    check = CheckResult("visible/test_softmax.py::test_a", EVIL, True, "failed", 0.0, 1.0, EVIL, "plain<i>")
    exercise = ExerciseResult("softmax", "code", score, 10.0, "graded", EVIL, (check,))
    return StudentResult("c", name, score, 10.0, False, "strict", (exercise,))


@pytest.mark.parametrize("width", [360, 1200])
def test_hostile_text_stays_text(open_page, width: int) -> None:
    """Markup, terminal escapes and endless words are shown as text and do not widen the page."""
    for html in (
        render_report([student(EVIL, 3.0)], COURSE),
        render_student(student(EVIL, 3.0), COURSE),
    ):
        page = open_page(html, width=width)
        assert not page.find_elements("css selector", "img, i")
        assert "\x1b" not in page.page_source
        assert page.execute_script("return document.documentElement.scrollWidth") <= width


def test_table_sorts_by_keyboard(open_page) -> None:
    """Enter on a column's name sorts by it, and once more turns the order."""
    from selenium.webdriver.common.keys import Keys

    page = open_page(render_report([student("b", 9.0), student("a", 10.0), student("c", 2.5)], COURSE))

    def names() -> list[str]:
        return [cell.text for cell in page.find_elements("css selector", "#students tbody th")]

    button = page.find_element("css selector", "#students th:nth-child(2) button")
    button.send_keys(Keys.ENTER)
    assert names() == ["c", "b", "a"]
    button.send_keys(Keys.ENTER)
    assert names() == ["a", "b", "c"]
    assert "descending" in page.find_element("id", "sorted").text
