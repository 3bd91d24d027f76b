"""What a student can check about `picture` before handing it in. It needs Matplotlib."""

import numpy as np

X = np.array([4.0, 1.0, 2.0])
Y = np.array([9.0, 3.0, 4.5])


def test_points(submission, close):
    """The measured points are a scatter, x across and y up."""
    axes = submission.fit_picture(X, Y, 2.0, 0.5, "area (square metres)", "price (thousands)")
    assert len(axes.scatters) == 1, f"there is one scatter of points; yours has {len(axes.scatters)}"
    close(sorted(axes.scatters[0].x), [1.0, 2.0, 4.0], why="x lies across")
    close(sorted(axes.scatters[0].y), [3.0, 4.5, 9.0], why="y goes up")


def test_words(submission):
    """Axes and legend say what is shown."""
    axes = submission.fit_picture(X, Y, 2.0, 0.5, "area (square metres)", "price (thousands)")
    assert axes.xlabel == "area (square metres)", f"the axis across is labelled {axes.xlabel!r}"
    assert axes.ylabel == "price (thousands)", f"the axis up is labelled {axes.ylabel!r}"
    assert axes.legend is not None, "there is no legend"
    assert sorted(axes.legend) == ["fit", "measured"], f"the legend says {list(axes.legend)}"


def test_curves(submission, close):
    """Each list of losses is a line over the epochs, by its name."""
    axes = submission.losses_picture({"slow": [8.0, 4.0, 2.0], "fast": [8.0, 1.0]})
    assert [line.label for line in axes.lines] == ["slow", "fast"], "a line for each name, in the order of the dict"
    close(axes.lines[0].x, [0, 1, 2], why="the first loss is from before the first epoch")
    close(axes.lines[0].y, [8.0, 4.0, 2.0], why="the losses as they are")
