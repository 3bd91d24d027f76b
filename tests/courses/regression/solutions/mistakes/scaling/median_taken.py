"""You take the median away. It is a good middle, and another one: after it the feature's mean is not 0. Which middle
does the description name?
"""

import numpy as np


class Scaler:
    def fit(self, X):
        self.mean = np.median(X, axis=0)
        spread = np.std(X, axis=0)
        self.spread = np.where(spread == 0, 1.0, spread)
        return self

    def transform(self, X):
        return (X - self.mean) / self.spread

    def undo(self, Z):
        return Z * self.spread + self.mean
