"""What grading adds to the visible checks of `attention`: everything held fixed there varies here."""

import numpy as np
import pytest


def _inputs(rng, q, k, d, dv):
    return rng.normal(size=(q, d)), rng.normal(size=(k, d)), rng.normal(size=(k, dv))


def test_rows_far_apart(submission, close):
    """Rows of scores near 0 and near -1000 are both right, side by side."""
    far_below, first = submission.softmax_rows(np.array([[-1001.0, -1000.0]])), 0.2689414213699951
    close(far_below, [[first, 1 - first]], why="the gap is still 1")
    far_above = submission.softmax_rows(np.array([[0.0, 0.0, 3000.0]]))
    close(far_above, [[0.0, 0.0, 1.0]], why="nothing is left of what lies 3000 below the largest")
    S = np.array([[0.0, 1.0, 2.0], [-1000.0, -1001.0, -1000.0], [500.0, 502.0, 501.0], [0.0, 0.0, 0.0]])
    a, b, c = 0.09003057317038046, 0.24472847105479764, 0.6652409557748218
    high, low = 0.42231879825151819, 0.15536240349696362
    expected = [[a, b, c], [high, low, high], [a, c, b], [1 / 3, 1 / 3, 1 / 3]]
    close(submission.softmax_rows(S), expected, why="every row needs its own largest score")
    Q = np.array([[0.0, 1.0], [-1000.0, 0.0], [1000.0, 2.0]])
    K = np.array([[1.0, 0.0], [1.0, 1.0]])
    out, W = submission.attention(Q, K, np.array([[1.0, 0.0, 4.0], [0.0, 1.0, 4.0]]), 1.0)
    a, b = 0.2689414213699951, 0.7310585786300049
    c, d = 0.11920292202211755, 0.8807970779778823
    close(W, [[a, b], [0.5, 0.5], [c, d]], why="the rows of scores are [0, 1], [-1000, -1000] and [1000, 1002]")
    close(out, [[a, b, 4.0], [0.5, 0.5, 4.0], [c, d, 4.0]], why="each query reads with its own row of weights")


def test_four_different_sizes(submission, reference, close, rng):
    """q, k, d and dv may all be different, with the scale of your choice."""
    Q, K, V = _inputs(rng, 3, 5, 4, 2)
    expected_out, expected_W = reference.attention(Q, K, V, 0.7)
    out, W = submission.attention(Q, K, V, 0.7)
    close(W, expected_W, why="W has a row for each of the 3 queries and a column for each of the 5 keys")
    close(out, expected_out, why="out has a row for each query and as many columns as V")


def test_default_scale_follows_the_width_of_a_key(submission, reference, close, rng):
    """The default scale depends on d alone."""
    for q, k, d, dv in ((2, 4, 9, 3), (2, 4, 1, 3)):
        Q, K, V = _inputs(rng, q, k, d, dv)
        expected_out, expected_W = reference.attention(Q, K, V)
        out, W = submission.attention(Q, K, V)
        close(W, expected_W, why=f"here d = {d}: not k = {k}, not q = {q}, not dv = {dv}")
        close(out, expected_out, why="the read uses the weights of the scaled scores")


def test_square_input(submission, reference, close, rng):
    """It still works when q, k, d and dv are all the same."""
    Q, K, V = _inputs(rng, 4, 4, 4, 4)
    expected_out, expected_W = reference.attention(Q, K, V)
    out, W = submission.attention(Q, K, V)
    close(W, expected_W, why="on square input a mixed-up axis raises no error, it only gives other numbers")
    close(out, expected_out, why="on square input a mixed-up axis raises no error, it only gives other numbers")


def test_integer_input(submission, close):
    """Integers in, fractions out."""
    close(
        submission.softmax_rows(np.array([[0, 0], [7, 7], [3, 3]])),
        [[0.5, 0.5], [0.5, 0.5], [0.5, 0.5]],
        why="the scores are integers, the weights are not",
    )
    K = np.array([[2, 0], [0, 2], [2, 0]])
    out, W = submission.attention(np.array([[1, 1], [0, 0]]), K, np.array([[3, 0, 1], [0, 3, 1], [1, 1, 0]]))
    close(W, [[1 / 3, 1 / 3, 1 / 3], [1 / 3, 1 / 3, 1 / 3]], why="all keys match these queries equally well")
    close(out, [[4 / 3, 4 / 3, 2 / 3]] * 2, why="the values are integers, their average is not")
    _, W = submission.attention(np.array([[1, 0]]), np.array([[1, 0], [0, 1]]), np.array([[1], [0]]))
    first = 1 / (1 + np.exp(-(0.5**0.5)))
    close(W, [[first, 1 - first]], why="the scores are 0.7071 and 0: a scale makes fractions of integers")


def test_masked_weights_are_zero(submission, reference, close, rng):
    """A masked weight is exactly 0 and its row still adds up to 1."""
    Q, K, V = _inputs(rng, 4, 5, 3, 2)
    mask = np.array([[1, 0, 1, 1, 0], [0, 0, 0, 1, 0], [1, 1, 1, 1, 1], [0, 1, 1, 0, 0]], dtype=bool)
    _, expected = reference.attention(Q, K, V, 1.0, mask)
    _, W = submission.attention(Q, K, V, 1.0, mask)
    close(W, expected, why="what a hidden key no longer gets, the keys that are left must share")
    assert (np.asarray(W)[~mask] == 0).all(), "Some weight where the mask is False is not exactly 0."


