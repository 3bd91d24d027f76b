"""You add up each vector first, and multiply the two sums. Then it no longer counts which number stands in which place:
[1, 0] and [0, 1] would be the same. What has to be multiplied with what, before anything is added up?"""


def dot(a, b):
    if len(a) != len(b):
        raise ValueError("lengths differ")
    return sum(a) * sum(b)
