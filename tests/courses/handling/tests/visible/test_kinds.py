"""A check for each kind; they compare in every way that a check may."""

from fractions import Fraction

import numpy as np


def test_object(submission, close):
    """A counter counts."""
    counter = submission.Counter(1.0)
    counter.add(2.0).add(3.0)
    close(counter.total, 6.0)


def test_operators(submission, close):
    """The sum of two counters is a counter."""
    both = submission.Counter(1.0) + submission.Counter(2.5)
    assert len(both) == 3, "expected a length of 3"
    close(both.total, 3.5)


def test_lent(submission, close):
    """The area under a parabola."""
    close(submission.area(lambda x: x * x, 0.0, 3.0, 300), 9.0, rtol=1e-4)


def test_lent_again(submission, close):
    """An area whose function is an area."""
    close(submission.area(lambda x: submission.area(lambda y: x * y, 0.0, 1.0, 4), 0.0, 2.0, 4), 1.0, rtol=1e-6)


def test_generator(submission):
    """The squares come one after the other."""
    assert list(submission.squares(4)) == [0, 1, 4, 9], "expected 0, 1, 4 and 9"


def test_table(submission, close):
    """The table has both columns."""
    found = submission.table([1.0, 2.0])
    close(list(found.columns), ["x", "y"])
    close(found["y"].to_numpy(), np.array([2.0, 4.0]))


def test_plot(submission, close):
    """The figure shows the squares."""
    axes = submission.plot([1.0, 2.0, 3.0])
    assert axes.title == "Squares", "expected the title Squares"
    close(axes.lines[0].y, [1.0, 4.0, 9.0])


def test_total(submission, close):
    """The file is read."""
    close(submission.total(), 21.0)


def test_letters(submission, close):
    """Each letter once."""
    found = submission.letters("abca")
    assert "c" in found, "expected a c"
    close(found, {"a", "b", "c"})


def test_share(submission):
    """The share is exact."""
    assert submission.share(2, 6) * 3 == Fraction(1), "expected a third"
