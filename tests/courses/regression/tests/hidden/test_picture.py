"""What grading adds to the visible checks of `picture`."""

import numpy as np
import pytest


@pytest.mark.points(2)
def test_line_over_the_points(submission, close, rng):
    """The line goes from the smallest x to the largest, and is the one that was given."""
    x = np.roll(np.sort(rng.uniform(3, 9, size=8)), 3)  # the ends of the line are in the middle of the table
    submission.fit_picture(x, x, 1.0, 0.0, "x", "y")  # another picture, which is not to be drawn over
    axes = submission.fit_picture(x, rng.normal(size=8), -1.5, 4.0, "x", "y")
    assert len(axes.lines) == 1, f"there is one line; yours has {len(axes.lines)}"
    line = axes.lines[0]
    across, up = np.asarray(line.x), np.asarray(line.y)
    close([float(np.min(across)), float(np.max(across))], [float(np.min(x)), float(np.max(x))], why="from end to end")
    close(up.tolist(), (-1.5 * across + 4.0).tolist(), why="slope * x + intercept at each place of the line")


def test_logarithmic_axis(submission, close):
    """The axis of the losses is logarithmic, and both axes and the legend have their words."""
    axes = submission.losses_picture({"rate 0.1": [90.0, 9.0, 0.9], "rate 0.5": [90.0, 0.5, 0.01]})
    close(axes.lines[1].y, [90.0, 0.5, 0.01], why="the losses themselves, not their logarithms")
    assert axes.yscale == "log", f"the axis up is {axes.yscale}"
    assert axes.xscale == "linear", f"the axis across is {axes.xscale}"
    assert (axes.xlabel, axes.ylabel) == ("epoch", "mean squared error"), f"labelled {axes.xlabel!r}, {axes.ylabel!r}"
    assert axes.legend == ("rate 0.1", "rate 0.5"), f"the legend says {axes.legend}"
