"""What a student can check about `alignment` before handing it in."""

import pytest

SOURCE = ["i", "love", "nlp"]
TARGET = ["ich", "liebe", "nlp"]
A = [[0.7, 0.2, 0.1], [0.1, 0.7, 0.2], [0.1, 0.2, 0.7]]


def test_largest_weight_comes_first(submission, close):
    """The focus lists positions, the one with the largest weight first."""
    close(submission.focus([0.1, 0.2, 0.7]), [2], why="the largest weight stands at position 2")
    close(submission.focus([0.1, 0.2, 0.7], 2), [2, 1], why="the second largest stands at position 1")
    close(submission.focus([0.05, 0.5, 0.15, 0.3], 3), [1, 3, 2], why="order the positions by their weights")


def test_ties_go_to_the_lower_position(submission, close):
    """Of two equal weights the earlier one comes first."""
    close(submission.focus([0.2, 0.4, 0.4], 2), [1, 2], why="positions 1 and 2 have equal weights")


def test_table_of_the_example(submission, close):
    """The table shows input words, output word, weights and focus."""
    table = submission.alignment_table(SOURCE, TARGET, A)
    expected = [
        {"position": 0, "output": "ich", "source": SOURCE, "weights": A[0], "focus": [0]},
        {"position": 1, "output": "liebe", "source": SOURCE, "weights": A[1], "focus": [1]},
        {"position": 2, "output": "nlp", "source": SOURCE, "weights": A[2], "focus": [2]},
    ]
    close(table, expected, why="one dict for each output word, with the weights of its own line")
    table = submission.alignment_table(SOURCE, ["ich"], [[0.2222, 0.6666, 0.1111]])
    expected = [{"position": 0, "output": "ich", "source": SOURCE, "weights": [0.2222, 0.6666, 0.1111], "focus": [1]}]
    close(table, expected, why="printed weights are rounded, and this line misses 1 by less than 0.001")


def test_coverage_walks_down_the_columns(submission, close):
    """Coverage adds up what each input word got."""
    close(submission.coverage(A), [0.9, 1.1, 1.0], why="add up the numbers of each column")


def test_nothing_wrong(submission, close):
    """A good alignment sets off no alarm."""
    close(
        submission.failure_checks(A, [0, 1, 2]),
        {"omission": [], "repetition": [], "wrong_alignment": []},
        why="every coverage is near 1 and every output word looks where it should",
    )


def test_what_does_not_fit(submission):
    """A focus of no positions, and weights that fit no table, raise ValueError."""
    with pytest.raises(ValueError):
        submission.focus([0.2, 0.5, 0.3], 0)
    with pytest.raises(ValueError):
        submission.alignment_table(SOURCE, ["ich", "liebe"], A)
    with pytest.raises(ValueError):
        submission.alignment_table(SOURCE, ["ich"], [[0.5, 0.2, 0.1]])
    with pytest.raises(ValueError):
        submission.coverage([[0.5, 0.5], [0.2, 0.3, 0.5]])
    with pytest.raises(ValueError):
        submission.failure_checks(A, [0, 1])


def test_each_alarm(submission, close):
    """A word that was skipped, one that was read twice and a look at the wrong place are three alarms."""
    close(
        submission.failure_checks([[0.9, 0.1, 0.0], [0.8, 0.1, 0.1], [0.4, 0.1, 0.5], [0.1, 0.1, 0.8]], [0, 1, 2, 2]),
        {"omission": [1], "repetition": [0], "wrong_alignment": [1]},
        why="the coverage is [2.2, 0.4, 1.4], and output word 1 looks mostly at input word 0",
    )