@pytest.mark.points(2)
def test_masking_is_deletion(submission, reference, close, rng):
    """Hiding a key is the same as deleting it, whatever the hidden key and value hold."""
    Q, K, V = _inputs(rng, 3, 5, 4, 2)
    kept = [0, 2, 3]
    mask = np.zeros((3, 5), dtype=bool)
    mask[:, kept] = True
    expected_out, W_kept = reference.attention(Q, K[kept], V[kept])
    expected_W = np.zeros((3, 5))
    expected_W[:, kept] = W_kept
    for hidden_key, hidden_value in ((K[1], V[1]), (-4 * K[1], 1e6)):
        K[[1, 4]], V[[1, 4]] = hidden_key, hidden_value
        out, W = submission.attention(Q, K, V, None, mask)
        close(W, expected_W, why="keys 1 and 4 are hidden from every query: the others share all the attention")
        close(out, expected_out, why="keys 1 and 4 are hidden from every query: their values must not show")


def test_scale_of_any_number(submission, reference, close, rng):
    """A scale is used as it is, be it 0 or negative."""
    Q, K, V = _inputs(rng, 2, 3, 4, 5)
    for scale in (0.0, -0.5):
        expected_out, expected_W = reference.attention(Q, K, V, scale)
        out, W = submission.attention(Q, K, V, scale)
        close(W, expected_W, why=f"only None stands for the default, and here the scale is {scale}")
        close(out, expected_out, why=f"the read uses the weights of the scores times {scale}")
    mask = np.array([[True, False, True], [False, True, True]])
    expected_out, expected_W = reference.attention(Q[:2], K[:3], V[:3], 0.0, mask)
    out, W = submission.attention(Q[:2], K[:3], V[:3], 0.0, mask)
    close(W, expected_W, why="a scale of 0 makes all scores alike, and what the mask hides stays hidden")


# That a kept score may be 0 is not tried at home: the text says that the mask decides, and a check would tell the trap.
def test_kept_scores_of_zero(submission, reference, close):
    """A key that is kept has its share, also where its score is exactly 0."""
    Q, K = np.array([[1.0, 0.0], [0.0, 2.0]]), np.array([[0.0, 1.0], [3.0, 0.0], [0.0, 0.0], [-1.0, 0.5]])
    mask = np.array([[True, True, False, True], [False, True, True, True]])
    expected_out, expected_W = reference.attention(Q, K, np.eye(4), 1.0, mask)
    out, W = submission.attention(Q, K, np.eye(4), 1.0, mask)
    close(W, expected_W, why="a score of 0 is a score like any other")
    close(out, expected_out, why="each value is read with its own weight")


def test_kept_scores_far_below_zero(submission, close):
    """A hidden key stays hidden, however low the scores of the keys that are kept."""
    Q, K = np.array([[1e4, 1.0]]), np.array([[-100.0, 0.0], [-100.0, 1.0], [-100.0, 2.0], [-100.0, 3.0]])
    out, W = submission.attention(Q, K, np.eye(4), 1.0, np.array([[True, False, True, False]]))
    expected = [[0.11920292202211755, 0.0, 0.8807970779778823, 0.0]]
    close(W, expected, why="the scores are -1000000, -999999, -999998 and -999997; keys 1 and 3 are hidden")
    close(out, expected, why="nothing is read from a hidden key")


def test_hidden_key_with_a_huge_score(submission, close):
    """A hidden key stays hidden, however well it fits."""
    K = np.array([[0.0], [690.0], [1.0], [600.0]])
    out, W = submission.attention(np.array([[1.0]]), K, np.eye(4), 1.0, np.array([[True, False, True, False]]))
    expected = [[0.2689414213699951, 0.0, 0.7310585786300049, 0.0]]
    close(W, expected, why="the scores are 0, 690, 1 and 600; keys 1 and 3 are hidden")
    close(out, expected, why="nothing is read from a hidden key")
    assert not np.asarray(W)[0, [1, 3]].any(), "The weight of a hidden key is not exactly 0."


def test_mask_of_true_hides_nothing(submission, close, rng):
    """A mask that keeps everything is the same as no mask."""
    Q, K, V = _inputs(rng, 2, 4, 3, 5)
    out, W = submission.attention(Q, K, V)
    kept_out, kept_W = submission.attention(Q, K, V, None, np.ones((2, 4), dtype=bool))
    close(kept_W, W, why="True means keep")
    close(kept_out, out, why="True means keep")


def test_inputs_stay_as_they_were(submission, close, rng):
    """Your functions leave the arrays they are given unchanged."""
    S = rng.normal(size=(2, 3))
    close(submission.call("softmax_rows", S).arguments[0], S, why="softmax_rows must not write into S")
    Q, K, V = _inputs(rng, 2, 3, 4, 5)
    mask = np.array([[True, False, True], [True, True, False]])
    arguments = submission.call("attention", Q, K, V, 0.5, mask).arguments
    for name, before, after in zip("QKV", (Q, K, V), arguments, strict=False):
        close(after, before, why=f"attention must not write into {name}")
    assert np.array_equal(arguments[4], mask), "attention must not write into the mask."
