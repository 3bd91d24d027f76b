"""You raised 2 to the power of the scores. The weights are proper shares, but less sharp than softmax's: its
base is e."""


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature")
    powers = [2 ** ((score - max(scores)) / temperature) for score in scores]
    return [power / sum(powers) for power in powers]
