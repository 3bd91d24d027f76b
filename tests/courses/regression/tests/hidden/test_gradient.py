"""What grading adds to the visible checks of `gradient`."""

import numpy as np
import pytest


@pytest.mark.points(3)
def test_tables_of_any_shape(submission, reference, close, rng):
    """Loss and gradient are right for any number of rows and features."""
    for n, d in ((7, 2), (3, 1), (5, 4)):
        X, y, w = rng.normal(size=(n, d)), rng.normal(size=n), rng.normal(size=d + 1)
        expected_loss, expected = reference.loss_and_gradient(X, y, w)
        loss, gradient = submission.loss_and_gradient(X, y, w)
        close(gradient, expected, why=f"{n} rows, {d} features and the bias")
        close(loss, expected_loss, why=f"the mean of {n} squares")


@pytest.mark.points(2)
def test_bent_functions(submission, reference, close):
    """The numeric gradient steps to both sides, one weight at a time, as far as it is told."""
    # h is large, so that what a step to one side misses is plain to see
    for h in (0.1, 0.25):
        w = np.array([0.5, -1.25, 2.0])
        expected = reference.numeric_gradient(_bent, w, h)
        close(
            submission.numeric_gradient(_bent, w, h), expected, why=f"with h = {h}, by the formula of the description"
        )


def test_whole_numbers(submission, reference, close):
    """Weights that are whole numbers move as well."""
    w = np.array([1, -2, 3])
    close(
        submission.numeric_gradient(_bent, w), reference.numeric_gradient(_bent, w), rtol=1e-5, why="half a step counts"
    )


@pytest.mark.needs("test_slope_of_a_square")
def test_weights_stay_as_they_were(submission, close):
    """The weights that are handed over are left alone."""
    w = np.array([0.5, -1.25, 2.0])
    after = submission.call("numeric_gradient", _bent, w, 0.1).arguments[1]
    close(after, [0.5, -1.25, 2.0], why="numeric_gradient must not write into w")


def test_disagreement_of_any_sign(submission, close):
    """The largest disagreement counts, whichever of the two entries is larger."""
    w = np.array([0.5, -1.25, 2.0])
    for wrong in (np.array([0.0, 0.0, 0.75]), np.array([-1.5, 0.25, 0.0]), np.zeros(3)):
        found = submission.disagreement(_bent, lambda at, wrong=wrong: _slopes(at) + wrong, w)
        close(found, float(np.max(np.abs(wrong))), atol=1e-6, why="the largest of the three differences")


def _bent(w):
    return w[0] ** 3 + w[0] * w[1] ** 2 - 0.5 * w[2] ** 3


def _slopes(w):
    return np.array([3 * w[0] ** 2 + w[1] ** 2, 2 * w[0] * w[1], -1.5 * w[2] ** 2])
