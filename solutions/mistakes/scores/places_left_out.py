"""Not every place of the two vectors counts in your dot product: what stands at their end is left out. A vector may
have any length d, and each of its places adds its product. Work one out by hand for three numbers: which are missing?
"""


def dot(a, b):
    if len(a) != len(b):
        raise ValueError("lengths differ")
    return sum(x * y for x, y in list(zip(a, b))[:2])
