"""What a student can check about `gradient` before handing it in. Your code is lent the functions by the check."""

import numpy as np

X = np.array([[1.0], [2.0], [4.0]])
Y = np.array([3.0, 5.0, 8.0])
W = np.array([1.0, 2.0])


def test_worked_example(submission, close):
    """The worked example's loss and gradient come out, in this order."""
    loss, gradient = submission.loss_and_gradient(X, Y, W)
    close(loss, 1 / 3, why="the residuals are 0, 0 and 1")
    close(gradient, [2 / 3, 8 / 3], why="twice the mean of the residuals, twice the mean of residual times feature")


def test_measured_values_as_a_column(submission, close):
    """A y of shape [n, 1] gives the same loss and gradient."""
    loss, gradient = submission.loss_and_gradient(X, Y[:, None], W)
    close(loss, 1 / 3, why="there are three residuals, not nine")
    close(gradient, [2 / 3, 8 / 3], why="a gradient has one entry for each weight")


def test_slope_of_a_square(submission, close):
    """The gradient of x * x + 3 * y at (2, 5) is (4, 3)."""
    close(submission.numeric_gradient(lambda w: w[0] ** 2 + 3 * w[1], np.array([2.0, 5.0])), [4.0, 3.0], atol=1e-6)


def test_disagreement_of_a_wrong_formula(submission, close):
    """A formula that is wrong by 0.5 in one entry of two disagrees by 0.5."""
    found = submission.disagreement(
        lambda w: w[0] * w[0] + w[1] * w[1], lambda w: np.array([2 * w[0], 2 * w[1] - 0.5]), np.array([1.0, -2.0])
    )
    close(found, 0.5, atol=1e-6, why="the second entry is too small by 0.5")
