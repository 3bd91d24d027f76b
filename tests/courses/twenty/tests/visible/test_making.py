def test_one_hot(submission, close):
    """Four zeros with a 1 at index 2."""
    close(submission.one_hot(4, 2), [0.0, 0.0, 1.0, 0.0])


def test_checkerboard(submission, close):
    """A board of three by three."""
    close(submission.checkerboard(3), [[0, 1, 0], [1, 0, 1], [0, 1, 0]])


def test_frame(submission, close):
    """A frame around two cells."""
    close(submission.frame(3, 4), [[1, 1, 1, 1], [1, 0, 0, 1], [1, 1, 1, 1]])


def test_between(submission, close):
    """One value in the middle of 1 and 2."""
    close(submission.between(1.0, 2.0, 1), [1.5])
