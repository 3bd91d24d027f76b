"""What grading adds to the visible checks of `linear_model`."""

import pytest


def _table(rng, n, d):
    X = rng.normal(size=(n, d)) + [0.5, -1.0, 2.0][:d]
    return X, X @ [1.5, -2.0, 0.25][:d] + 0.75 + 0.3 * rng.normal(size=n)


@pytest.mark.points(3)
def test_training(submission, reference, close, rng):
    """Weights, bias and losses of a longer training with several features."""
    X, y = _table(rng, 9, 3)
    model, expected = submission.LinearModel(0.05, 6, 0.3), reference.LinearModel(0.05, 6, 0.3)
    model.fit(X, y)
    expected.fit(X, y)
    close(model.weights, expected.weights, why="the gradient's penalty holds each weight down")
    close(model.bias, expected.bias, why="the bias moves by the mean of twice the residual, and is not held down")
    close(model.losses, expected.losses, why="one before each epoch, of the residuals alone")


def test_predictions_for_other_rows(submission, reference, close, rng):
    """A fitted model predicts rows that it has not seen."""
    X, y = _table(rng, 8, 2)
    other = rng.normal(size=(5, 2))
    expected = reference.LinearModel(0.1, 4).fit(X, y).predict(other)
    model = submission.LinearModel(0.1, 4)
    model.fit(X, y)
    close(model.predict(other), expected, why="with weights and bias")


def test_fitted_again(submission, reference, close, rng):
    """A model that is fitted again starts anew."""
    model, expected = submission.LinearModel(0.1, 3, 0.1), reference.LinearModel(0.1, 3, 0.1)
    model.fit(*_table(rng, 6, 2))
    X, y = _table(rng, 7, 2)
    model.fit(X, y)
    expected.fit(X, y)
    close(model.losses, expected.losses, why="there are 3 epochs, the first with weights and bias of 0")
    close(model.weights, expected.weights, why="from weights of 0")
    close(model.bias, expected.bias, why="from a bias of 0")


@pytest.mark.points(2)
def test_ridge(submission, reference, close, rng):
    """The exact minimum, with several features whose means are not 0."""
    X, y = _table(rng, 10, 3)
    weights, bias = submission.ridge(X, y, 0.4)
    expected_weights, expected_bias = reference.ridge(X, y, 0.4)
    close(weights, expected_weights, why="as the equation of the description has it")
    close(bias, expected_bias, why="the line goes through the means of the features and of y")


def test_worse_than_the_mean(submission, reference, close, rng):
    """The share of predictions that are off, far off, or too steep."""
    y = rng.normal(size=7) + 3
    for predictions in (2 * y - 1.5, y + rng.normal(size=7), 10 - y):
        close(submission.r_squared(y, predictions), reference.r_squared(y, predictions), why="it may be below 0")
