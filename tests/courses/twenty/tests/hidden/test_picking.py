import numpy as np


def test_flipped_keeps_its_input(submission, close):
    """The input stays as it is."""
    values = np.array([1.25, 2.5, 3.75])
    call = submission.call("flipped", values, 2.0, 4.0)
    close(call.value, [1.25, -2.5, -3.75])
    close(call.arguments[0], [1.25, 2.5, 3.75], why="work on a copy")


def test_nearest_below(submission, reference, close, rng):
    """The closest one lies below, or is x itself."""
    values = rng.uniform(-5, 5, 9)
    close(submission.nearest(values, 0.5), reference.nearest(values, 0.5))
    close(submission.nearest([-2.25, -1.5], -1.5), -1.5)


def test_largest_all(submission, close, rng):
    """All of them, and none."""
    values = rng.uniform(-5, 5, 6)
    close(submission.largest(values, 6), np.sort(values))
    close(len(submission.largest(values, 0)), 0)


def test_mixed_rows_of_three(submission, close):
    """One value that differs is enough."""
    close(
        submission.mixed_rows([[0.5, 0.5, 1.5], [2.5, 2.5, 2.5], [1.5, 2.5, 3.5]]), [[0.5, 0.5, 1.5], [1.5, 2.5, 3.5]]
    )
