"""What a student can check about `descent` before handing it in."""

import numpy as np


def test_worked_path(submission, close):
    """Three steps down a parabola make four points."""
    path = submission.descend(lambda w: 2 * w, np.array([1.0]), 0.25, 3)
    close(path, [[1.0], [0.5], [0.25], [0.125]], why="each step takes rate * 2 * w away from w")


def test_worked_epoch(submission, close):
    """One epoch of the worked example gives slope 1.4 and intercept 0.6."""
    found = submission.fit_line(np.array([1.0, 3.0]), np.array([2.0, 4.0]), 0.1, 1)
    close(found, [1.4, 0.6], why="the residuals are -2 and -4; the slope comes first in the pair")


def test_line_through_the_points(submission, close):
    """After many epochs the line goes through points that lie on a line."""
    x = np.array([-1.0, 0.0, 1.0, 2.0])
    close(submission.fit_line(x, 3 * x - 0.5, 0.2, 400), [3.0, -0.5], why="y is 3 * x - 0.5 at every point")


def test_rate_of_a_single_column(submission, close):
    """With one column the limit is 1 over the mean of its squares."""
    close(
        submission.largest_rate(np.array([[1.0], [2.0], [2.0]])),
        1 / 3,
        why="the squares are 1, 4 and 4, their mean is 3",
    )
