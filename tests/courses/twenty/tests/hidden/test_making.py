def test_one_hot_ends(submission, close):
    """The first index is 0, the last n - 1."""
    close(submission.one_hot(3, 0), [1.0, 0.0, 0.0])
    close(submission.one_hot(5, 4), [0.0, 0.0, 0.0, 0.0, 1.0])


def test_checkerboard_even(submission, close):
    """A board of an even side."""
    close(submission.checkerboard(4), [[0, 1, 0, 1], [1, 0, 1, 0], [0, 1, 0, 1], [1, 0, 1, 0]])


def test_frame_large(submission, close):
    """Four by five."""
    close(submission.frame(4, 5).sum(), 14.0)
    close(submission.frame(2, 2), [[1, 1], [1, 1]])


def test_between_many(submission, reference, close, rng):
    """Values of any distance, falling too."""
    low, high = rng.uniform(0, 1), rng.uniform(2, 3)
    close(submission.between(low, high, 4), reference.between(low, high, 4))
    close(submission.between(1.0, -0.5, 2), [0.5, 0.0])
