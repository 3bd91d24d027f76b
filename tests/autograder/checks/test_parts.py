"""What `close` says of tables and figures: the first part that differs, one idea a sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

pytest.importorskip("pandas", reason="pandas is in the extra dev")

import pandas as pd

from autograder.checks.compare import difference
from autograder.checks.parts import path_of
from autograder.checks.run import Verdict, run_check
from autograder.course.model import Check, Exercise, Tolerance
from autograder.sandbox.figures import Axes, Figure, Line
from autograder.sandbox.here import LocalHost
from autograder.sandbox.hosts import HostedTarget, Program
from autograder.sandbox.limits import SessionLimits
from autograder.sandbox.values import reduced

TABLE = pd.DataFrame({"city": ["a", "b", "c"], "n": [1, 2, 3], "x": [1.0, 2.5, np.nan]})
SERIES = TABLE["n"]
TABLES: list[tuple[Any, Any, str | None]] = [
    (TABLE.copy(), TABLE, None),
    (TABLE.assign(n=[1.0, 2.0, 3.0]), TABLE, None),
    (TABLE.head(2), TABLE, "it has 2 rows, expected 3"),
    (TABLE.head(1), TABLE, "it has 1 row, expected 3"),
    (
        TABLE[["n", "city", "x"]],
        TABLE,
        "it has the columns in the order ['n', 'city', 'x'], expected ['city', 'n', 'x']",
    ),
    (TABLE[["city", "n"]], TABLE, "it lacks the column 'x'"),
    (TABLE[["city"]].assign(z=1), TABLE, "it lacks the columns ['n', 'x'] and has the column 'z' too much"),
    (TABLE.assign(n=[1, 2, 4]), TABLE, "in column 'n': expected [1, 2, 3]: entry [2] is 4, expected 3, off by 1"),
    (TABLE.assign(city=["a", "b", "d"]), TABLE, "in column 'city': in part 2: it is the text 'd', expected 'c'"),
    (TABLE.assign(n=["1", "2", "3"]), TABLE, "in column 'n': it is a list of 3 texts, expected numbers"),
    (TABLE.rename_axis("k"), TABLE, "in its index: it goes by the name 'k', expected no name"),
    (TABLE["n"], TABLE, "it is a Series of length 3, expected a DataFrame of shape (3, 3)"),
    (None, TABLE, "it is None, expected a DataFrame of shape (3, 3)"),
    (SERIES.copy(), SERIES, None),
    (SERIES.rename("m"), SERIES, "its name is 'm', expected 'n'"),
    (SERIES.head(2), SERIES, "it has 2 rows, expected 3"),
    (SERIES + 1, SERIES, "expected [1, 2, 3]: entry [0] is 2, expected 1, off by 1; 3 of 3 entries differ"),
    (TABLE.set_index("city")["n"], SERIES, "in its index: it is a list of 3 texts, expected numbers"),
]


def plain(value: Any) -> Any:
    return reduced(value, lambda part: part)[0]


@pytest.mark.parametrize(("actual", "expected", "said"), TABLES)
def test_tables(actual: Any, expected: Any, said: str | None) -> None:
    """Columns first, then rows, the index, then the cells of the first column that differs."""
    assert difference(plain(actual), plain(expected), Tolerance()) == said


def axes(title: str = "T", ys: tuple[float, ...] = (3.0, 4.0), lines: int = 1, **others: Any) -> Axes:
    drawn = Line(np.array([1.0, 2.0]), np.array(ys), "m", others.pop("style", "-"), "o", "#000000")
    legend = others.pop("legend", ("m",))
    empty: tuple[Any, ...] = ()
    return Axes(
        *(title, "", "", (drawn,) * lines, empty, empty, empty, empty, legend, empty, empty),
        *((0.0, 1.0), (0.0, 1.0), "linear", "linear"),
    )


FIGURES: list[tuple[Any, Any, str | None]] = [
    (axes(), axes(), None),
    (axes("U"), axes(), "its title is 'U', expected 'T'"),
    (axes(legend=None), axes(), "it has no legend, expected one"),
    (axes(), axes(legend=None), "it has a legend, expected none"),
    (axes(legend=("n",)), axes(), "its legend is ('n',), expected ('m',)"),
    (axes(ys=(3.0, 5.0)), axes(), "in its lines[0].y: expected [3, 4]: entry [1] is 5, expected 4, off by 1"),
    (axes(style="--"), axes(), "its lines[0].style is '--', expected '-'"),
    (axes(lines=2), axes(), "it has 2 lines, expected 1"),
    (axes(lines=0), axes(), "it has no lines, expected 1"),
    (Figure("F", (axes(), axes("U"))), Figure("F", (axes(), axes())), "its axes[1].title is 'U', expected 'T'"),
    (Figure("F", (axes(lines=2),)), Figure("F", (axes(),)), "in axes[0]: it has 2 lines, expected 1"),
    (Figure("F", ()), Figure("F", (axes(),)), "it has no axes, expected 1"),
    (Figure("F", ()), axes(), "it is a Matplotlib figure, expected a Matplotlib axes"),
]


@pytest.mark.parametrize(("actual", "expected", "said"), FIGURES)
def test_figures(actual: Any, expected: Any, said: str | None) -> None:
    """The part is named as a check would write it."""
    assert difference(actual, expected, Tolerance()) == said


def test_where_a_part_stands() -> None:
    """The path to a part is what stands behind the figure in the check; what is none of its parts has none."""
    figure = Figure("F", (axes(), axes(lines=2)))
    assert path_of(figure, figure.axes[1].lines[0].y) == "axes[1].lines[0].y"
    assert path_of((1, figure), figure.axes[0]) == "[1].axes[0]"
    assert path_of(figure.axes[0], figure.axes[0].lines) == "lines"
    assert path_of(figure, np.array([3.0, 4.0])) == ""


GIVES = """
import pandas as pd


