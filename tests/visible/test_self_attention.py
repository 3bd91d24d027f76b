"""What a student can check about `self_attention` before handing it in."""

import numpy as np

X = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
WQ = np.array([[1.0, 0.0, 1.0, 0.0], [0.0, 1.0, 0.0, 1.0]])
WK = np.array([[1.0, 1.0, 0.0, 0.0], [0.0, 2.0, 0.0, 1.0]])
WV = np.array([[6.0], [12.0]])


def test_worked_example(submission, close):
    """The worked example comes out."""
    out, W = submission.self_attention(X, WQ, WK, WV)
    close(
        W,
        [
            [0.3836517312, 0.2326965376, 0.3836517312],
            [0.1219516523, 0.3314989604, 0.5465493873],
            [0.1402443832, 0.2312238976, 0.6285317192],
        ],
        why="row i says how much word i looks at each word",
    )
    close(out, [[12.0], [14.5475864097], [14.9297240163]], why="every word reads the values [6], [12] and [18]")
    assert not any(map(np.iscomplexobj, map(np.asarray, (out, W)))), "both are real numbers, not complex ones"


def test_causal_example(submission, close):
    """With causal=True no word looks at a later one."""
    out, W = submission.self_attention(X, WQ, WK, WV, True)
    close(
        W,
        [
            [1.0, 0.0, 0.0],
            [0.2689414214, 0.7310585786, 0.0],
            [0.1402443832, 0.2312238976, 0.6285317192],
        ],
        why="word i shares all of its attention among the words 0 to i",
    )
    close(out, [[6.0], [10.3863514718], [14.9297240163]], why="every word reads only what stands up to itself")
    assert not np.triu(np.asarray(W), 1).any(), (
        "a later word has the weight 0.0 exactly, and here one has a trace of it"
    )


def test_identity_projections(submission, close):
    """When the three tables change nothing, every word is its own query, key and value."""
    words = np.array([[1.0, 0.0, 0.0], [0.0, 2.0, 0.0]])
    same = np.eye(3)
    out, W = submission.self_attention(words, same, same, same)
    close(W, [[0.6404574757, 0.3595425243], [0.0903473550, 0.9096526450]], why="the scores are 1/sqrt(3) and 4/sqrt(3)")
    close(out, [[0.6404574757, 0.7190850486, 0.0], [0.0903473550, 1.8193052901, 0.0]], why="the values are the words")
    _, W = submission.self_attention(100 * words, same, same, same)
    close(
        W, [[1.0, 0.0], [0.0, 1.0]], why="words a hundred times as long look at themselves alone, and nothing overflows"
    )


def test_one_word(submission, close):
    """A sentence of one word can only look at itself."""
    word = np.array([[2.0, -1.0]])
    for causal in (False, True):
        out, W = submission.self_attention(word, WQ, WK, WV, causal)
        close(W, [[1.0]], why="there is nothing else to look at")
        close(out, [[0.0]], why="it takes home its own value, 2 * 6 - 1 * 12")


def test_learned_tables_have_one_job_each(submission, close, rng):
    """Changing Wv changes what is read, not where each word looks."""
    words, Wv = rng.normal(size=(4, 2)), rng.normal(size=(2, 5))
    out, W = submission.self_attention(words, WQ, WK, Wv)
    tripled, same_W = submission.self_attention(words, WQ, WK, 3 * Wv)
    close(same_W, W, why="the weights come from Wq and Wk")
    close(np.shape(out), (4, 5), why="that is the shape of out: four words, five numbers a value")
    close(tripled, 3 * np.asarray(out), why="values three times as large give a read three times as large")
