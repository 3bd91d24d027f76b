"""A feature that never changes has the spread 0, and you divide by it: nan or inf spread from there into every
weight. What does the description use in its place?
"""

import numpy as np


class Scaler:
    def fit(self, X):
        self.mean = np.mean(X, axis=0)
        self.spread = np.std(X, axis=0)
        return self

    def transform(self, X):
        return (X - self.mean) / self.spread

    def undo(self, Z):
        return Z * self.spread + self.mean