def table():
    return pd.DataFrame({"area": [1, 2], "cost": [3, 4]})


def record():
    return {"area": 1}


def nothing():
    pass
"""


def column(submission: Any, close: Any) -> None:
    close(submission.table()["area"], [1, 3])


def cells(submission: Any, close: Any) -> None:
    close(submission.table()["area"].tolist(), [1, 3])


def no_column(submission: Any, close: Any) -> None:
    close(submission.table()["price"], [1, 2])


def no_key(submission: Any, close: Any) -> None:
    close(submission.record()["price"], 1)


def no_shape(submission: Any, close: Any) -> None:
    close(submission.nothing().shape, (2, 2))


def own_slip(submission: Any, close: Any) -> None:
    submission.record()
    close({}["area"], 1)


def judged(function: Callable[..., None]) -> Verdict:
    target = HostedTarget(LocalHost(), Program("gives", "gives.py", GIVES, SessionLimits(10, 512, 60), ("pandas",)))
    check = Check("visible/test_gives.py::test", "gives", "", True, 1.0, (), function, ("submission", "close"))
    target.load()
    return run_check(check, Exercise("gives", "gives", "code", "gives.py", 1.0), 0, target)


TABLE_GIVEN = "You called table(). It returned a DataFrame of shape (2, 2), "
SAID: list[tuple[Callable[..., None], str]] = [
    (no_column, f"{TABLE_GIVEN}but it lacks the column 'price'."),
    (no_key, "You called record(). It returned {'area': 1}, but it lacks the key 'price'."),
    (
        no_shape,
        "You called nothing(). It returned None, expected something that has shape. Is there a `return` missing?",
    ),
    (column, f"{TABLE_GIVEN}of which one part is a Series of length 2, expected a list of length 2."),
    (cells, f"{TABLE_GIVEN}of one part of it: expected [1, 3]: entry [1] is 2, expected 3, off by 1."),
]


@pytest.mark.parametrize(("function", "said"), SAID)
def test_what_is_not_there(function: Callable[..., None], said: str) -> None:
    """A check that looks for what a value lacks has judged it: the sentence is on the value, and nobody need look."""
    verdict = judged(function)
    assert (verdict.ending, verdict.message[: len(said)]) == ("failed", said)


def test_what_is_there_is_not_what_was_missed() -> None:
    """A key that the value has was looked for elsewhere: nothing is said of the value, and a person is asked."""
    assert judged(own_slip).ending == "broke"
