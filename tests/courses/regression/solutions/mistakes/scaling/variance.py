"""You divide by the mean squared distance, without its root. That is in squared units: metres would become one over
metres. What makes a spread of it?
"""

import numpy as np


class Scaler:
    def fit(self, X):
        self.mean = np.mean(X, axis=0)
        spread = np.var(X, axis=0)
        self.spread = np.where(spread == 0, 1.0, spread)
        return self

    def transform(self, X):
        return (X - self.mean) / self.spread

    def undo(self, Z):
        return Z * self.spread + self.mean
