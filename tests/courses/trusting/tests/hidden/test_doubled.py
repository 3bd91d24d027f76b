import numpy as np
import pytest


@pytest.mark.points(4)
def test_any(submission, reference, rng):
    """Any numbers are doubled."""
    values = [float(value) for value in rng.normal(size=5)]
    assert np.allclose(submission.doubled(values), reference.doubled(values)), "expected each one twice as large"
