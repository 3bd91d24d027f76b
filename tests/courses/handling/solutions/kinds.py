"""One of each kind."""

from fractions import Fraction

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd


class Counter:
    """Counts. `total` is the sum of what was added; two counters are equal where their totals are."""

    def __init__(self, start=0.0):
        ### BEGIN SOLUTION
        self.total = start
        ### END SOLUTION

    def add(self, number):
        """Adds a number; gives the counter itself."""
        ### BEGIN SOLUTION
        self.total += number
        return self
        ### END SOLUTION

    def __add__(self, other):
        ### BEGIN SOLUTION
        return Counter(self.total + other.total)
        ### END SOLUTION

    def __len__(self):
        ### BEGIN SOLUTION
        return int(self.total)
        ### END SOLUTION


def area(f, a, b, n):
    """The area under f from a to b, by the midpoints of n parts."""
    ### BEGIN SOLUTION
    width = (b - a) / n
    return width * sum(f(a + (i + 0.5) * width) for i in range(n))
    ### END SOLUTION


def squares(n):
    """Yields the first n squares."""
    ### BEGIN SOLUTION
    for i in range(n):
        yield i * i
    ### END SOLUTION


def table(xs):
    """A DataFrame with the columns x and y, y being twice x."""
    ### BEGIN SOLUTION
    return pd.DataFrame({"x": xs, "y": [2 * x for x in xs]})
    ### END SOLUTION


def plot(xs):
    """The axes of a figure with one line: the squares over xs, titled Squares."""
    ### BEGIN SOLUTION
    _, axes = plt.subplots()
    axes.plot(xs, [x * x for x in xs])
    axes.set_title("Squares")
    return axes
    ### END SOLUTION


def total():
    """The sum of all numbers in numbers.csv."""
    ### BEGIN SOLUTION
    return float(np.loadtxt("numbers.csv", delimiter=",").sum())
    ### END SOLUTION


def letters(text):
    """The set of the letters of a text."""
    ### BEGIN SOLUTION
    return set(text)
    ### END SOLUTION


def share(part, whole):
    """The fraction part / whole, exactly."""
    ### BEGIN SOLUTION
    return Fraction(part, whole)
    ### END SOLUTION
