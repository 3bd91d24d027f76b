"""What grading adds: values of another length than keys, values that are not the keys, pairs in another order."""

import pytest

ROUNDED = 5e-4
"""Weights that were rounded to four decimals on the way are accepted."""


def _vectors(rng, n, d):
    return [[float(x) for x in row] for row in rng.normal(size=(n, d))]


@pytest.mark.points(2)
def test_keys_and_values(submission, reference, close, rng):
    """The query is compared with the keys, and the values are read."""
    for n, d, dv in ((4, 3, 5), (5, 2, 1)):
        (query,), keys, values = _vectors(rng, 1, d), _vectors(rng, n, d), _vectors(rng, n, dv)
        expected_weights, expected_context = reference.attend(query, keys, values)
        weights, context = submission.attend(query, keys, values)
        close(weights, expected_weights, atol=ROUNDED, why=f"there are {n} keys of {d} numbers")
        close(context, expected_context, atol=ROUNDED, why=f"there are {n} values of {dv} numbers")


def test_equal_weights(submission, close):
    """Equal weights give the mean of the values."""
    close(submission.context([1.0], [[5.0, -1.0, 2.0]]), [5.0, -1.0, 2.0], why="a single value is its own mean")
    values = [[1.0, 0.0, 6.0], [3.0, 4.0, 0.0], [2.0, 2.0, 0.0], [2.0, 2.0, 6.0]]
    close(submission.context([0.25] * 4, values), [2.0, 2.0, 3.0])


def test_weights_count_as_they_are(submission, close):
    """Weights that do not add up to 1 are not made to."""
    close(submission.context([2.0, 1.0], [[1.0, 0.0], [3.0, 4.0]]), [5.0, 4.0], why="2 * 1 + 1 * 3, and 2 * 0 + 1 * 4")
    close(submission.context([0.25, 0.25], [[4.0], [8.0]]), [3.0], why="a quarter of each")


def test_moved_values(submission, close):
    """Adding the same vector to every value adds it to the context."""
    weights, values = [0.125, 0.5, 0.375], [[8.0, 0.0], [0.0, 2.0], [0.0, 0.0]]
    moved = [[a + 10.0, b - 4.0] for a, b in values]
    before, after = submission.context(weights, values), submission.context(weights, moved)
    close(before, [1.0, 1.0])
    close(after, [11.0, -3.0], why="the weights add up to 1, so the whole context moves along")


@pytest.mark.needs("test_worked_example")
def test_between_the_values(submission):
    """The context never leaves the space between the values."""
    keys = [[2.0, -1.0, 0.5], [-1.0, -1.0, -2.0]]
    _, context = submission.attend([1.0, 2.0, 0.5], keys, [[3.0, -5.0], [4.0, -6.0]])
    assert len(context) == 2, f"values have 2 numbers, and this context has {len(context)}"
    assert 3 <= context[0] <= 4, "a weighted average of 3 and 4 lies between them"
    assert -6 <= context[1] <= -5, "a weighted average of -5 and -6 lies between them"


def test_order_of_pairs(submission, close):
    """Pairs in another order: the weights move along, the context stays."""
    query, keys, values = [1.0, -1.0], [[1.0, 0.0], [0.0, 2.0], [-1.0, 0.0]], [[1.0, 2.0], [4.0, 0.0], [0.0, 9.0]]
    weights, context = submission.attend(query, keys, values)
    turned, same = submission.attend(query, keys[1:] + keys[:1], values[1:] + values[:1])
    close(weights, [0.8437947344, 0.0420100661, 0.1141951994], atol=ROUNDED)
    close(turned, [weights[1], weights[2], weights[0]], atol=ROUNDED, why="each weight belongs to its key")
    close(same, context, atol=4 * ROUNDED, why="a sum does not depend on the order of its parts")


def test_repeated_key(submission, close):
    """Positions with the same key get the same weight, and each of their values is read."""
    weights, context = submission.attend([1.0, 1.0], [[1.0, 0.0], [2.0, 0.0], [1.0, 0.0]], [[8.0], [0.0], [4.0]])
    why = "two positions with equal keys are still two positions"
    close(weights, [0.2119415576, 0.5761168848, 0.2119415576], atol=ROUNDED, why=why)
    close(context, [2.5432986914], atol=4 * ROUNDED, why=why)


def test_query_of_zeros(submission, close):
    """A query of zeros looks everywhere alike and reads the mean."""
    weights, context = submission.attend([0.0, 0.0], [[5.0, 1.0], [-3.0, 2.0]], [[1.0, 0.0, 0.0], [0.0, 0.0, 3.0]])
    close(weights, [0.5, 0.5], atol=ROUNDED, why="every score is 0, and equal scores share equally")
    close(context, [0.5, 0.0, 1.5], atol=ROUNDED)


def test_strong_query(submission, close):
    """A very strong query reads almost one value alone."""
    weights, context = submission.attend([80.0, 0.0], [[1.0, 0.0], [0.0, 1.0], [0.5, 0.5]], [[1.0], [2.0], [3.0]])
    close(weights, [1.0, 0.0, 0.0], atol=ROUNDED)
    close(context, [1.0], atol=ROUNDED)


def test_values_that_do_not_fit(submission):
    """Too few or too many values for the weights are refused."""
    three = [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]
    for weights, values in (([1.0], three), ([0.5, 0.25, 0.25], three[:1]), ([0.5, 0.5], three)):
        with pytest.raises(ValueError):
            submission.context(weights, values)
    for keys, values in (([[1.0], [2.0], [0.0]], three[:2]), ([[1.0]], three), ([[1.0], [2.0]], three[:1])):
        with pytest.raises(ValueError):
            submission.attend([1.0], keys, values)


@pytest.mark.needs("test_weighted_sum")
def test_values_stay_as_they_were(submission):
    """The values that were handed over stay as they were."""
    call = submission.call("context", [0.5, 0.5], [[2.0, 4.0], [6.0, 8.0]])
    assert call.arguments[1] == [[2.0, 4.0], [6.0, 8.0]], "the next step reads the same values again"
