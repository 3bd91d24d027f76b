import numpy as np


def test_small(submission):
    """One and two become two and four."""
    assert np.allclose(submission.doubled([1.0, 2.0]), [2.0, 4.0]), "expected [2, 4]"
