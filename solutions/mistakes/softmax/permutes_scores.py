"""You put the scores into another order. The same weights come out, but at other positions: each position
must keep the weight it had."""


def same_weights(scores):
    return scores[1:] + scores[:1]


def shows_same_weights(answer, right, scores):
    return list(answer) != list(scores) and sorted(answer) == sorted(scores)
