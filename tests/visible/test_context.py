"""What you can check yourself: run `pytest -k context`."""

import math

import pytest


def test_weighted_sum(submission, close):
    """Each value counts as much as its weight says."""
    close(submission.context([0.25, 0.75], [[4.0, 0.0, 2.0], [0.0, 8.0, 2.0]]), [1.0, 6.0, 2.0])


def test_worked_example(submission, close):
    """The worked example gives the context 0.5662, 0.4338."""
    states = [[1.0, 0.0], [0.5, 0.5], [0.0, 1.0]]
    weights, context = submission.attend([0.7, 0.3], states, states)
    close(weights, [0.4017595785, 0.3289329223, 0.2693074992], atol=3e-4)
    close(context, [0.5662260396, 0.4337739604], atol=3e-4)


def test_all_the_weight_on_one(submission, close):
    """A weight of 1 reads that one value."""
    close(submission.context([0.0, 1.0, 0.0], [[1.0, 2.0], [3.0, 4.0], [5.0, 7.0]]), [3.0, 4.0])


def test_values_are_read(submission, close):
    """The query is compared with the keys, and what is read are the values."""
    weights, context = submission.attend(
        [1.0, 0.0], [[0.0, -2.0], [math.log(3.0), 5.0]], [[4.0, 0.0, 2.0], [0.0, 8.0, 2.0]]
    )
    close(weights, [0.25, 0.75], atol=3e-4, why="the scores are 0 and the logarithm of 3: odds of 1 : 3")
    close(context, [1.0, 6.0, 2.0], atol=3e-3, why="a quarter of the first value and three quarters of the second")


def test_as_many_values_as_weights(submission):
    """Values that are not as many as the weights or the keys are refused."""
    with pytest.raises(ValueError):
        submission.context([0.5, 0.25, 0.25], [[1.0, 2.0], [3.0, 4.0]])
    with pytest.raises(ValueError):
        submission.attend([1.0], [[1.0], [2.0]], [[1.0], [2.0], [3.0]])
