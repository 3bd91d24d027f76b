"""Features on one scale.

A house has some hundred square metres and some three rooms. Then the gradient's entries are of very different size,
and no rate fits both weights. Standardising gives every feature the mean 0 and the spread 1:

    z = (x - mean) / spread       spread: the root of the mean squared distance from the mean

Means and spreads are taken from the rows that the model learns from, the training data. Rows that are kept aside to
test it are scaled with the same numbers: they stand for houses that nobody has seen yet.

Worked example: training data [[1.0], [3.0], [5.0]], so the mean is 3 and the spread is 1.632993 (the root of 8/3)

    training data scaled    [[-1.224745], [0.0], [1.224745]]
    a test row [7.0]        [2.449490]

A feature that is the same in every training row has the spread 0. There is nothing to divide by: use 1 for it instead.

Leave the arrays you are given as they are. They may hold integers. Lists or arrays are fine as results.
"""

import numpy as np


class Scaler:
    """Learns means and spreads from one table and scales any table with them.

    mean, spread   arrays [d], there after `fit`
    """

    def fit(self, X):
        """Learns from X [n, d], and forgets what it had learned before. Gives the scaler itself."""
        ### BEGIN SOLUTION
        self.mean = np.mean(X, axis=0)
        spread = np.std(X, axis=0)
        self.spread = np.where(spread == 0, 1.0, spread)
        return self
        ### END SOLUTION

    def transform(self, X):
        """The table X [m, d] scaled with what `fit` learned: array [m, d]."""
        ### BEGIN SOLUTION
        return (X - self.mean) / self.spread
        ### END SOLUTION

    def undo(self, Z):
        """The table that gives Z [m, d] when it is scaled: array [m, d]."""
        ### BEGIN SOLUTION
        return Z * self.spread + self.mean
        ### END SOLUTION


def scaled(train, test):
    """Both tables scaled as a model needs them that learns from `train` and is tried on `test`.

    train  array [n, d]
    test   array [m, d], m may be 1
    gives  the pair (train scaled, test scaled)
    """
    ### BEGIN SOLUTION
    scaler = Scaler().fit(train)
    return scaler.transform(train), scaler.transform(test)
    ### END SOLUTION


def in_own_units(w, mean, spread):
    """The weights that predict from features as they are what w predicts from scaled ones.

    w       array [d + 1]: the bias, then a weight for each scaled feature
    mean    array [d]
    spread  array [d], no entry is 0
    gives   array [d + 1]: the bias, then a weight for each feature
    """
    ### BEGIN SOLUTION
    weights = w[1:] / spread
    return np.concatenate([[w[0] - weights @ mean], weights])
    ### END SOLUTION
