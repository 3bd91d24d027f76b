"""Pairs of points, seeded chance, dates, and an array changed where it stands."""

import numpy as np


def distances(points):
    """The distance of each point from each other one: a square table."""
    ### BEGIN SOLUTION
    points = np.asarray(points, dtype=float)
    gaps = points[:, None, :] - points[None, :, :]
    return np.sqrt((gaps**2).sum(axis=-1))
    ### END SOLUTION


def polar(points):
    """Each point (x, y) as (distance from the origin, angle in radians, from -pi to pi)."""
    ### BEGIN SOLUTION
    x, y = np.asarray(points, dtype=float).T
    return np.column_stack([np.hypot(x, y), np.arctan2(y, x)])
    ### END SOLUTION


def rolls(seed, n):
    """n throws of a die, 1 to 6, from a generator of that seed: the same seed, the same throws."""
    ### BEGIN SOLUTION
    return np.random.default_rng(seed).integers(1, 7, size=n)
    ### END SOLUTION


def days_of(month):
    """All days of a month such as '2024-02', as dates."""
    ### BEGIN SOLUTION
    start = np.datetime64(month, "M")
    return np.arange(start.astype("datetime64[D]"), (start + 1).astype("datetime64[D]"))
    ### END SOLUTION


def halve(values):
    """Halves an array of floats where it stands. Returns nothing."""
    ### BEGIN SOLUTION
    values /= 2
    ### END SOLUTION
