"""What you can check yourself: run `pytest -k change_query`."""

import math
from decimal import Decimal
from fractions import Fraction
from numbers import Rational, Real


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


def test_three_queries(submission, close):
    """Three queries look at three different places."""
    states = [[1.0, 0.0], [0.5, 0.5], [0.0, 1.0]]
    high, middle, low = 0.4017595785, 0.3289329223, 0.2693074992
    close(
        submission.sweep([[0.7, 0.3], [0.3, 0.7], [0.0, 0.0]], states),
        [[high, middle, low], [low, middle, high], [1 / 3, 1 / 3, 1 / 3]],
        atol=3e-4,
    )
    two = [[low, middle, high], [1 / 3, 1 / 3, 1 / 3]]
    close(submission.sweep([[0.3, 0.7], [0.0, 0.0]], states), two, atol=3e-4, why="two queries give two rows")


def test_win_a_key(submission):
    """Your query puts nine tenths of the weight on the key asked for, and nearly all of it where that is asked."""
    keys = [[1.0, 0.0, 1.0], [1.0, 1.0, 0.0], [0.0, 1.0, 1.0]]
    for least in (0.9, 0.999):
        weight = weights_of(submission.query_for(keys, 1, least), keys)[1]
        assert weight >= least - 1e-6, f"with your query the key has the weight {weight:.4f}, less than {least}"


def test_share_between_two(submission):
    """Your query shares the weight between two keys."""
    keys = [[0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 0.0, 1.0], [1.0, 0.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0]]
    weights = weights_of(submission.query_between(keys, 0, 3, 0.05), keys)
    for index in (0, 3):
        assert abs(weights[index] - 0.5) <= 0.05 + 1e-6, (
            f"with your query key {index} has {weights[index]:.4f}, not a half"
        )


def test_a_place_in_the_middle(submission):
    """No query gives the state in the middle a half of the weight, and you say so."""
    states = [[1.0, 0.0], [0.5, 0.5], [0.0, 1.0]]
    assert submission.query_for(states, 1, 0.5) is None, "no query does it, so None is expected"
