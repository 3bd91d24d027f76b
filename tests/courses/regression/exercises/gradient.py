"""Which way is down?

The mean squared error is a landscape over the weights. Its gradient has one entry for each weight and says how fast
the error grows when that weight grows alone. The way down is against it.

    A = design matrix of X [n, d + 1]      r = A @ w - y  [n]

    loss      = mean of r squared                                      one number
    gradient  = entry j: the mean over the rows of 2 * r * A[:, j]      [d + 1]

Worked example: X = [[1.0], [2.0], [4.0]], y = [3.0, 5.0, 8.0], w = [1.0, 2.0]

    r = [0.0, 0.0, 1.0]     loss = 1/3     gradient = [2/3, 8/3]

There is a second way to a gradient, for any function at all: move one weight a little to either side and see how much
the function changes. That is slow, and the best check of a formula that there is:

    entry j = (f(w with w[j] + h) - f(w with w[j] - h)) / (2 * h)

Leave the arrays you are given as they are. They may hold integers. Lists or arrays are fine as results.
"""

import numpy as np


def add_bias(X):
    """The design matrix: X [n, d] with a column of ones in front. You wrote it in the first exercise."""
    return np.hstack([np.ones((len(X), 1)), X])


def loss_and_gradient(X, y, w):
    """The mean squared error and its gradient.

    X      array [n, d]
    y      array [n], or a column [n, 1]
    w      array [d + 1]: the bias, then a weight for each feature
    gives  the pair (loss, gradient): a number, an array [d + 1]
    """
    raise NotImplementedError("loss_and_gradient is not written yet")


def numeric_gradient(f, w, h=1e-5):
    """The gradient of any function, by trying: a step of h to either side, one weight at a time.

    f      a function that is given an array like w and gives a number
    w      array [d]
    gives  array [d]
    """
    raise NotImplementedError("numeric_gradient is not written yet")


def disagreement(f, gradient, w):
    """How far a gradient is from what trying says: the largest difference between two entries, never negative.

    f         a function that is given an array like w and gives a number
    gradient  a function that is given an array like w and gives what is said to be f's gradient, an array like w
    w         array [d]
    gives     a number
    """
    raise NotImplementedError("disagreement is not written yet")
