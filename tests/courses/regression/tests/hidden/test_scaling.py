"""What grading adds to the visible checks of `scaling`."""

import numpy as np
import pytest


@pytest.mark.points(2)
def test_several_features(submission, reference, close, rng):
    """Each feature is scaled by its own numbers, which come from the training rows."""
    for n, m, d in ((6, 4, 3), (5, 5, 2)):
        train = rng.normal(size=(n, d)) * [2.0, 50.0, 0.1][:d] + [5.0, 100.0, -1.0][:d]
        test = rng.normal(size=(m, d)) * [3.0, 40.0, 0.2][:d] + [7.0, 90.0, 0.0][:d]
        found, expected = submission.scaled(train, test), reference.scaled(train, test)
        close(found[1], expected[1], why="the test rows are scaled with the training rows' means and spreads")
        close(found[0], expected[0], why="every feature has the mean 0 and the spread 1 in the training rows")


def test_feature_that_never_changes(submission, reference, close):
    """A feature that is the same in every training row is divided by 1."""
    train, test = np.array([[2.5, 1.0], [2.5, 4.0]]), np.array([[2.5, 2.0], [3.0, 2.0]])
    found, expected = submission.scaled(train, test), reference.scaled(train, test)
    close(found[1], expected[1], why="0.5 above the mean stays 0.5")
    close(found[0], expected[0], why="what is at the mean is 0")


def test_fitted_again(submission, close):
    """A scaler that is fitted again forgets what it had learned."""
    scaler = submission.Scaler()
    scaler.fit(np.array([[0.0], [2.0]]))
    scaler.fit(np.array([[10.0], [16.0]]))
    close(scaler.transform(np.array([[14.5]])), [[0.5]], why="the mean is 13 now, and the spread 3")


def test_two_scalers(submission, close):
    """Two scalers do not know of each other."""
    first = submission.Scaler().fit(np.array([[0.0], [2.0]]))
    submission.Scaler().fit(np.array([[10.0], [16.0]]))
    close(first.transform(np.array([[2.5]])), [[1.5]], why="the first one's mean is 1 and its spread is 1")


@pytest.mark.points(2)
def test_same_predictions_in_own_units(submission, reference, close, rng):
    """Weights in own units predict what the scaled ones did."""
    w, mean, spread = rng.normal(size=4), rng.normal(size=3), rng.uniform(0.5, 3.0, size=3)
    close(submission.in_own_units(w, mean, spread), reference.in_own_units(w, mean, spread), why="multiply z out")
