"""The lesson's figures in a real browser: right numbers, by keyboard, on a phone, with a failing call's own numbers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.course.manifest import load_course
from autograder.course.solutions import run_file
from autograder.pages.lesson import read_lesson
from autograder.pages.lesson_page import lesson_files

ROOT = Path(__file__).parents[2]
COURSE = load_course(ROOT, require_stubs=False)
LESSON = read_lesson(COURSE)
assert LESSON is not None
PAGES = dict(lesson_files(COURSE, LESSON))
CONTEXT = run_file(ROOT / "solutions" / "context.py")
SOFTMAX = run_file(ROOT / "solutions" / "softmax.py")


def page_of(figure: str) -> str:
    return next(text for text in PAGES.values() if f'data-figure="{figure}"' in text)


def test_the_arithmetic_is_the_solutions(open_page: Any) -> None:
    """Scores, shares and contexts of the scripts are those of the solutions, for large scores too."""
    page = open_page(page_of("query"))
    for query in ([0.7, 0.3], [-2.0, 1.5], [0.0, 0.0], [30.0, -7.0]):
        states = [[1.0, 0.0], [0.5, 0.5], [0.0, 1.0], [-1.0, 2.0]]
        got = page.execute_script("return lessonFigures.query.read(...arguments)", query, states)
        weights, context = CONTEXT.attend(query, states, states)
        assert got["weights"] == pytest.approx(weights, rel=1e-9)
        assert got["context"] == pytest.approx(context, rel=1e-9)
    page = open_page(page_of("softmax"))
    for scores, temperature in (([0.7, 0.5, 0.3], 1), ([1000, 999], 1), ([2, -1, 0], 0.25), ([5], 3)):
        got = page.execute_script("return lessonFigures.softmax.steps(...arguments)", scores, temperature)
        assert got["shares"] == pytest.approx(SOFTMAX.softmax(scores, temperature), rel=1e-9)


def test_the_query_turns_by_keyboard(open_page: Any) -> None:
    """An arrow key on a slider moves the query, and the table and the sentence follow."""
    from selenium.webdriver.common.keys import Keys

    page = open_page(page_of("query"))
    said = page.find_element("css selector", ".result")
    assert "[0.5662, 0.4338]" in said.text
    page.find_element("css selector", "[data-key=A]").send_keys(Keys.ARROW_RIGHT)
    assert "[0.75, 0.30]" in said.text
    page.find_element("css selector", "[data-two]").send_keys(Keys.SPACE)
    assert "query B = [0.30, 0.70]" in said.text


def test_ones_own_scores(open_page: Any) -> None:
    """Typed scores go through the steps; what is no list of numbers is told so."""
    page = open_page(page_of("softmax"))
    field = page.find_element("css selector", "[data-scores]")
    field.clear()
    field.send_keys("1 0")
    assert "0.7311" in page.find_element("css selector", "tbody").text
    field.send_keys(" x")
    assert "Write one to twelve numbers" in page.find_element("css selector", ".result").text


CALLS = [
    ("softmax", {"function": "softmax", "arguments": [[1, 0], 0.5], "returned": [1, 0]}, "0.8808"),
    ("softmax", {"function": "temperature_for", "arguments": [[3, 1], 0.9], "returned": 4}, "0.6225"),
    ("query", {"function": "scores", "arguments": [[-1, 2], [[1, 0], [0, 1]]]}, "-1.0000"),
    (
        "query",
        {"function": "attend", "arguments": [[0, 0], [[1, 0], [0, 1]], [[4, 0, 2], [0, 8, 2]]]},
        "[2.0000, 4.0000",
    ),
    ("query", {"function": "query_for", "arguments": [[[1, 0], [0, 1]], 1, 0.5], "returned": [0, 9]}, "9.0000"),
    ("alignment", {"function": "coverage", "arguments": [[[0.7, 0.2, 0.1], [0.25, 0.65, 0.1]]]}, "0.95"),
    ("alignment", {"function": "alignment_table", "arguments": [["a", "b"], ["x"], [[0.3, 0.7]]]}, "b (1)"),
    ("many", {"function": "softmax_rows", "arguments": [[[0, 0], [0, 1.0986122887]]]}, "0.7500"),
    (
        "many",
        {"function": "attention", "arguments": [[[0, 0]], [[1, 0], [0, 1]], [[2], [4]], 1, [[True, False]]]},
        "2.00",
    ),
    (
        "many",
        {"function": "self_attention", "arguments": [[[1, 0], [0, 1]], *[[[1, 0], [0, 1]]] * 3, True]},
        "hidden, 0",
    ),
]
NO_CALLS = [
    ("softmax", {"function": "softmax", "arguments": [[1, 2], 0]}),
    ("query", {"function": "scores", "arguments": [[1, 0, 2], [[1, 0, 2]]]}),
    ("query", {"function": "query_for", "arguments": [[[1, 0], [0, 1]], 1, 0.5], "returned": None}),
    ("alignment", {"function": "coverage", "arguments": [[[0.7, 0.7]]]}),
    ("alignment", {"function": "alignment_table", "arguments": [["a"], ["x"], [[0.3, 0.7]]]}),
    ("many", {"function": "attention", "arguments": [[[0, 0]], [[1, 0]], [[2]], 1, [[False]]]}),
    ("many", {"function": "self_attention", "arguments": [[[1, 0]], [[1]], [[1]], [[1]]]}),
]


def test_a_failing_call_is_shown(open_page: Any) -> None:
    """A call's own numbers are in its figure; a figure says of others that it cannot show them."""
    shown = (
        "const root = document.querySelector(`[data-figure=${arguments[0]}] figure`).cloneNode(true);"
        "const call = arguments[1]; const can = lessonFigures[arguments[0]].shows(call);"
        "if (can) lessonFigures[arguments[0]](root, call); return [can, root.textContent];"
    )
    for figure in LESSON.figures:
        page = open_page(page_of(figure))
        for _, call, text in [case for case in CALLS if case[0] == figure]:
            can, said = page.execute_script(shown, figure, call)
            assert can, call
            assert text in said, (call, said)
        for _, call in [case for case in NO_CALLS if case[0] == figure]:
            assert page.execute_script(shown, figure, call)[0] is False, call


