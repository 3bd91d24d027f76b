"""Your scaler learns once and keeps that for ever. When it is fitted again it is to forget what it had learned: the
second table has other means. Where do you ask whether there is something already?
"""

import numpy as np


class Scaler:
    def fit(self, X):
        if not hasattr(self, "mean"):
            self.mean = np.mean(X, axis=0)
            spread = np.std(X, axis=0)
            self.spread = np.where(spread == 0, 1.0, spread)
        return self

    def transform(self, X):
        return (X - self.mean) / self.spread

    def undo(self, Z):
        return Z * self.spread + self.mean
