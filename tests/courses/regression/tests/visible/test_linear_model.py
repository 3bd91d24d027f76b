"""What a student can check about `linear_model` before handing it in."""

import numpy as np

X = np.array([[1.0], [3.0]])
Y = np.array([2.0, 4.0])


def test_worked_epoch(submission, close):
    """One epoch of the worked example."""
    model = submission.LinearModel(0.1, 1)
    assert model.fit(X, Y) is not None, "fit gives the model itself, so that it can be used in one line"
    close(model.weights, [1.4], why="the residuals were -2 and -4")
    close(model.bias, 0.6, why="the residuals were -2 and -4")
    close(model.losses, [10.0], why="4 and 16, before anything had moved")
    close(model.predict(np.array([[0.0], [2.0]])), [0.6, 3.4], why="0.6 + 1.4 * x")


def test_worked_penalty(submission, close):
    """Two epochs of the worked example with a penalty."""
    model = submission.LinearModel(rate=0.1, epochs=2, penalty=0.5)
    model.fit(X, Y)
    close(model.weights, [1.02], why="the penalty takes 2 * 0.1 * 0.5 * 1.4 off the second step's 1.16")
    close(model.bias, 0.52, why="the bias is not held down")


def test_ridge_by_hand(submission, close):
    """With one feature the penalised weight is the covariance over (the variance + penalty)."""
    weights, bias = submission.ridge(X, Y, 1.0)
    close(weights, [0.5], why="the covariance is 1 and so is the variance: 1 / (1 + 1)")
    close(bias, 2.0, why="the line goes through (2, 3)")


def test_explained_share(submission, close):
    """Predictions that leave a quarter of the variation have 0.75."""
    found = submission.r_squared(np.array([1.0, 3.0, 5.0]), np.array([2.0, 3.0, 4.0]))
    close(found, 0.75, why="the residuals' squares add up to 2, those around the mean to 8")
