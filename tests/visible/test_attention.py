"""What a student can check about `attention` before handing it in."""

import math

import numpy as np
import pytest

STATES = np.array([[1.0, 0.0], [0.5, 0.5], [0.0, 1.0]])
QUERY = np.array([[0.7, 0.3]])


def test_softmax_works_along_each_row(submission, close):
    """softmax_rows shares out the attention of each query separately."""
    S = np.array([[0.0, 0.0, 0.0], [0.0, math.log(2), math.log(5)]])
    W = submission.softmax_rows(S)
    close(W, [[1 / 3, 1 / 3, 1 / 3], [1 / 8, 2 / 8, 5 / 8]], why="row 0 has equal scores; row 1 has odds of 1 : 2 : 5")
    assert np.isrealobj(np.asarray(W)), "weights are real numbers, not complex ones"


def test_large_scores(submission, close):
    """Large scores stay finite."""
    W = submission.softmax_rows(np.array([[1000.0, 999.0], [-1000.0, 1000.0]]))
    close(
        W,
        [[0.7310585786300049, 0.2689414213699951], [0.0, 1.0]],
        why="only the gap between scores matters; shift each row so that its largest score is 0 before exp",
    )


def test_lesson_example(submission, close):
    """With scale=1.0 the lesson's example comes out."""
    out, W = submission.attention(QUERY, STATES, STATES, 1.0)
    close(W, [[0.4017595785, 0.3289329223, 0.2693074992]], why="these are the lesson's weights, not rounded")
    close(out, [[0.5662260397, 0.4337739603]], why="this is the lesson's context vector, not rounded")
    assert not any(map(np.iscomplexobj, map(np.asarray, (out, W)))), "both are real numbers, not complex ones"


def test_default_scale(submission, close):
    """Without a scale, scores are multiplied by 1/sqrt(d)."""
    out, W = submission.attention(QUERY, STATES, STATES)
    close(W, [[0.3814229098, 0.3311221706, 0.2874549196]], why="each key holds d = 2 numbers: the scale is 1/sqrt(2)")
    close(out, [[0.5469839951, 0.4530160049]], why="the read uses the weights of the scaled scores")
    _, same_W = submission.attention(QUERY, STATES, np.array([[6.0], [3.0], [0.0]]))
    close(
        same_W, W, why="how wide a value is does not count, nor how many keys there are: the scale is 1/sqrt(2) again"
    )


def test_queries_look_things_up(submission, close):
    """Three strong queries find their keys among four."""
    K = np.array([[10.0, 0.0, 0.0], [0.0, 10.0, 0.0], [0.0, 0.0, 10.0], [0.0, 0.0, 10.0]])
    V = np.array([[1.0, 0.0], [10.0, 0.0], [100.0, 5.0], [1000.0, 6.0]])
    Q = np.array([[0.0, 10.0, 0.0], [0.0, 0.0, 10.0], [10.0, 10.0, 0.0]])
    out, W = submission.attention(Q, K, V)
    close(
        W,
        [[0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 0.5, 0.5], [0.5, 0.5, 0.0, 0.0]],
        why="a query that matches two keys equally well shares its attention between them",
    )
    close(out, [[10.0, 0.0], [550.0, 5.5], [5.5, 0.0]], why="each query reads the values of the keys that it matches")


def test_mask_example(submission, close):
    """A hidden key drops out and the others share its attention."""
    out, W = submission.attention(QUERY, STATES, STATES, 1.0, np.array([[True, True, False]]))
    close(W, [[0.5498339973, 0.4501660027, 0.0]], why="state 2 is hidden; states 0 and 1 share all of the attention")
    close(out, [[0.7749169987, 0.2250830013]], why="nothing is read from the hidden state")
    assert np.asarray(W)[0, 2] == 0, "a hidden key has the weight 0.0 exactly, and this one has a trace of attention"


def test_nowhere_to_look(submission):
    """A query from which the mask hides every key raises ValueError."""
    queries = np.array([[0.7, 0.3], [0.3, 0.7], [1.0, 1.0]])
    mask = np.array([[True, True, False], [False, False, False], [True, False, False]])
    for Q, kept in ((QUERY, mask[1:2]), (queries, mask)):
        with pytest.raises(ValueError):
            submission.attention(Q, STATES, STATES, 1.0, kept)
