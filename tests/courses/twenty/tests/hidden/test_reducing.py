def test_centred_random(submission, reference, close, rng):
    """A table of three by five."""
    table = rng.normal(size=(3, 5))
    close(submission.centred(table), reference.centred(table))


def test_sums_random(submission, reference, close, rng):
    """Many values, few labels, and one that nobody has."""
    values, labels = rng.normal(size=20), rng.integers(0, 3, 20)
    close(submission.sums_by_label(values, labels, 4), reference.sums_by_label(values, labels, 4))


def test_running_mean_random(submission, reference, close, rng):
    """Runs of four of ten, and of one."""
    values = rng.normal(size=10)
    close(submission.running_mean(values, 4), reference.running_mean(values, 4))
    close(submission.running_mean(values, 1), values)


def test_block_sums_random(submission, reference, close, rng):
    """Blocks of three in a table of six by nine."""
    table = rng.normal(size=(6, 9))
    close(submission.block_sums(table, 3), reference.block_sums(table, 3))
