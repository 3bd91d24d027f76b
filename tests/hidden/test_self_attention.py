"""What grading adds to the visible checks of `self_attention`: sizes, order, the future, the spread of the scores."""

import numpy as np
import pytest


def _inputs(rng, n, d, dk, dv):
    return rng.normal(size=(n, d)), *(rng.normal(size=(d, width)) for width in (dk, dk, dv))


@pytest.mark.points(2)
def test_all_sizes_different(submission, reference, close, rng):
    """n, d, dk and dv may all be different."""
    for n, d, dk, dv in ((5, 3, 4, 2), (2, 5, 3, 7)):
        X, Wq, Wk, Wv = _inputs(rng, n, d, dk, dv)
        expected_out, expected_W = reference.self_attention(X, Wq, Wk, Wv)
        out, W = submission.self_attention(X, Wq, Wk, Wv)
        close(W, expected_W, why=f"here n = {n}, d = {d}, dk = {dk} and dv = {dv}")
        close(out, expected_out, why="out holds one read for each word, as wide as a value")


def test_all_sizes_equal(submission, reference, close, rng):
    """It still works when n, d, dk and dv are all the same."""
    X, Wq, Wk, Wv = _inputs(rng, 4, 4, 4, 4)
    expected_out, expected_W = reference.self_attention(X, Wq, Wk, Wv)
    out, W = submission.self_attention(X, Wq, Wk, Wv)
    close(W, expected_W, why="on square tables a mix-up raises no error, it only gives other numbers")
    close(out, expected_out, why="on square tables a mix-up raises no error, it only gives other numbers")


def test_causal_with_all_sizes_different(submission, reference, close, rng):
    """Causal self-attention works for any sizes."""
    X, Wq, Wk, Wv = _inputs(rng, 6, 3, 5, 2)
    expected_out, expected_W = reference.self_attention(X, Wq, Wk, Wv, True)
    out, W = submission.self_attention(X, Wq, Wk, Wv, True)
    close(W, expected_W, why="word i looks at the words 0 to i and shares all of its attention among them")
    close(out, expected_out, why="every word reads only what stands up to itself")


def test_first_word_copies_its_value(submission, close, rng):
    """The first word of a causal sentence takes home its own value."""
    X, Wq, Wk, Wv = _inputs(rng, 4, 2, 5, 3)
    out, W = submission.self_attention(X, Wq, Wk, Wv, True)
    close(np.shape(out), (4, 3), why="that is the shape of out: a row for each word, a column for each part of a value")
    close(out[0], X[0] @ Wv, why="the first row of out is the first row of X times Wv")
    close(np.shape(W), (4, 4), why="that is the shape of W: who looks at whom")
    assert (np.triu(W, 1) == 0).all(), "Some weight on a later word is not exactly 0."


def test_the_future_does_not_change_the_past(submission, close, rng):
    """Editing later words leaves what earlier words read."""
    X, Wq, Wk, Wv = _inputs(rng, 5, 4, 3, 2)
    edited = X.copy()
    edited[3:] = rng.normal(scale=2.0, size=(2, 4))
    out, W = submission.self_attention(X, Wq, Wk, Wv, True)
    edited_out, edited_W = submission.self_attention(edited, Wq, Wk, Wv, True)
    close([np.shape(out), np.shape(W)], [(5, 2), (5, 5)], why="those are the shapes of out and W")
    close(np.asarray(edited_out)[:3], np.asarray(out)[:3], why="only the words 3 and 4 were changed")
    close(np.asarray(edited_W)[:3], np.asarray(W)[:3], why="only the words 3 and 4 were changed")
    assert np.isfinite(np.asarray(W)).all(), "Some weight is not a finite number."


def test_order_does_not_matter(submission, close, rng):
    """Without causal, shuffling the words shuffles the reads and nothing else."""
    X, Wq, Wk, Wv = _inputs(rng, 5, 2, 4, 3)
    order = np.array([3, 0, 4, 2, 1])
    out, W = submission.self_attention(X, Wq, Wk, Wv)
    shuffled_out, shuffled_W = submission.self_attention(X[order], Wq, Wk, Wv)
    close([np.shape(out), np.shape(W)], [(5, 3), (5, 5)], why="those are the shapes of out and W")
    close(shuffled_out, np.asarray(out)[order], why="attention sees a set of words: nothing in it knows their places")
    close(shuffled_W, np.asarray(W)[order][:, order], why="both who looks and who is looked at were shuffled")


def test_scores_keep_their_spread(submission, close, rng):
    """However wide the queries are, the scaled scores vary by about 1."""
    n, d, dk = 40, 16, 64
    X = rng.normal(size=(n, d))
    Wq, Wk = (rng.normal(scale=d**-0.5, size=(d, dk)) for _ in range(2))
    _, W = submission.self_attention(X, Wq, Wk, rng.normal(size=(d, 4)))
    close(np.shape(W), (n, n), why="that is the shape of W: who looks at whom")
    assert (np.asarray(W) > 0).all(), "Some word gets no attention at all, although nothing is hidden."
    # The logarithm of a weight is its score, up to a number that is the same for the whole row.
    spread = np.log(W).var(axis=1).mean()
    assert 0.4 < spread < 2.5, f"The scaled scores of a row vary by {spread:.2g}, not by about 1: look at the scale."


def test_large_scores(submission, close):
    """Scores in the thousands stay finite, with and without causal."""
    X = np.array([[60.0, 0.0], [0.0, 60.0], [-60.0, 60.0]])
    same = np.eye(2)
    for causal in (False, True):
        out, W = submission.self_attention(X, same, same, np.array([[1.0, 0.0, 2.0], [0.0, 1.0, 3.0]]), causal)
        first = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0] if causal else [0.0, 0.5, 0.5], [0.0, 0.0, 1.0]]
        close(W, first, why="take the largest score of each row away before exp")
        close(
            out, np.array(first) @ [[60.0, 0.0, 120.0], [0.0, 60.0, 180.0], [-60.0, 60.0, 60.0]], why="the weights read"
        )


def test_kept_scores_of_zero(submission, close):
    """A word that may be looked at has its share, also where its score is exactly 0."""
    same = np.eye(3)
    out, W = submission.self_attention(same, same, same, same, True)
    high, low = 0.6404574757, 0.3595425243
    third = high / (high + 2 * low)
    expected = [[1.0, 0.0, 0.0], [low, high, 0.0], [(1 - third) / 2, (1 - third) / 2, third]]
    close(W, expected, why="each word is at right angles to the others: a score of 0 is a score like any other")
    close(out, expected, why="each value is read with its own weight")


def test_later_words_stay_hidden(submission, close):
    """Later words get nothing, be the scores of the earlier ones ever so low or their own ever so high."""
    X = np.array([[2000.0, 0.0], [2000.0, 1.0], [2000.0, 2.0]])
    ask, offer = -np.eye(2, 4), np.eye(2, 4)
    _, W = submission.self_attention(X, ask, offer, offer, True)
    expected = [[1.0, 0.0, 0.0], [0.6224593312, 0.3775406688, 0.0], [0.6652409558, 0.2447284711, 0.0900305732]]
    close(W, expected, why="all the scores are near -2000000: how low must that of a later word be?")
    _, W = submission.self_attention(np.array([[1.0], [691.0]]), np.eye(1), np.eye(1), np.eye(1), True)
    close(W, [[1.0, 0.0], [0.0, 1.0]], why="word 1 fits word 0 far better than word 0 itself, and stands after it")
    assert np.asarray(W)[0, 1] == 0, "The weight on the later word is not exactly 0."
