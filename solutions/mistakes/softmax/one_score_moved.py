"""You changed some of the scores and left the others as they were. Then the gaps between them are no longer the same,
and the gaps are all that the weights depend on. Which change leaves every gap as it is?"""


def same_weights(scores):
    return [scores[0] + 1.0, *scores[1:]]


def shows_same_weights(answer, right, scores):
    moved = [abs(a - b) > 1e-9 for a, b in zip(answer, scores, strict=True)]
    return any(moved) and not all(moved) and sorted(answer) != sorted(scores)
