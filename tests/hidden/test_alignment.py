"""What grading adds to the visible checks of `alignment`: shapes, doubled words, damaged tables, each alarm alone."""

import pytest


def _lines(rng, t, n):
    """t lines of n weights; each line adds up to 1."""
    return rng.dirichlet([1.0] * n, size=t).tolist()


def test_same_word_twice(submission, close):
    """A word that stands twice in the source keeps both of its weights."""
    source = ["the", "cat", "saw", "the", "dog"]
    A = [[0.1429, 0.4286, 0.1429, 0.1429, 0.1429], [0.2727, 0.0909, 0.0909, 0.4545, 0.0909]]
    expected = [
        {"position": 0, "output": "chat", "source": source, "weights": A[0], "focus": [1, 0]},
        {"position": 1, "output": "le", "source": source, "weights": A[1], "focus": [3, 0]},
    ]
    table = submission.alignment_table(source, ["chat", "le"], A, 2)
    close(table, expected, why="'the' stands at the positions 0 and 3, and both have a weight")


def test_other_shapes(submission, reference, close, rng):
    """The table may be wider than tall, or taller than wide."""
    for t, n, k in ((3, 6, 3), (5, 2, 2), (1, 4, 1)):
        source, target = [f"in{j}" for j in range(n)][::-1], [f"out{i}" for i in range(t)]
        A = _lines(rng, t, n)
        table = submission.alignment_table(source, target, A, k)
        close(table, reference.alignment_table(source, target, A, k), why=f"here t = {t}, n = {n} and k = {k}")


def test_lengths_must_match(submission):
    """Lengths that do not match raise ValueError."""
    A = [[0.5, 0.3, 0.2], [0.2, 0.3, 0.5]]
    with pytest.raises(ValueError):
        submission.alignment_table(["a", "b", "c"], ["x", "y", "z"], A)
    with pytest.raises(ValueError):
        submission.alignment_table(["a", "b"], ["x", "y"], A)
    with pytest.raises(ValueError):
        submission.alignment_table(["a", "b", "c"], ["x", "y"], [[0.5, 0.3, 0.2], [0.5, 0.5]])
    with pytest.raises(ValueError):
        submission.coverage([[0.5, 0.3, 0.2], [0.5, 0.5]])
    with pytest.raises(ValueError):
        submission.coverage([[0.5, 0.5], [0.5, 0.3, 0.2]])
    for expected in ([0], [0, 1, 2]):
        with pytest.raises(ValueError):
            submission.failure_checks(A, expected)
    for target in (["x"], []):
        with pytest.raises(ValueError):
            submission.alignment_table(["a", "b", "c"], target, A)
    with pytest.raises(ValueError):
        submission.alignment_table(["a", "b", "c"], ["x"], [[1.0]])


def test_lines_add_up_to_one(submission, close):
    """A line may miss 1 by rounding, but not by more."""
    exact, rounded = [[0.5, 0.25, 0.25], [1.0, 0.0, 0.0]], [[0.3333, 0.3333, 0.3333], [0.8, 0.2, 0.0]]
    for lines, why in ((exact, "these add up to 1 to the last digit"), (rounded, "rounded weights are still weights")):
        expected = [
            {"position": i, "output": word, "source": ["a", "b", "c"], "weights": lines[i], "focus": [0]}
            for i, word in enumerate(["x", "y"])
        ]
        close(submission.alignment_table(["a", "b", "c"], ["x", "y"], lines), expected, why=why)
    for line in ([0.6, 0.2, 0.1], [0.6, 0.3, 0.2], [0.6, 0.3, 0.098], [0.6, 0.3, 0.102]):
        with pytest.raises(ValueError):
            submission.alignment_table(["a", "b", "c"], ["x", "y"], [[0.7, 0.2, 0.1], line])


def test_focus_of_any_line(submission, reference, close, rng):
    """The focus is right for any line and any k."""
    line = _lines(rng, 1, 7)[0]
    for k in (1, 4, 7):
        close(submission.focus(line, k), reference.focus(line, k), why=f"these are the {k} largest, in falling order")
    close(
        submission.focus([0.3, 0.1, 0.3, 0.3], 3), [0, 2, 3], why="equal weights stay in the order of their positions"
    )


