"""Step by step downhill.

Gradient descent starts somewhere and goes against the gradient, again and again. `rate` says how long a step is:

    next point = point - rate * gradient(point)

Too small a rate, and nothing happens for a long time. Too large a rate, and each step lands farther up on the other
side.

Worked example: f(w) = w * w has the gradient 2 * w. From w = 1 with rate 0.25, three steps:

    1.0 -> 0.5 -> 0.25 -> 0.125

For a line, slope * x + intercept, the loss is the mean of r * r with r = slope * x + intercept - y. One epoch is one
step with all the rows; both derivatives belong to the line as it was when the epoch began.

Worked example: x = [1.0, 3.0], y = [2.0, 4.0], rate 0.1. From slope 0 and intercept 0 the residuals are -2 and -4:

    after one epoch      slope 1.4    intercept 0.6

How large may the rate be? Along each eigenvector of X.T @ X / n, with the eigenvalue v, one step multiplies what is
missing by 1 - 2 * rate * v. Where that is below -1 for a single one of them, the descent jumps out.

Leave the arrays you are given as they are. They may hold integers. Lists or arrays are fine as results.
"""

import numpy as np


def descend(gradient, start, rate, steps):
    """The path of a descent, the start and then the point after each step.

    gradient  a function that is given a point, an array [d], and gives the gradient there, an array [d]
    start     array [d]
    rate      a number above 0
    steps     how many steps, 0 or more
    gives     array [steps + 1, d]: the start is the first row
    """
    raise NotImplementedError("descend is not written yet")


def fit_line(x, y, rate, epochs):
    """Slope and intercept after so many epochs of gradient descent on the mean squared error, from 0 and 0.

    x, y    arrays [n]
    rate    a number above 0
    epochs  how many steps, each with all the rows
    gives   the pair (slope, intercept)
    """
    raise NotImplementedError("fit_line is not written yet")


def largest_rate(X):
    """The rate at which gradient descent on the mean squared error begins to jump out: below it every descent settles.

    X      array [n, d], the design matrix: no column is added
    gives  a number: 1 over the largest eigenvalue of X.T @ X / n
    """
    raise NotImplementedError("largest_rate is not written yet")
