"""Where two weights are equal you put the later position first. That often happens when a list is sorted upwards and
then turned round, or when pairs are compared from the back. Which of two equal ones should a reader meet first?
"""


def focus(weights, k=1):
    if not 1 <= k <= len(weights):
        raise ValueError("k does not fit")
    return sorted(range(len(weights)), key=lambda j: (weights[j], j))[::-1][:k]
