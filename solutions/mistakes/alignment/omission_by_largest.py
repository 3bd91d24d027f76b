"""You judge an input word by the largest single weight it ever got. Several small looks can add up to a word that was
well read, and one good look is no measure of how often it was read. Which number did you compute to say how much a
word got in all?
"""


def failure_checks(A, expected, low=0.5, high=1.5):
    if len(A) != len(expected):
        raise ValueError("one expected position for each output word")
    covered = [max(column) for column in zip(*A, strict=True)]
    return {
        "omission": [j for j, c in enumerate(covered) if c < low],
        "repetition": [j for j, c in enumerate(covered) if c > high],
        "wrong_alignment": [i for i, line in enumerate(A) if focus(line)[0] != expected[i]],
    }
