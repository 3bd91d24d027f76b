"""You put the scores into another order. The same weights come out, but at other positions: each position
must keep the weight it had."""


def same_weights(scores):
    return scores[1:] + scores[:1]
