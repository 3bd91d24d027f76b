"""You collect every position whose weight is above a bar, however many that are, in the order in which they stand.
What is asked for is a fixed number of positions, ranked. What do you give when three are wanted and only one is
above your bar?
"""


def focus(weights, k=1):
    if not 1 <= k <= len(weights):
        raise ValueError("k does not fit")
    return [j for j in range(len(weights)) if weights[j] > 1 / len(weights)]


def failure_checks(A, expected, low=0.5, high=1.5):
    if len(A) != len(expected):
        raise ValueError("one expected position for each output word")
    covered = coverage(A)
    return {
        "omission": [j for j, c in enumerate(covered) if c < low],
        "repetition": [j for j, c in enumerate(covered) if c > high],
        "wrong_alignment": [i for i, line in enumerate(A) if focus(line)[0] != expected[i]],
    }


def shows_focus(answer, right, weights, k=1):
    """The answer is what lies above some bar, in order, and not as many as were asked for."""
    rest = [weight for j, weight in enumerate(weights) if j not in answer]
    some = answer and rest and list(answer) == sorted(set(answer))
    return len(answer) != k and some and min(weights[j] for j in answer) > max(rest)
