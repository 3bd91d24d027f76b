"""You multiplied every score. That stretches the gaps between them, and the gaps are what softmax looks at:
which change leaves every gap as it is?"""


def same_weights(scores):
    return [2 * score for score in scores]
