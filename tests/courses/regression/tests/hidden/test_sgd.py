"""What grading adds to the visible checks of `sgd`. Chance has no right answer: most checks ask what holds for any."""

import numpy as np
import pytest

SEEDS = 60


def test_equal_rows(submission, close):
    """Where all rows are equal, the order does not matter and the size of each batch does not either."""
    # five equal rows in batches of two: three steps an epoch, each takes 2 * rate * (1 + 4) = 0.5 off what is missing
    X, y = np.tile([1.0, 2.0], (5, 1)), np.full(5, 3.0)
    missing = 0.5**6
    expected = np.array([0.6, 1.2]) * (1 - missing)
    close(
        submission.sgd(X, y, 0.05, 2, 2, 3), expected, why="two epochs of three steps, each with its batch's own mean"
    )


@pytest.mark.needs("test_equal_rows")
def test_rows_that_fit_a_line(submission, close, rng):
    """Where the rows lie on a line, every order leads there."""
    X = np.column_stack([np.ones(9), rng.uniform(-1, 1, size=9)])
    w = np.array([0.75, -1.5])
    for seed in (0, 5):
        close(submission.sgd(X, X @ w, 0.3, 150, 2, seed), w, why="each row keeps its own measured value")


def test_same_seed_same_answer(submission, close, rng):
    """A seed makes chance repeatable, and another seed is another order."""
    found = [[int(row) for batch in submission.batches(40, 7, seed) for row in batch] for seed in (4, 4, 5)]
    assert found[0] == found[1], "two calls with the seed 4 gave two orders"
    assert found[0] != found[2], "the seeds 4 and 5 gave the same order of 40 rows"
    assert found[0] != list(range(40)), "the rows are in the order of the table"


@pytest.mark.points(2)
@pytest.mark.needs("test_equal_rows", "test_rows_that_fit_a_line", "test_one_batch_is_plain_descent")
def test_mean_and_spread_over_many_seeds(submission, rng):
    """Over many seeds the answers have the mean and the spread that a new order in each epoch gives."""
    # One weight, X of ones, one row a step: a step is w <- q w + a y_i with a = 2 rate, q = 1 - a. After E epochs of n
    # rows w = a * sum over the steps t of q^(steps after t) * y at t.
    # In each step y_i is any of the n values alike, so the mean is (1 - q^(n E)) * mean(y). Within an epoch two places
    # hold different rows, with the covariance -v / (n - 1), v = var(y); epochs are independent. So one epoch adds
    #     V = a^2 v * (S2 - (S1^2 - S2) / (n - 1)),   S1 = sum of q^k, S2 = sum of q^2k, k = 0 .. n - 1
    # and the epoch with e epochs after it counts q^(2 n e) times that.
    # The mean of 60 answers has the spread s / sqrt(60); right answers miss it by more than five of those once in 1.7
    # million times. The spread of 60 answers is off by about 1 / sqrt(120), 9 %; half is more than five of those. One
    # order for all epochs spreads 1.9 times as far, rows drawn with replacement more than five times.
    n, epochs, rate = 10, 4, 0.01
    y = rng.normal(size=n) + 2
    a, q = 2 * rate, 1 - 2 * rate
    s1, s2 = sum(q**k for k in range(n)), sum(q ** (2 * k) for k in range(n))
    one_epoch = a**2 * np.var(y) * (s2 - (s1**2 - s2) / (n - 1))
    spread = float(np.sqrt(one_epoch * sum(q ** (2 * n * e) for e in range(epochs))))
    mean = float((1 - q ** (n * epochs)) * np.mean(y))
    found = np.array([float(submission.sgd(np.ones((n, 1)), y, rate, epochs, 1, seed)[0]) for seed in range(SEEDS)])
    off = abs(float(np.mean(found)) - mean)
    assert off <= 5 * spread / np.sqrt(SEEDS), f"over {SEEDS} seeds the mean is off by {off:.2g}, more than chance does"
    share = float(np.std(found)) / spread
    assert 0.5 <= share <= 1.5, (
        f"over {SEEDS} seeds the answers spread {share:.2g} times as far as a new order makes them"
    )