def test_every_figure_can_show_a_function() -> None:
    """Each figure names functions of the course's own, and every name is tried above."""
    named = {(figure.name, function) for figure in LESSON.figures.values() for function in figure.functions}
    assert {figure for figure, _ in named} == set(LESSON.figures)
    assert {(figure, call["function"]) for figure, call, _ in CALLS} <= named


@pytest.mark.parametrize("dark", [pytest.param(False, marks=pytest.mark.whole), True])
def test_every_page_fits_a_phone(open_page: Any, dark: bool) -> None:
    """No page is wider than 360 pixels, by day and by night; every control has a name."""
    for name, text in PAGES.items():
        page = open_page(text, width=360, dark=dark)
        assert page.execute_script("return document.documentElement.scrollWidth") <= 360, name
        controls = page.find_elements("css selector", "main input, main button")
        assert all(control.accessible_name for control in controls if control.is_displayed()), name


def test_many_queries_are_the_solutions(open_page: Any) -> None:
    """Weights and outputs of all rows, masked and not, are those of the solution for `attention`."""
    solution = run_file(ROOT / "solutions" / "attention.py")
    chance = np.random.default_rng(5)
    page = open_page(page_of("many"))
    for masked in (False, True):
        Q, K, V = chance.normal(size=(3, 4)), chance.normal(size=(3, 4)), chance.normal(size=(3, 2))
        mask = np.tri(3, dtype=bool) if masked else None
        plain = [table.tolist() for table in (Q, K, V)]
        kept = None if mask is None else mask.tolist()
        got = page.execute_script("return lessonFigures.many.attention(...arguments)", *plain, 0.5, kept)
        out, weights = solution.attention(Q, K, V, 0.5, mask)
        assert np.allclose(got["weights"], weights)
        assert np.allclose(got["out"], out)
    page.find_element("css selector", "[data-causal]").click()
    assert page.find_element("css selector", "tbody").text.count("hidden, 0") == 3


def test_a_sentence_typed_over(open_page: Any) -> None:
    """Words of one's own make the table; equal words stay two columns; markup stays text; a slider moves a weight."""
    from selenium.webdriver.common.keys import Keys

    page = open_page(page_of("alignment"))
    source = page.find_element("css selector", "[data-words]")
    source.clear()
    source.send_keys("the cat the <b>dog</b>")
    heads = [th.text for th in page.find_elements("css selector", "figure thead th")]
    assert heads == ["output", "the", "cat", "the", "<b>dog</b>", "looks mostly at"]
    last = page.find_elements("css selector", "figure tbody tr")[0].find_elements("css selector", "input")[3]
    last.send_keys(Keys.END)
    row = page.find_elements("css selector", "figure tbody tr")[0].text
    assert "dog</b> (3)" in row
    A = [[0.7, 0.2, 0.1], [0.1, 0.7, 0.2]]
    solution = run_file(ROOT / "solutions" / "alignment.py")
    assert page.execute_script("return lessonFigures.alignment.coverage(arguments[0])", A) == pytest.approx(
        solution.coverage(A)
    )
