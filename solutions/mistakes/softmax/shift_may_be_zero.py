"""You move all the scores by the largest of them, which keeps every gap: the idea is right. But where the largest is 0
nothing moves, and you hand back the very scores that you were given. Which shift is never 0?"""


def same_weights(scores):
    return [score - max(scores) for score in scores]
