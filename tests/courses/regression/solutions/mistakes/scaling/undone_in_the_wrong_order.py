"""To undo two steps, the last one is undone first. Scaling takes the mean away and then divides; you add the mean
before you multiply, so the mean is stretched as well. Which of the two comes first on the way back?
"""

import numpy as np


class Scaler:
    def fit(self, X):
        self.mean = np.mean(X, axis=0)
        spread = np.std(X, axis=0)
        self.spread = np.where(spread == 0, 1.0, spread)
        return self

    def transform(self, X):
        return (X - self.mean) / self.spread

    def undo(self, Z):
        return (Z + self.mean) * self.spread
