"""What a student can check about `sgd` before handing it in."""

import numpy as np


def test_every_row_once(submission):
    """Each row is in one batch, the last of which may be smaller."""
    found = submission.batches(5, 2, 1)
    sizes = [len(batch) for batch in found]
    assert sizes == [2, 2, 1], f"five rows in batches of two make 2, 2 and 1; yours have {sizes}"
    rows = sorted(int(row) for batch in found for row in batch)
    assert rows == [0, 1, 2, 3, 4], f"each of the rows 0 to 4 is in one batch; yours hold {rows}"


def test_one_batch_is_plain_descent(submission, close):
    """With all rows in one batch there is nothing left to chance."""
    X, y = np.array([[1.0, 1.0], [1.0, 3.0]]), np.array([2.0, 4.0])
    close(submission.sgd(X, y, 0.1, 1, 2, 0), [0.6, 1.4], why="one step of 0.1 against the gradient (-6, -14)")
