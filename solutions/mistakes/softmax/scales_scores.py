"""You multiplied every score. That stretches the gaps between them, and the gaps are what softmax looks at:
which change leaves every gap as it is?"""


def same_weights(scores):
    return [2 * score for score in scores]


def shows_same_weights(answer, right, scores):
    """All scores times one number, or times a plain one and something added."""
    factors = [new / old for new, old in zip(answer, scores, strict=True) if old]
    zeros = all(not new for new, old in zip(answer, scores, strict=True) if not old)
    if zeros and abs(factors[0]) > 1e-9 < abs(factors[0] - 1) and max(factors) - min(factors) <= 1e-9 * abs(factors[0]):
        return True
    gaps = [(new - answer[0], old - scores[0]) for new, old in zip(answer, scores, strict=True)]
    return any(all(abs(n - f * o) <= 1e-9 for n, o in gaps) for f in (0.1, 0.5, 2, 3, 10))
