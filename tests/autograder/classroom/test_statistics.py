"""A class in figures, against an independent oracle."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom.statistics import ClassStatistics, Correlation, Item, median
from autograder.course.model import CheckResult, ExerciseResult, StudentResult

PAIRS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 100)), min_size=2, max_size=40)


@given(PAIRS)
def test_running_sums_are_the_correlation(pairs: list[tuple[int, int]]) -> None:
    """Pair by pair it comes to what NumPy makes of all of them; none where a side does not vary."""
    found = Correlation()
    for x, y in pairs:
        found.add(x / 4, y / 10)
    x, y = np.array(pairs, float).T
    assert found.mean == pytest.approx(x.mean() / 4)
    if x.std() == 0 or y.std() == 0:
        assert found.value is None
    else:
        assert found.value == pytest.approx(np.corrcoef(x, y)[0, 1], abs=1e-9)


def student(name: str, first: list[float], second: float) -> StudentResult:
    """Four points for the first exercise, a check each, and `second` of ten for the other."""
    checks = tuple(
        CheckResult(f"c{n}", f"C{n}", True, "passed" if x else "failed", x, 1.0) for n, x in enumerate(first)
    )
    one = ExerciseResult("a", "code", sum(first), 4.0, "graded", "", checks)
    two = ExerciseResult("b", "written", second, 10.0, "graded")
    return StudentResult("c", name, sum(first) + second, 14.0, False, "strict", (one, two))


@given(
    st.lists(
        st.tuples(st.lists(st.integers(0, 1), min_size=4, max_size=4), st.integers(0, 10)), min_size=3, max_size=30
    )
)
def test_an_item_is_held_against_the_rest(answers: list[tuple[list[int], int]]) -> None:
    """Discrimination is the point-biserial correlation with all the points but the item's own."""
    found = ClassStatistics()
    for number, (first, second) in enumerate(answers):
        found.add(student(f"s{number}", [float(x) for x in first], float(second)))
    item = np.array([first[0] for first, _ in answers], float)
    rest = np.array([sum(first[1:]) + second for first, second in answers], float)
    value = found.exercises["a"].items["c0"].shares.value
    if item.std() == 0 or rest.std() == 0:
        assert value is None
    else:
        assert value == pytest.approx(np.corrcoef(item, rest)[0, 1], abs=1e-9)
    assert median(found.scores) == pytest.approx(np.median([sum(first) + second for first, second in answers]))


def test_who_did_not_work_on_it_says_nothing_of_an_item() -> None:
    """A missing exercise is counted as such, and is in no mean."""
    found = ClassStatistics()
    checks = (CheckResult("c0", "C0", True, "not_run", 0.0, 1.0),)
    missing = ExerciseResult("a", "code", 0.0, 4.0, "missing", "", checks)
    found.add(StudentResult("c", "gone", 0.0, 4.0, False, "strict", (missing,)))
    assert found.exercises["a"].shares.mean is None
    assert found.exercises["a"].items == {}
    assert (found.absent, len(found.scores)) == (1, 0)


def test_an_item_that_the_strong_miss_is_pointed_out() -> None:
    """Against the grain of the rest, with students enough, a remark asks to look at the item itself."""
    item = Item("c", "C")
    for number in range(40):
        item.shares.add(float(number < 20), float(number))
    assert "look at the item itself" in item.remark
    few = Item("c", "C")
    for number in range(6):
        few.shares.add(float(number < 3), float(number))
    assert few.remark == ""


def test_of_whom_nothing_is_graded_nobody_says_that_they_are_at_risk() -> None:
    """Nobody has said what counts yet: a person finds them in a list of their own."""
    open_one = ExerciseResult("a", "code", 0.0, 0.0, "not_graded", needs_review=True)
    weak = ExerciseResult("b", "code", 1.0, 10.0, "graded")
    found = ClassStatistics()
    found.add(StudentResult("c", "ada", 0.0, 0.0, True, "strict", (open_one,)))
    found.add(StudentResult("c", "bob", 1.0, 10.0, True, "strict", (open_one, weak)))
    assert [(row.student, row.undecided, row.risk) for row in found.rows()] == [
        ("ada", 1, ""),
        ("bob", 1, "10% of the points"),
    ]
    assert (found.undecided, found.at_risk) == (2, 1)
