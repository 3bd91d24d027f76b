"""What you can check yourself: run `pytest -k scores`."""


def test_dot_product(submission, close):
    """The dot product multiplies place by place and adds up."""
    close(submission.dot([0.7, 0.3], [0.5, 0.5]), 0.5)
    close(submission.dot([1.0, 2.0, 3.0], [4.0, 5.0, 6.0]), 32.0)


def test_worked_example(submission, close):
    """The worked example gives the scores 0.7, 0.5 and 0.3."""
    close(submission.scores([0.7, 0.3], [[1.0, 0.0], [0.5, 0.5], [0.0, 1.0]]), [0.7, 0.5, 0.3])


def test_another_query_gives_other_scores(submission, close):
    """Another query gives other scores for the same states."""
    states = [[1.0, 0.0], [0.5, 0.5], [0.0, 1.0]]
    close(
        submission.scores([-1.0, 2.0], states),
        [-1.0, 0.5, 2.0],
        why="the query decides what counts, and a score below 0 is a score too",
    )
