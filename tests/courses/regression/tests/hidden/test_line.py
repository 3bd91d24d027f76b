"""What grading adds to the visible checks of `line`: more features, columns, integers, and inputs left alone."""

import numpy as np
import pytest


def _inputs(rng, n, d):
    return rng.normal(size=(n, d)), rng.normal(size=n), rng.normal(size=d + 1)


def test_tables_of_any_shape(submission, reference, close, rng):
    """Every feature has its own weight, and the bias counts once."""
    for n, d in ((5, 3), (4, 3), (3, 3)):
        X, _, w = _inputs(rng, n, d)
        close(submission.predict(X, w), reference.predict(X, w), why="where sizes agree, a wrong axis raises no error")
    close(submission.add_bias(X), reference.add_bias(X), why="the ones are a column, not a row")


@pytest.mark.points(2)
def test_error_of_any_table(submission, reference, close, rng):
    """The mean squared error is right for tables of any size."""
    for n, d in ((7, 2), (4, 1)):
        X, y, w = _inputs(rng, n, d)
        close(submission.mse(X, y, w), reference.mse(X, y, w), why=f"the mean of {n} squares")


def test_errors_do_not_cancel(submission, reference, close, rng):
    """Residuals keep their sign and squares do not cancel."""
    X, y, w = _inputs(rng, 6, 2)
    close(submission.residuals(X, y, w), reference.residuals(X, y, w), why="prediction less what was measured")
    X, w = np.array([[1.0], [2.0]]), np.array([0.0, 0.5])
    close(submission.mse(X, np.array([1.5, 0.0]), w), 1.0, why="the residuals are -1 and 1")


@pytest.mark.points(2)
def test_error_with_a_column(submission, reference, close, rng):
    """The mean squared error is the same when y comes as a column."""
    X, y, w = _inputs(rng, 5, 2)
    close(submission.mse(X, y[:, None], w), reference.mse(X, y, w), why="there are 5 residuals, not 25")


@pytest.mark.needs("test_design_matrix", "test_worked_error")
def test_inputs_stay_as_they_were(submission, close, rng):
    """Your functions leave the arrays they are given unchanged."""
    X, y, w = _inputs(rng, 3, 2)
    close(submission.call("add_bias", X).arguments[0], X, why="add_bias must not write into X")
    for name in ("residuals", "mse"):
        after = submission.call(name, X, y[:, None], w).arguments
        for before, kept in zip((X, y[:, None], w), after, strict=True):
            close(kept, before, why=f"{name} must not write into its arguments")


@pytest.mark.needs("test_design_matrix")
def test_integers(submission, close):
    """Whole numbers in the table do no harm."""
    X, w = np.array([[1, 2], [3, 4]]), np.array([0.5, 1.5, -0.25])
    close(submission.predict(X, w), [1.5, 4.0], why="the features are whole, the weights are not")
