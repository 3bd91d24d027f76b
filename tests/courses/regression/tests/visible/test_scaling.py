"""What a student can check about `scaling` before handing it in."""

import numpy as np

TRAIN = np.array([[1.0], [3.0], [5.0]])


def test_worked_example(submission, close):
    """Training and test rows are scaled with the training rows' numbers."""
    train, test = submission.scaled(TRAIN, np.array([[7.0]]))
    close(train, [[-1.224745], [0.0], [1.224745]], atol=1e-6, why="the mean is 3 and the spread is the root of 8/3")
    close(test, [[2.449490]], atol=1e-6, why="7 is 4 above the training rows' mean")


def test_scaler_remembers(submission, close):
    """A fitted scaler knows its means and spreads, scales, and undoes that."""
    scaler = submission.Scaler().fit(np.array([[1.0, 10.0], [3.0, 20.0]]))
    close(scaler.mean, [2.0, 15.0], why="a mean for each column")
    close(scaler.spread, [1.0, 5.0], why="both rows lie one spread from the mean")
    close(scaler.transform(np.array([[4.0, 15.0]])), [[2.0, 0.0]], why="4 is two spreads above 2, and 15 is the mean")
    close(scaler.undo(np.array([[2.0, -1.0]])), [[4.0, 10.0]], why="2 + 2 * 1 and 15 - 1 * 5")


def test_weights_in_own_units(submission, close):
    """A weight of 6 for each spread of 3 is 2 for each unit."""
    w = submission.in_own_units(np.array([10.0, 6.0]), np.array([4.0]), np.array([3.0]))
    close(w, [2.0, 2.0], why="10 + 6 * (x - 4) / 3 is 2 + 2 * x")
