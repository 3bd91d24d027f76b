"""The class report and a student's page in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.course.model import CheckResult, Course, Exercise, ExerciseResult, StudentResult
from autograder.pages.report import render_report, statistics_of
from autograder.pages.student import render_student

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
        render_report(statistics_of([student(EVIL, 3.0)]), COURSE),
        render_student(student(EVIL, 3.0), COURSE),
    ):
        page = open_page(html, width=width)
        assert not page.find_elements("css selector", "img, i")
        assert "\x1b" not in page.page_source
        assert page.execute_script("return document.documentElement.scrollWidth") <= width


def test_table_sorts_by_keyboard(open_page) -> None:
    """Enter on a column's name sorts by it, and once more turns the order."""
    from selenium.webdriver.common.keys import Keys

    page = open_page(render_report(statistics_of([student("b", 9.0), student("a", 10.0), student("c", 2.5)]), COURSE))

    def names() -> list[str]:
        return [cell.text for cell in page.find_elements("css selector", "#students tbody th")]

    button = page.find_element("css selector", "#students th:nth-child(2) button")
    button.send_keys(Keys.ENTER)
    assert names() == ["c", "b", "a"]
    button.send_keys(Keys.ENTER)
    assert names() == ["a", "b", "c"]
    assert "descending" in page.find_element("id", "sorted").text


def test_students_are_found_by_name_and_by_need(open_page) -> None:
    """Typing a part of a name leaves those who have it; the choice beside leaves those who need somebody."""
    from selenium.webdriver.support.ui import Select

    class_of = [student("Ada Berg", 9.0), student("Ben Berg", 2.0), student("Cleo", 10.0)]
    page = open_page(render_report(statistics_of(class_of), COURSE))

    def names() -> list[str]:
        return [cell.text for cell in page.find_elements("css selector", "#students tbody th") if cell.text]

    page.find_element("id", "find").send_keys("berg")
    assert names() == ["Ada Berg", "Ben Berg"]
    assert page.find_element("id", "found").text == "2 of 3 shown."
    Select(page.find_element("id", "only")).select_by_value("risk")
    assert names() == ["Ben Berg"]


@pytest.mark.parametrize("width", [360, 1100])
def test_a_name_is_not_broken_in_a_word(open_page, width: int) -> None:
    """The column of names is as wide as a name needs, and stays in sight while the table is scrolled sideways."""
    page = open_page(render_report(statistics_of([student("Fontaine Lindqvist", 9.0)]), COURSE), width=width)
    cell = page.find_element("css selector", "#students tbody th")
    line = page.execute_script("return parseFloat(getComputedStyle(arguments[0]).lineHeight)", cell)
    assert cell.size["height"] < 3.5 * line
    assert page.execute_script("return getComputedStyle(arguments[0]).position", cell) == "sticky"
    name = cell.find_element("css selector", ".name")
    assert name.size["width"] > 60


def test_ideas_fit_a_phone(open_page) -> None:
    """What is going on stands below the idea's name, whole: nothing has to be scrolled sideways."""
    page = open_page(render_report(statistics_of([student("a", 3.0)]), COURSE), width=360)
    wide = "const box = document.querySelector('.ideas'); return box.scrollWidth - box.clientWidth"
    assert page.execute_script(wide) <= 0


def test_a_link_unfolds_what_it_leads_to(open_page) -> None:
    """An exercise's name in the table opens the analysis of its items."""
    from selenium.webdriver.support.ui import WebDriverWait  # where there is a page there is Selenium

    page = open_page(render_report(statistics_of([student("a", 9.0)]), COURSE))
    items = page.find_element("id", "items-softmax")
    assert items.get_attribute("open") is None
    page.find_element("css selector", "a[href='#items-softmax']").click()
    WebDriverWait(page, 20).until(lambda _: items.get_attribute("open") is not None)  # the page hears of it later
