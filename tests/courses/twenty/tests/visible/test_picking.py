def test_flipped(submission, close):
    """Only what lies strictly between is negated."""
    close(submission.flipped([1.5, 2.0, 3.25, 4.0], 2.0, 4.0), [1.5, 2.0, -3.25, 4.0])


def test_nearest(submission, close):
    """The closest one lies above."""
    close(submission.nearest([0.25, 3.5, 7.75], 3.0), 3.5)


def test_largest(submission, close):
    """The two largest of four."""
    close(submission.largest([3.5, 9.25, 1.5, 4.75], 2), [4.75, 9.25])


def test_mixed_rows(submission, close):
    """A row of equal values is left out."""
    close(submission.mixed_rows([[1.5, 1.5], [1.5, 2.5]]), [[1.5, 2.5]])
