"""The area under a curve of which only points are known.

Between two neighbours the curve is taken for a straight line.
"""


def area(x: list[float], y: list[float]) -> float:
    """The area under the points (x[i], y[i]), x ascending, by the trapezoid rule."""
    ### BEGIN SOLUTION
    return sum((x[i + 1] - x[i]) * (y[i] + y[i + 1]) / 2 for i in range(len(x) - 1))
    ### END SOLUTION
