"""The stand-in of plain data by which calls are told apart."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from autograder.checks.fingerprint import fingerprint

LARGE = 200_000


@pytest.mark.parametrize(
    "large", [np.zeros(LARGE), np.zeros((LARGE, 2))[:, 0], [0.0] * LARGE], ids=["array", "part", "list"]
)
def test_any_cell_of_a_large_array_tells_it_apart_and_none_is_copied(large: Any) -> None:
    """Minus zero is another cell than zero; the stand-in is a few bytes, whatever it stands for."""
    other = large.copy()
    assert fingerprint(other) == fingerprint(large)
    other[LARGE - 1] = -0.0
    assert fingerprint(other) != fingerprint(large)
    assert len(repr(fingerprint(large))) < 500


@pytest.mark.parametrize(
    "cells",
    [np.zeros(0), np.zeros((0, 3)), np.array(5.0), np.array(["", "ab"]), np.array(["2020-01-01"], "M8[D]")],
    ids=["empty", "no rows", "a number", "texts", "a day"],
)
def test_every_kind_of_array_has_one(cells: Any) -> None:
    """Equal ones the same; one of another shape another."""
    assert fingerprint(cells.copy()) == fingerprint(cells)
    assert fingerprint(cells[np.newaxis]) != fingerprint(cells)
    hash(fingerprint(cells))
