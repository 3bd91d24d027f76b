"""What grading adds: other dimensions than 2, more states than dimensions and fewer, lengths that do not fit."""

import pytest


def _vectors(rng, n, d):
    return [[float(x) for x in row] for row in rng.normal(size=(n, d))]


@pytest.mark.points(2)
def test_any_dimension(submission, reference, close, rng):
    """Vectors may have any length, and there may be any number of states."""
    for n, d in ((5, 3), (2, 6)):
        (query,), states = _vectors(rng, 1, d), _vectors(rng, n, d)
        close(
            submission.scores(query, states),
            reference.scores(query, states),
            why=f"{n} states of {d} numbers each give {n} scores",
        )


def test_long_vectors_count_more(submission, close):
    """A state that points the same way but is longer gets a higher score."""
    close(
        submission.scores([2.0, 0.0, 0.0], [[1.0, 0.0, 0.0], [3.0, 0.0, 0.0], [3.0, 4.0, 0.0]]),
        [2.0, 6.0, 6.0],
        why="nothing is divided by a length",
    )


def test_right_angles_score_zero(submission, close):
    """A state at a right angle to the query scores 0."""
    close(submission.scores([1.0, 2.0, -1.0], [[2.0, -1.0, 0.0], [1.0, 1.0, 3.0]]), [0.0, 0.0])


def test_linear_in_the_query(submission, close):
    """Twice the query gives twice the score, and two queries added give the scores added."""
    state = [0.5, -1.0, 2.0]
    close(submission.dot([1.0, 0.0, 2.0], state), 4.5)
    close(submission.dot([-1.0, 0.0, -2.0], state), -4.5)
    close(submission.dot([0.0, -3.0, 1.0], state), 5.0)
    close(submission.dot([2.0, -3.0, 5.0], state), 14.0, why="this query is twice the first plus the second")
    close(submission.dot([1 / 3, 0.0, 1 / 7], state), 19 / 42, why="every digit of a product counts")


def test_order_of_states(submission, close):
    """Putting the states in another order puts the scores in that order."""
    close(submission.scores([2.0], [[3.0], [-1.0], [2.0]]), [6.0, -2.0, 4.0])
    close(submission.scores([2.0], [[2.0], [3.0], [-1.0]]), [4.0, 6.0, -2.0])
    close(submission.scores([2.0], [[3.0], [-1.0], [3.0]]), [6.0, -2.0, 6.0], why="equal states have a score each")


def test_dot_of_unequal_lengths(submission):
    """The dot product refuses vectors of unequal length, whichever is longer, and be it of one number."""
    for a, b in ((3, 2), (2, 3), (1, 3), (3, 1), (0, 2)):
        with pytest.raises(ValueError):
            submission.dot([3.0, 2.0, 1.0][:a], [2.0, -1.0, 4.0][:b])


def test_state_of_another_length(submission):
    """Scores refuse a state that has another length than the query."""
    for query, states in (
        ([1.0, 2.0, 3.0], [[1.0, 2.0, 3.0], [1.0, 2.0]]),
        ([1.0, 2.0], [[1.0, 2.0], [1.0, 2.0, 3.0]]),
        ([1.0, 2.0, 3.0], [[1.0], [2.0]]),
        ([2.0], [[1.0, 2.0, 3.0], [0.0, 1.0, 0.0]]),
    ):
        with pytest.raises(ValueError):
            submission.scores(query, states)
