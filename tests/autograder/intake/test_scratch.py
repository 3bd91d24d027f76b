"""Scratch work in a notebook costs nobody the rest, and nothing that counts is left out with it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import downloads as make
import pytest

from autograder.course.model import Course
from autograder.intake.folders import open_intake
from autograder.intake.options import IntakeOptions
from autograder.intake.scratch import Ran, without_scratch

DEF = "def median(values):\n    return sorted(values)[len(values) // 2]"
ASKED = ("median",)


def kept(*cells: str | Ran) -> list[str]:
    ran = [cell if isinstance(cell, Ran) else Ran(cell) for cell in cells]
    return [source for source in without_scratch(ran, ASKED).sources if source.strip()]


@pytest.mark.parametrize(
    "scratch",
    [
        "median([])",
        "print(median([]))",
        "assert median([1]) == 2",
        "x = median([])",
        "x = median([])\nfor y in [x]:\n    print(y)",
        "import_me = 1\nmedian([])[0] = 3",
        "np.testing.assert_allclose(median([]), 3)",
        "with open('x') as f:\n    print(median(f))",
    ],
)
def test_a_cell_that_only_tries_things_out_is_left_out(scratch: str) -> None:
    """Whether or not the notebook says that it raised."""
    assert kept("import numpy as np", DEF, scratch) == ["import numpy as np", DEF]


def test_what_goes_on_with_what_was_tried_is_left_out_too() -> None:
    """`x = median([3])` in one cell, `print(x[0])` in the next."""
    assert kept(DEF, "x = median([3])", "print(x[0])", "y = x + 1\ny") == [DEF]


@pytest.mark.parametrize(
    "cells",
    [
        ("TABLE = {}", DEF, "def use():\n    return TABLE", "TABLE[1] = median([1])"),
        (DEF, "half = median([1, 2])", "def use():\n    return half"),
        ("import numpy as np", "np.seterr(all='ignore')", DEF),
        ("import random", "random.seed(1)", DEF),
        ("LOG = []", DEF, "LOG.append(median([1]))", "def use():\n    return LOG"),
        (DEF, "median = staticmethod(median)"),
        (DEF, "def other():\n    return median([1])"),
        ("def median(values) this is no Python", "x = median([1])"),
    ],
)
def test_what_something_else_may_need_stays(cells: tuple[str, ...]) -> None:
    """A name that a definition reads, a setting of a library, a table that is filled, a cell that nobody can read."""
    assert kept(*cells) == list(cells)


def test_of_a_cell_that_stopped_with_an_error_the_definitions_stay() -> None:
    """And what they read; the rest of it never came to an end in the notebook either."""
    use = "def use():\n    return LIMIT"
    cell = f"import math\nLIMIT = math.floor(2.5)\n{DEF}\n\nprint(1 / 0)\nlater = open('x')\n\n{use}"
    left = without_scratch([Ran(cell, "ZeroDivisionError")], ASKED)
    assert left.sources[0].split() == f"import math LIMIT = math.floor(2.5) {DEF} def use(): return LIMIT".split()
    assert left.without == "a cell that stopped with an error (ZeroDivisionError), but for what is defined there"


def test_an_error_that_has_nothing_to_leave_out_is_not_told() -> None:
    """The cell is one definition; the error is of an earlier day."""
    assert without_scratch([Ran(DEF, "NameError")], ASKED).without == ""


def cell(source: str, *outputs: dict[str, Any]) -> dict[str, Any]:
    return {"cell_type": "code", "source": source, "outputs": list(outputs), "metadata": {}, "execution_count": 1}


def test_a_notebook_with_a_cell_that_raised_is_joined_without_it_and_that_is_said(
    tmp_path: Path, course: Course
) -> None:
    """In intake.csv, where what was joined is told."""
    error = {"output_type": "error", "ename": "IndexError", "evalue": "", "traceback": []}
    cells = [cell(DEF), cell("values = []\nvalues[0]", error), cell("median([])")]
    raw = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}).encode()
    make.unpack(tmp_path, {"ada/median.ipynb": raw})
    intake = open_intake(tmp_path, course, None, IntakeOptions(notebooks=True))
    text = intake.read("ada", course).files["median"].text
    assert text is not None
    assert "values[0]" not in text
    assert "median([])" not in text
    said = intake.said["ada"][0].done
    assert said == (
        "The code cells of median.ipynb were joined for median.py, without a cell that stopped with an error "
        "(IndexError), but for what is defined there and a cell that only tries things out."
    )
