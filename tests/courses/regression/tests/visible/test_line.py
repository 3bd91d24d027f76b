"""What a student can check about `line` before handing it in."""

import numpy as np

X = np.array([[1.0], [2.0], [4.0]])
Y = np.array([3.0, 5.0, 8.0])
W = np.array([1.0, 2.0])


def test_design_matrix(submission, close):
    """add_bias puts a column of ones in front."""
    A = submission.add_bias(np.array([[5.0, 6.0], [7.0, 8.0], [9.0, 0.0]]))
    close(A, [[1.0, 5.0, 6.0], [1.0, 7.0, 8.0], [1.0, 9.0, 0.0]], why="each row begins with 1, then come its features")


def test_worked_predictions(submission, close):
    """The worked example's predictions come out."""
    close(submission.predict(X, W), [3.0, 5.0, 9.0], why="each is 1 + 2 * x")


def test_worked_residuals(submission, close):
    """A residual is positive where the prediction is too high."""
    close(submission.residuals(X, Y, W), [0.0, 0.0, 1.0], why="the third prediction is 9, and 8 was measured")


def test_measured_values_as_a_column(submission, close):
    """A y of shape [n, 1] gives n residuals too."""
    close(
        submission.residuals(X, np.array([[3.0], [5.0], [8.5]]), W),
        [0.0, 0.0, 0.5],
        why="a flat array less a column is a table, so lay y flat first",
    )


def test_worked_error(submission, close):
    """The worked example's mean squared error is a third."""
    close(submission.mse(X, Y, W), 1 / 3, why="the squares are 0, 0 and 1")
