"""You learned the means from both tables at once, so the model has had a look at rows that stand for houses nobody
has seen. The test then flatters it. Which rows may be learned from?
"""

import numpy as np


def scaled(train, test):
    scaler = Scaler().fit(np.vstack([train, test]))
    return scaler.transform(train), scaler.transform(test)
