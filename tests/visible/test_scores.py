"""What you can check yourself: run `pytest -k scores`."""

import pytest


def test_dot_product(submission, close):
    """The dot product multiplies place by place and adds up."""
    close(submission.dot([0.7, 0.3], [0.5, 0.5]), 0.5)
    close(submission.dot([1.0, 2.0, 3.0], [4.0, 5.0, 6.0]), 32.0)


def test_worked_example(submission, close):
    """The worked example gives the scores 0.7, 0.5 and 0.3."""
    close(submission.scores([0.7, 0.3], [[1.0, 0.0], [0.5, 0.5], [0.0, 1.0]]), [0.7, 0.5, 0.3])
    close(submission.scores([0.125, 0.5], [[0.25, 0.03125]]), [0.046875], why="scores are not rounded")


def test_another_query_gives_other_scores(submission, close):
    """Another query gives other scores for the same states."""
    states = [[1.0, 0.0], [0.5, 0.5], [0.0, 1.0]]
    close(
        submission.scores([-1.0, 2.0], states),
        [-1.0, 0.5, 2.0],
        why="the query decides what counts, and a score below 0 is a score too",
    )


def test_every_state_keeps_its_place(submission, close):
    """Score number i belongs to state number i, whichever is the best."""
    states = [[1.0, 0.0, 2.0], [0.0, -3.0, 1.0], [2.0, 2.0, 0.5], [0.0, 0.0, 0.0]]
    close(submission.scores([2.0, 1.0, -1.0], states), [0.0, -4.0, 5.5, 0.0], why="four states give four scores")


def test_lengths_that_differ(submission):
    """Vectors of unequal length are refused."""
    with pytest.raises(ValueError):
        submission.dot([0.7, 0.3], [1.0, 0.0, 2.0])
    with pytest.raises(ValueError):
        submission.dot([0.7, 0.3], [2.0])
    with pytest.raises(ValueError):
        submission.scores([0.7, 0.3], [[1.0, 0.0], [0.5, 0.5, 0.0]])
