import numpy as np


def test_distances_random(submission, reference, close, rng):
    """Four points in space."""
    points = rng.normal(size=(4, 3))
    close(submission.distances(points), reference.distances(points))


def test_polar_quadrants(submission, close):
    """Points left of the origin, and below."""
    close(
        submission.polar([[-1.0, 1.0], [-1.5, -0.5], [0.0, -2.0]]),
        [[np.sqrt(2), 3 * np.pi / 4], [np.sqrt(2.5), np.arctan2(-0.5, -1.5)], [2.0, -np.pi / 2]],
    )


def test_rolls_fair(submission, close):
    """Each face comes up about as often."""
    counts = np.bincount(submission.rolls(11, 6000), minlength=7)[1:]
    assert len(counts) == 6, "a die shows 1 to 6"
    assert counts.min() > 850, "each of the six comes up about 1000 times"
    assert counts.max() < 1150, "each of the six comes up about 1000 times"


def test_days_february(submission, close):
    """February, in a leap year and in another."""
    assert [str(day) for day in submission.days_of("2024-02")][-1] == "2024-02-29", "2024 is a leap year"
    close(len(submission.days_of("2023-02")), 28)


def test_halve_returns_nothing(submission, close):
    """Nothing is returned."""
    call = submission.call("halve", np.array([0.75]))
    close(call.arguments[0], [0.375], why="change the array itself")
    assert call.value is None, "the array is changed where it stands, so nothing is returned"