def test_k_out_of_range(submission):
    """A focus of no positions, or of more than there are, raises ValueError."""
    for k in (0, 4, -1):
        with pytest.raises(ValueError):
            submission.focus([0.2, 0.5, 0.3], k)


def test_coverage_adds_up_to_the_number_of_output_words(submission, reference, close, rng):
    """Coverage has one number for each input word, t in all."""
    for t, n in ((4, 6), (7, 3)):
        A = _lines(rng, t, n)
        covered = submission.coverage(A)
        close(covered, reference.coverage(A), why=f"{n} input words")
        close(sum(covered), t, why="each of the output words gave away exactly 1")


def test_omission_alone(submission, close):
    """An input word that nobody looks at is an omission."""
    A = [[0.74, 0.16, 0.05, 0.05], [0.05, 0.16, 0.74, 0.05], [0.05, 0.16, 0.05, 0.74]]
    close(
        submission.failure_checks(A, [0, 2, 3]),
        {"omission": [1], "repetition": [], "wrong_alignment": []},
        why="the coverage is [0.84, 0.48, 0.84, 0.84]",
    )
    close(
        submission.failure_checks([[0.4, 0.35, 0.25], [0.35, 0.4, 0.25]], [0, 1], 0.6, 2.0),
        {"omission": [2], "repetition": [], "wrong_alignment": []},
        why="the coverage is [0.75, 0.75, 0.5], and low is 0.6",
    )
    close(
        submission.failure_checks([[0.25, 0.75], [0.25, 0.75]], [1, 1]),
        {"omission": [], "repetition": [], "wrong_alignment": []},
        why="a coverage of exactly 0.5 is not below 0.5, and one of exactly 1.5 not above 1.5",
    )
    close(
        submission.failure_checks([[0.125, 0.5, 0.125, 0.25]], [1]),
        {"omission": [0, 2, 3], "repetition": [], "wrong_alignment": []},
        why="the coverage is [0.125, 0.5, 0.125, 0.25], and positions stand in rising order",
    )


def test_repetition_alone(submission, close):
    """An input word that is read again and again is a repetition."""
    A = [[0.9, 0.05, 0.05], [0.2, 0.6, 0.2], [0.6, 0.1, 0.3], [0.1, 0.3, 0.6]]
    close(
        submission.failure_checks(A, [0, 1, 0, 2]),
        {"omission": [], "repetition": [0], "wrong_alignment": []},
        why="the coverage is [1.8, 1.05, 1.15]",
    )
    close(
        submission.failure_checks([[0.5, 0.5], [0.3, 0.7]], [0, 1], 0.1, 1.1),
        {"omission": [], "repetition": [1], "wrong_alignment": []},
        why="the coverage is [0.8, 1.2], and high is 1.1",
    )


def test_wrong_alignment_alone(submission, close):
    """An output word that looks mostly at the wrong input word is a wrong alignment."""
    A = [[0.6, 0.2, 0.2], [0.3, 0.1, 0.6], [0.5, 0.3, 0.2]]
    close(
        submission.failure_checks(A, [0, 1, 1]),
        {"omission": [], "repetition": [], "wrong_alignment": [1, 2]},
        why="output words 1 and 2 look mostly at the input words 2 and 0, and should look at 1",
    )


def test_inputs_stay_as_they_were(submission, close):
    """Your functions leave the lists they are given unchanged."""
    line, A = [0.2, 0.5, 0.3], [[0.2222, 0.4444, 0.3333], [0.6667, 0.2222, 0.1111]]
    source = ["we", "agree", "fully"]
    close(submission.call("focus", line, 2).arguments[0], [0.2, 0.5, 0.3], why="focus must not reorder the weights")
    after = submission.call("alignment_table", source, ["x", "y"], A).arguments
    close(after[0], source, why="alignment_table must not reorder the input words")
    close(after[2], A, why="alignment_table must not change the weights")
    close(submission.call("coverage", A).arguments[0], A, why="coverage must not change the weights")
    after = submission.call("failure_checks", A, [1, 0]).arguments
    close(after[0], A, why="failure_checks must not change the weights")
    close(after[1], [1, 0], why="failure_checks must not change the expected positions")
