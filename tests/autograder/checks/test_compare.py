"""tolerance: close enough, or a sentence about the difference. NumPy's own allclose is the oracle."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from autograder.checks.compare import close, difference, share_used
from autograder.checks.show import kind_of, show
from autograder.course.model import Tolerance
from autograder.sandbox.values import DTYPES

TOLERANCE = Tolerance(rtol=1e-3, atol=1e-6)
SHAPES = npst.array_shapes(min_dims=1, max_dims=3, max_side=3)
near = st.sampled_from([1.0, 1.0005, 1.0015, 1e-7, 0.0, -0.0, -1.0, math.inf, -math.inf, math.nan, 1e300])
floats = near | st.floats()
numbers = near | st.integers(-3, 3) | st.integers(-(2**40), 2**40) | st.sampled_from([1000, 1001, 2**31, 2**31 + 1])
pairs = SHAPES.flatmap(
    lambda shape: st.tuples(
        npst.arrays("f8", shape, elements=floats, fill=st.nothing()),
        npst.arrays("f8", shape, elements=floats, fill=st.nothing()),
    )
)
arrays = npst.arrays(st.sampled_from(sorted(DTYPES)), SHAPES)
leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.complex_numbers() | st.text() | arrays
plain = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(st.text() | st.integers(), inner, max_size=3)
    ),
    max_leaves=12,
)


def tuples(value: Any) -> Any:
    """The same, with tuples for lists."""
    return tuple(map(tuples, value)) if isinstance(value, list) else value


@given(pairs)
def test_arrays_agree_with_allclose(pair: tuple[Any, Any]) -> None:
    """Of two arrays of one shape a difference is found exactly when numpy.allclose finds one."""
    actual, expected = pair
    with np.errstate(all="ignore"):
        equal = np.allclose(actual, expected, rtol=TOLERANCE.rtol, atol=TOLERANCE.atol, equal_nan=True)
    assert close(actual, expected, TOLERANCE) == equal


@given(st.lists(st.tuples(numbers, numbers), min_size=1, max_size=4))
def test_whole_numbers_among_floats_agree_with_allclose(pairs: list[tuple[float, float]]) -> None:
    """Rows of both kinds, as lists and as arrays of whole numbers, are compared as NumPy does."""
    actual, expected = ([*row] for row in zip(*pairs, strict=True))
    with np.errstate(all="ignore"):
        equal = np.allclose(actual, expected, rtol=TOLERANCE.rtol, atol=TOLERANCE.atol, equal_nan=True)
    assert close(actual, expected, TOLERANCE) == equal
    assert close(np.asarray(actual), tuple(expected), TOLERANCE) == equal


@given(floats, floats)
def test_numbers_agree_with_isclose(actual: float, expected: float) -> None:
    """Of two numbers too."""
    with np.errstate(all="ignore"):
        equal = np.isclose(actual, expected, rtol=TOLERANCE.rtol, atol=TOLERANCE.atol, equal_nan=True)
    assert close(actual, expected, TOLERANCE) == equal


@given(plain, plain)
def test_to_be_close_is_to_have_no_difference(actual: Any, expected: Any) -> None:
    """That nothing is said of a difference changes nothing about whether there is one."""
    for one, other in ((actual, expected), (expected, expected), ({"a": actual}, {"a": expected})):
        assert close(one, other, TOLERANCE) == (difference(one, other, TOLERANCE) is None)


@given(floats, floats)
def test_numbers_of_numpy_are_judged_like_pythons(actual: float, expected: float) -> None:
    """An entry of an array is as close as the number that it is."""
    with np.errstate(all="ignore"):
        verdicts = {
            close(given, wanted, TOLERANCE)
            for given in (actual, np.float64(actual))
            for wanted in (expected, np.float64(expected))
        }
    assert len(verdicts) == 1


@given(pairs)
def test_list_tuple_and_array_are_judged_alike(pair: tuple[Any, Any]) -> None:
    """Whether numbers come as a list, a tuple or an array makes no difference, on either side."""
    actual, expected = (value.tolist() for value in pair)
    verdicts = {
        close(given, wanted, TOLERANCE)
        for given in (actual, tuples(actual), np.array(actual))
        for wanted in (expected, tuples(expected), np.array(expected))
    }
    assert len(verdicts) == 1


@given(npst.arrays(bool, SHAPES))
def test_truth_values_are_judged_alike_too(mask: Any) -> None:
    """A mask is equal to itself as a list, a tuple or an array, and to no other mask."""
    forms: list[Any] = [mask, mask.tolist(), tuples(mask.tolist())]
    other = mask.copy()
    other.flat[0] = not other.flat[0]
    for actual in forms:
        for expected in forms:
            assert difference(actual, expected, TOLERANCE) is None
        assert difference(other, actual, TOLERANCE) is not None
        assert difference(other.tolist(), actual, TOLERANCE) is not None
        assert difference(mask.astype(float), actual, TOLERANCE) is not None
        assert difference(actual, mask.astype(float).tolist(), TOLERANCE) is not None


@given(plain)
def test_everything_equals_itself(value: Any) -> None:
    """Any plain value is close to itself, NaN included."""
    assert difference(value, value, Tolerance(0, 0)) is None


@given(plain, plain)
def test_a_difference_is_a_short_phrase(actual: Any, expected: Any) -> None:
    """For any two plain values the comparison ends in None or in a phrase of bounded length, never in an error."""
    found = difference(actual, expected, TOLERANCE)
    assert found is None or 0 < len(found) < 2000


@given(npst.arrays(st.sampled_from(["f8", "f4", "i8", "?", "c16"]), npst.array_shapes(min_side=0, max_side=12)))
def test_an_array_is_shown_as_its_list(value: np.ndarray[Any, Any]) -> None:
    """An array of any shape, rows of nothing too, looks like the list of lists with the same numbers."""
    assert show(value) == show(value.tolist())


@given(plain)
def test_show_is_bounded_and_safe(value: Any) -> None:
    """Whatever is shown is one printable line of bounded length."""
    for text in (show(value), kind_of(value)):
        assert len(text) <= 400
        assert text.isprintable()


@given(pairs)
def test_share_used_agrees_with_the_verdict(pair: tuple[Any, Any]) -> None:
    """Where a share of the tolerance is known it is up to 1 for what is close and above 1 for what is not."""
    actual, expected = pair
    share = share_used(actual, expected, TOLERANCE)
    if share is not None and not math.isclose(share, 1.0):
        assert (share <= 1) == close(actual, expected, TOLERANCE)


@pytest.mark.parametrize(
    ("actual", "expected", "share"),
    [
        ([1.0], [1.0], 0.0),
        ([1.0], [1.0, 2.0], None),
        (np.array([1, 4], "u1"), np.array([2, 4], "u1"), 1 / (1e-6 + 2e-3)),
        (np.array([True, False]), np.array([False, False]), None),
        ("a", 1.0, None),
        ([], [], None),
    ],
)
def test_share_used_by_hand(actual: Any, expected: Any, share: float | None) -> None:
    """The share is the largest error over what the tolerance allows there; None where nothing can be measured."""
    assert share_used(actual, expected, TOLERANCE) == (share if share is None else pytest.approx(share))


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        (True, 1),
        (1, True),
        ([True], [1]),
        (np.array([True]), [1.0]),
        ("1", 1),
        (None, 0),
        ([1.0], 1.0),
        (1.0, [1.0]),
        ([1.0, 1.0], [1.0]),
        ([[1.0]], [1.0]),
        ([[1.0, 2.0]], [[1.0], [2.0]]),
        ([[1.0], [1.0, 2.0]], [[1.0], [2.0]]),
        (["1"], [1]),
        ({"a": 1}, {"b": 1}),
        ({"a": 1}, [("a", 1)]),
        (10**400, 1.5),
        (1.5, 10**400),
        ([10**400], [1.5]),
        (10**400, 10**401),
        (1 + 1j, 1.0),
    ],
)
def test_what_is_not_the_same_kind_differs(actual: Any, expected: Any) -> None:
    """Kind and shape are compared before values: nothing broadcasts, a truth value is no number."""
    assert difference(actual, expected, TOLERANCE)


@pytest.mark.parametrize(
    ("actual", "expected", "phrase"),
    [
        (1.5, 1.0, "expected 1, off by 0.5"),
        (math.nan, 1.0, "expected 1"),
        (None, 1.0, "it is None, expected one number, 1"),
        ([1.0, 2.0], [1.0, 3.0], "expected [1, 3]: entry [1] is 2, expected 3, off by 1"),
        (np.zeros((2, 3)), np.zeros((3, 2)), "it is an array of shape (2, 3), expected shape (3, 2)"),
        ([1.0], [1.0, 2.0], "it is a list of length 1, expected length 2"),
        (
            [[1.0], [2.0]],
            [1.0, 2.0],
            "it is a list of shape (2, 1), expected length 2, and not each number in a list of its own",
        ),
        ([[1.0, 2.0]], [1.0, 2.0], "it is a list of shape (1, 2), expected length 2, and not one list inside another"),
        ("cat", "dog", "it is the text 'cat', expected 'dog'"),
        ({"a": 1.0}, {"a": 2.0}, "under 'a': expected 2, off by 1"),
        ([1, [2.0, "x"]], [1, [2.0, "y"]], "in part 1: in part 1: it is the text 'x', expected 'y'"),
        (np.zeros(20), np.ones(20), "entry [0] is 0, expected 1, off by 1; 20 of 20 entries differ"),
        (1.0000001, 1.0, "expected 1.0, off by 1e-07"),
    ],
)
def test_the_difference_reads_as_a_phrase(actual: Any, expected: Any, phrase: str) -> None:
    """The phrase says which entry is off and by how much."""
    assert difference(actual, expected, Tolerance(1e-9, 1e-12)) == phrase


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1 / 3, "0.333333"),
        (1000.0, "1000"),
        ([1.0, 2, True, None], "[1.0, 2, True, None]"),
        ((1.0,), "(1,)"),
        (np.eye(2), "[[1, 0], [0, 1]]"),
        (list(range(12)), "[0, 1, 2, 3, 4, 5, 6, 7, ... 4 more]"),
        ({"a": [1.0]}, "{'a': [1]}"),
        ("a\x1b[31m\n", r"'a\x1b[31m\n'"),
        (10**400, "a huge integer"),
        (math.nan, "nan"),
        ({"<map object at 0x7f2bac6d88b0>"}, "{'<map object at 0x...>'}"),
        ("0x7f2bac6d88b0", "'0x7f2bac6d88b0'"),
    ],
)
def test_show_by_hand(value: Any, text: str) -> None:
    """Values are shown short: six digits, long parts cut, control characters escaped, no place in memory."""
    assert show(value) == text
