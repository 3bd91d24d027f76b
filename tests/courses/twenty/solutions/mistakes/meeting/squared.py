"""The distance is the root of the summed squares."""

import numpy as np


def distances(points):
    points = np.asarray(points, dtype=float)
    return ((points[:, None] - points[None]) ** 2).sum(axis=-1)
