"""What a student reads about what they wrote: the same line at home and in class, by a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from autograder.checks.show import show
from autograder.course.model import Exercise
from autograder.sandbox.process.launcher import Launcher
from autograder.student.layout import lay_out
from tests.autograder.checks.both_places import judged_in_both

EXERCISE = Exercise("read", "Read", "code", "read.py", 10.0)
RETURN = "Is there a `return` missing? print only shows a value, return hands it over."


def pair(submission: Any, close: Any) -> None:
    """A pair."""
    weights, context = submission.read([1.0, 2.0])
    close(weights, [0.25, 0.75])
    close(context, [1.5])


def figures(submission: Any, close: Any) -> None:
    """Two tables."""
    out, W = submission.read([1.0, 2.0])
    close(W, [[0.5, 0.5], [0.5, 0.5]])
    close(out, [[1.5], [1.5]])


def row(submission: Any, close: Any) -> None:
    """A row."""
    close(submission.read([1.0, 2.0]), [0.25, 0.75])


def refusal(submission: Any) -> None:
    """A refusal."""
    with pytest.raises(ValueError):
        submission.read([1.0, 2.0])


def absence(submission: Any) -> None:
    """An absence."""
    assert submission.read([1.0, 2.0]) is None, "there is none"


def number(submission: Any, close: Any) -> None:
    """A number."""
    close(submission.read([1.0, 2.0]), 0.5)


def in_place(submission: Any, close: Any) -> None:
    """What the call leaves."""
    close(submission.call("read", [1.0, 2.0]).arguments[0], [2.5, 1.0], why="in place")


def in_place_by_hand(submission: Any, close: Any) -> None:
    """What the call leaves, compared by the check itself."""
    assert submission.call("read", [1.0, 2.0]).arguments[0] == [2.5, 1.0], "it is changed in place"


def turning(submission: Any, close: Any) -> None:
    """Complex numbers."""
    close(submission.read([1.0, 2.0]), [1j, -1.0])


TEXT = "It is text: return the value itself, not what str() or an f-string makes of it."
COMMA = "Is there a comma at the end of the `return`? It makes a tuple of one."
NOBODY = "input() waits for the keyboard, and nobody types while checks run: use the function's parameters"
AN_ERROR = "an error of type ValueError (was it meant to be raised?)"
TO_RAISE = "`raise ValueError(...)`"
RAISED = "An error is raised, not returned: write `raise` in the place of `return`."
CALLED = "You called read([1, 2])."
TABLE = [
    (
        figures,
        "import numpy; return numpy.eye(2)",
        f"{CALLED} It returned [[1, 0], [0, 1]], an array of shape (2, 2); two values are wanted: out and W.",
    ),
    (row, "print([0.25, 0.75])", f"{CALLED} It returned None, expected a list of length 2. {RETURN}"),
    (row, "return 0.5", f"{CALLED} It returned 0.5, expected a list of length 2."),
    (row, "return [1.0]", f"{CALLED} It returned [1], a list of length 1, expected length 2."),
    (row, "return 'no'", f"{CALLED} It returned 'no', expected a list of length 2."),
    (row, "return str(x)", f"{CALLED} It returned '[1.0, 2.0]', expected a list of length 2. {TEXT}"),
    (
        row,
        "return [0.25, 0.75],",
        (
            f"{CALLED} It returned ([0.25, 0.75],), a tuple of shape (1, 2), expected length 2, "
            f"and not one list inside another. {COMMA}"
        ),
    ),
    (
        in_place,
        "x = [2.5, 1.0]",
        (
            f"{CALLED} It returned None, and leaves [1, 2] as its first argument, expected [2.5, 1]: "
            "entry [0] is 1, expected 2.5, off by 1.5; 2 of 2 entries differ: in place."
        ),
    ),
    (
        in_place,
        "x.append(3.0)",
        f"{CALLED} It returned None, and leaves [1, 2, 3] as its first argument, expected length 2: in place.",
    ),
    (in_place_by_hand, "x = [2.5, 1.0]", f"{CALLED} It returned None. it is changed in place."),
    (
        turning,
        "return [-1.0000000000000004 + 1e-17j, 1 / 3 - 1j]",
        (
            f"{CALLED} It returned [(-1+1e-17j), (0.333333-1j)], expected [1j, (-1+0j)]: "
            "entry [0] is (-1+1e-17j), expected 1j, off by 1.4; 2 of 2 entries differ."
        ),
    ),
    (refusal, "return 1.0", f"{CALLED} It returned 1, expected it to raise ValueError."),
    (
        refusal,
        "print('no')",
        f"{CALLED} It returned None, expected it to raise ValueError. None is no error: write {TO_RAISE}.",
    ),
    (
        refusal,
        "return 'no'",
        f"{CALLED} It returned 'no', expected it to raise ValueError. A text is no error: write {TO_RAISE}.",
    ),
    (refusal, "return ValueError('no')", f"{CALLED} It returned {AN_ERROR}, expected it to raise ValueError. {RAISED}"),
    (refusal, "return ValueError", f"{CALLED} It returned a class, expected it to raise ValueError. {RAISED}"),
    (
        absence,
        "raise ValueError('no')",
        f"{CALLED} It raised ValueError: no (line 2 of your file), expected it to return None.",
    ),
    (absence, "return 'None'", f"{CALLED} It returned 'None'. there is none."),
    (
        refusal,
        "raise TypeError('no')",
        f"{CALLED} It raised TypeError: no (line 2 of your file), expected it to raise ValueError.",
    ),
    (number, "return [0.5]", f"{CALLED} It returned [0.5], a list of length 1, expected one number, 0.5."),
    (number, "return 0.75", f"{CALLED} It returned 0.75, expected 0.5, off by 0.25."),
    (
        pair,
        "return [0.25, 0.5, 0.25]",
        f"{CALLED} It returned [0.25, 0.5, 0.25], a list of length 3; two values are wanted: weights and context.",
    ),
    (
        pair,
        "return [0.25]",
        f"{CALLED} It returned [0.25], a list of length 1; two values are wanted: weights and context.",
    ),
    (pair, "return 0.5", f"{CALLED} It returned 0.5; two values are wanted: weights and context."),
    (pair, "print(1)", f"{CALLED} It returned None; two values are wanted: weights and context. {RETURN}"),
    (
        pair,
        "return [0.25, 0.75]",
        f"{CALLED} It returned [0.25, 0.75], of which one part is the number 0.25, expected a list of length 2.",
    ),
    (
        row,
        "from decimal import Decimal\n    return [Decimal(1)]",
        f"{CALLED} It returned [1], a list of length 1, expected length 2.",
    ),
    (row, "return softmax(x)", f"{CALLED} It raised NameError: name 'softmax' is not defined (line 2 of your file)."),
    (
        row,
        "return float(input())",
        f"{CALLED} It raised EOFError: {NOBODY} (line 2 of your file).",
    ),
]


@pytest.fixture(scope="module")
def launcher() -> Iterator[Launcher]:
    with Launcher("auto") as made:
        yield made


@pytest.mark.parametrize(("function", "body", "message"), TABLE)
def test_what_a_student_reads(launcher: Launcher, function: Callable[..., None], body: str, message: str) -> None:
    """One line that says what came back and what was wanted, wherever the code runs."""
    source = f"def read(x):\n    {body}\n"
    assert [one.message for one in judged_in_both(launcher, EXERCISE, function, source)] == [message, message]


@pytest.mark.parametrize(
    ("value", "end"),
    [
        ("ACGT" * 60, "CG ...'"),
        (["a" * 60, "b" * 200], "b ...']"),
        ({"k": [["it's " * 60]]}, ' ..."]]}'),
        (["\\" * 300], "\\ ...']"),
        ([[1.5] * 8] * 8, ", 1.5 ...]]"),
    ],
)
def test_what_is_cut_is_closed(value: Any, end: str) -> None:
    """A reader, and whoever lays the sentence out, sees where a long value ends and what was expected begins."""
    shown = show(value)
    assert shown.endswith(end)
    assert len(shown) <= 160 + 4
    lines = lay_out(f"You called f(). It returned {shown}, expected 'GCATT'.")
    assert lines == ["You called f().", f"  returned  {shown}", "  expected  'GCATT'"]
