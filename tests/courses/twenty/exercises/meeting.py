"""Pairs of points, seeded chance, dates, and an array changed where it stands."""

import numpy as np


def distances(points):
    """The distance of each point from each other one: a square table."""
    raise NotImplementedError("distances is not written yet")


def polar(points):
    """Each point (x, y) as (distance from the origin, angle in radians, from -pi to pi)."""
    raise NotImplementedError("polar is not written yet")


def rolls(seed, n):
    """n throws of a die, 1 to 6, from a generator of that seed: the same seed, the same throws."""
    raise NotImplementedError("rolls is not written yet")


def days_of(month):
    """All days of a month such as '2024-02', as dates."""
    raise NotImplementedError("days_of is not written yet")


def halve(values):
    """Halves an array of floats where it stands. Returns nothing."""
    raise NotImplementedError("halve is not written yet")
