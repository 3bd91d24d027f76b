"""You worked with the gap between the best score and the second best alone, as if there were no others. With three
scores or more each of them takes its share: how does the largest weight depend on all of the gaps?"""

import math


def temperature_for(scores, max_weight):
    if not 1 / len(scores) < max_weight < 1:
        raise ValueError("no temperature can do it")
    best, second = sorted(scores, reverse=True)[:2]
    return (best - second) / math.log(max_weight / (1 - max_weight))


def shows_temperature_for(answer, right, scores, max_weight):
    best, second = sorted(scores, reverse=True)[:2]
    told = (best - second) / math.log(max_weight / (1 - max_weight))
    return len(scores) > 2 and abs(answer - told) <= 1e-6 * abs(told)
