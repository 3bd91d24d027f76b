"""Your spread divides by one less than the number of rows. That is an estimate for a whole population of which these
are a sample; here the root of the mean is asked for, as it is. What would NumPy's own default give?
"""

import numpy as np


class Scaler:
    def fit(self, X):
        self.mean = np.mean(X, axis=0)
        spread = np.std(X, axis=0, ddof=1)
        self.spread = np.where(spread == 0, 1.0, spread)
        return self

    def transform(self, X):
        return (X - self.mean) / self.spread

    def undo(self, Z):
        return Z * self.spread + self.mean
