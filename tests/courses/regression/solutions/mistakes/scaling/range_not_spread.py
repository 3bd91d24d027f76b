"""You divide by the distance between the largest and the smallest value. Then one odd house decides the scale for
all. Asked for is the root of the mean squared distance from the mean, in which every row has its part.
"""

import numpy as np


class Scaler:
    def fit(self, X):
        self.mean = np.mean(X, axis=0)
        spread = np.max(X, axis=0) - np.min(X, axis=0)
        self.spread = np.where(spread == 0, 1.0, spread)
        return self

    def transform(self, X):
        return (X - self.mean) / self.spread

    def undo(self, Z):
        return Z * self.spread + self.mean
