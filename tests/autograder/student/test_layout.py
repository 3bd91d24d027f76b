"""Messages in a terminal."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.checks.show import show
from autograder.student.layout import lay_out


@pytest.mark.parametrize(
    ("message", "lines"),
    [
        ("Nothing is written yet.", ["Nothing is written yet."]),
        (
            "You called f([1, 2]). It returned 1, expected 2, off by 1.",
            ["You called f([1, 2]).", "  returned  1", "  expected  2, off by 1"],
        ),
        (
            "You called f('a. It returned b'). It returned {'a, expected b': 1}, expected [1]: entry [0] is 2.",
            [
                "You called f('a. It returned b').",
                "  returned  {'a, expected b': 1}",
                "  expected  [1]",
                "Entry [0] is 2.",
            ],
        ),
        (
            "You called f(1). It returned None. The weights, expected or not, are missing. Is it there?",
            [
                "You called f(1).",
                "  returned  None",
                "The weights, expected or not, are missing. Is it there?",
            ],
        ),
        (
            "You called f(1). It raised ValueError: no (line 3 of your file).",
            ["You called f(1). It raised ValueError: no (line 3 of your file)."],
        ),
    ],
)
def test_returned_stands_above_expected(message: str, lines: list[str]) -> None:
    """The values are on lines of their own, whatever stands in them; all else stays a sentence."""
    assert lay_out(message) == lines
    assert lay_out(message, 300) == lines


@given(
    st.lists(st.floats(-1e6, 1e6, allow_nan=False), min_size=1, max_size=8),
    st.lists(st.floats(-1e6, 1e6, allow_nan=False), min_size=1, max_size=8),
)
def test_no_word_or_number_is_broken(given: list[float], wanted: list[float]) -> None:
    """At 80 columns each line holds whole words, none is lost, and none is too long."""
    message = f"You called well-known({show(given)}). It returned {show(given)}, expected {show(wanted)}."
    lines = lay_out(message, 80)
    assert all(len(line) <= 80 for line in lines)
    before = re.findall(r"[\w.+-]+", message.replace("It returned", "returned"))
    after = re.findall(r"[\w.+-]+", " ".join(lines))
    assert [word.strip(".") for word in after if word != "."] == [word.strip(".") for word in before if word != "."]


def test_a_word_that_fills_more_than_a_line_is_broken() -> None:
    """A text of 500 signs has no place to break: it is broken at the edge, and nothing else is."""
    lines = lay_out(f"You called f([0.25, 0.75]). It raised KeyError: '{'x' * 500}' (line 6 of your file).", 79)
    assert max(map(len, lines)) <= 79
    assert "".join(lines).count("x") == 500
