"""What grading adds: rotated keys, other sizes, firmer and weaker queries, and a key that can never win."""

import math
from decimal import Decimal
from fractions import Fraction
from numbers import Rational, Real

import numpy as np
import pytest

LESSON = [[1.0, 0.0], [0.5, 0.5], [0.0, 1.0]]


def is_finite(number):
    """Whether it is a number of any kind, and neither infinite nor nan."""
    return isinstance(number, Rational) or (isinstance(number, Real | Decimal) and math.isfinite(number))


def numbers_of(query, d):
    """The d numbers of a query that came back, once it is clear that it is one."""
    assert query is not None, "there is a query that does it"
    assert hasattr(query, "__len__"), "a query is a list of numbers"
    assert not isinstance(query, dict | str), "a query is a list of numbers"
    assert len(query) == d, f"a query has {d} numbers, as many as a key"
    numbers = query.tolist() if hasattr(query, "tolist") else list(query)
    assert all(map(is_finite, numbers)), "a query is made of finite numbers"
    return numbers


def weights_of(query, keys):
    """The weights by the definition; in fractions where the query is so long that floats cannot hold its scores."""
    query = numbers_of(query, len(keys[0]))
    number, add = (Fraction, sum) if max(map(abs, query)) > 1e100 else (float, math.fsum)
    scores = [add(number(q) * number(k) for q, k in zip(query, key, strict=True)) for key in keys]
    powers = [math.exp(max(score - max(scores), -1e6)) for score in scores]
    return [power / math.fsum(powers) for power in powers]


def rotated(rng, n):
    """n orthonormal keys that lie along no axis."""
    turned, _ = np.linalg.qr(rng.normal(size=(n, n)))
    return [[float(x) for x in row] for row in turned]


def at_least(submission, keys, target, share):
    weight = weights_of(submission.query_for(keys, target, share), keys)[target]
    assert weight >= share - 1e-6, f"with your query key {target} has the weight {weight:.4f}, less than {share}"


@pytest.mark.points(2)
def test_sweep_of_any_size(submission, reference, close, rng):
    """Any number of queries, states and dimensions."""
    for m, n, d in ((2, 4, 3), (5, 3, 4)):
        queries, states = rng.normal(size=(m, d)).tolist(), rng.normal(size=(n, d)).tolist()
        expected = reference.sweep(queries, states)
        close(submission.sweep(queries, states), expected, atol=3e-4, why=f"{m} queries and {n} states")


def test_every_query_has_its_own_row(submission, close):
    """The same query twice gives the same row twice, wherever it stands."""
    rows = submission.sweep([[2.0, 1.0], [0.0, -3.0], [2.0, 1.0]], [[1.0, 1.0], [1.0, 0.0]])
    assert len(rows) == 3, f"three queries give three rows, and these are {len(rows)}"
    close(rows[2], rows[0], atol=3e-4, why="queries 0 and 2 are the same")


@pytest.mark.points(2)
def test_rotated_keys(submission, rng):
    """The key wins wherever the keys point, beside a longer one too."""
    at_least(submission, rotated(rng, 5), 3, 0.6)
    at_least(submission, rotated(rng, 8), 5, 0.999)
    at_least(submission, [[0.0, 3.0], [1.0, 0.0]], 1, 0.8)


def test_either_end(submission):
    """With the states of the worked example, the first and the last can be made to win."""
    at_least(submission, LESSON, 0, 0.8)
    at_least(submission, LESSON, 2, 0.95)


def test_firmer_is_longer(submission, rng):
    """The more weight is asked for, the longer the query."""
    keys = rotated(rng, 4)
    queries = [submission.query_for(keys, 2, share) for share in (0.5, 0.99)]
    lengths = [math.hypot(*numbers_of(query, 4)) for query in queries]
    assert lengths[0] < lengths[1], "for the weight 0.99 your query is not longer than for 0.5"


def test_a_key_that_cannot_win(submission):
    """A key in the middle of the others never wins."""
    corners = [[1.0, 1.0], [1.0, -1.0], [-1.0, 1.0], [-1.0, -1.0]]
    assert submission.query_for([*corners, [0.0, 0.0]], 4, 0.4) is None, "key 4 lies in the middle of the others"


def test_an_equal_share_is_possible(submission, rng):
    """A key that never wins can still have its equal share."""
    at_least(submission, LESSON, 1, 0.3)
    at_least(submission, LESSON, 1, 1 / 3)
    keys = rotated(rng, 4)
    for target, share in ((0, 0.25), (3, 0.25), (2, 0.1)):
        at_least(submission, keys, target, share)


# How many other keys there are is not tried at home: the text says n, and to find out what n does is the exercise.
@pytest.mark.points(2)
def test_between_rotated_keys(submission, rng):
    """Two keys share the weight, wherever they point and whatever else there is."""
    for n, a, b, eps in ((3, 2, 0, 0.1), (7, 0, 3, 0.001), (2, 1, 0, 0.01)):
        keys = rotated(rng, n)
        weights = weights_of(submission.query_between(keys, a, b, eps), keys)
        for index in (a, b):
            found = weights[index]
            assert abs(found - 0.5) <= eps + 1e-6, (
                f"with your query key {index} has {found:.4f}, not within {eps} of 0.5"
            )
