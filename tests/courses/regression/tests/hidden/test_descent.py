"""What grading adds to the visible checks of `descent`."""

import numpy as np
import pytest


def _bowl(w):
    return np.array([2.0 * w[0] + 0.5 * w[1], 0.5 * w[0] + 1.2 * w[1] - 0.3])


@pytest.mark.points(2)
def test_path_in_a_tilted_bowl(submission, reference, close):
    """Every point of a path is the one before, less rate times the gradient there."""
    start = np.array([1.5, -0.7])
    for rate, steps in ((0.3, 5), (0.05, 3)):
        expected = reference.descend(_bowl, start, rate, steps)
        close(submission.descend(_bowl, start, rate, steps), expected, why=f"{steps} steps with the rate {rate}")


def test_no_steps(submission, close):
    """A path of no steps is the start alone."""
    close(submission.descend(_bowl, np.array([1.5, -0.75]), 0.3, 0), [[1.5, -0.75]], why="one point, so one row")


def test_whole_number_start(submission, reference, close):
    """A start of whole numbers does not keep the path from fractions."""
    start = np.array([3, -2])
    close(submission.descend(_bowl, start, 0.3, 4), reference.descend(_bowl, start, 0.3, 4), why="steps are fractions")


@pytest.mark.needs("test_worked_path")
def test_start_stays_where_it_was(submission, close):
    """The caller's start has not moved afterwards."""
    call = submission.call("descend", _bowl, np.array([1.5, -0.75]), 0.3, 4)
    close(call.arguments[1], [1.5, -0.75], why="descend must not write into start")


@pytest.mark.points(2)
def test_epochs(submission, reference, close, rng):
    """Slope and intercept move together, epoch by epoch."""
    x, y = rng.normal(size=6), rng.normal(size=6)
    for rate, epochs in ((0.1, 3), (0.03, 8)):
        expected = reference.fit_line(x, y, rate, epochs)
        close(submission.fit_line(x, y, rate, epochs), expected, why=f"{epochs} epochs, each with one set of residuals")


@pytest.mark.points(2)
def test_limit_of_the_rate(submission, reference, close, rng):
    """The steepest direction of the table decides how large a rate may be."""
    for n, d in ((8, 3), (5, 2)):
        X = rng.normal(size=(n, d)) * [1.0, 3.0, 0.5][:d]
        close(submission.largest_rate(X), reference.largest_rate(X), why="the largest eigenvalue of X.T @ X / n")
