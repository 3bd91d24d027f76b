def test_centred(submission, close):
    """Each row's mean is 0 afterwards."""
    close(submission.centred([[1.0, 2.5], [3.0, 3.5]]), [[-0.75, 0.75], [-0.25, 0.25]])


def test_sums(submission, close):
    """Two values of one label are added."""
    close(submission.sums_by_label([1.5, 2.25, 4.0], [0, 2, 0], 3), [5.5, 0.0, 2.25])


def test_running_mean(submission, close):
    """Runs of two."""
    close(submission.running_mean([1.0, 2.5, 3.0], 2), [1.75, 2.75])


def test_block_sums(submission, close):
    """Two blocks of two by two."""
    close(submission.block_sums([[1.5, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.25]], 2), [[14.5, 22.25]])
