"""You moved the scores so that the worst one is 0, and divided by the sum. Nothing is negative any more, but now the
worst position gets nothing at all, however close it came, and the shares do not follow the gaps as softmax's do. Which
function makes every score positive and keeps their order?"""


def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature")
    low, high = min(scores), max(scores)
    if low == high:
        return [1 / len(scores)] * len(scores)
    parts = [(score - low) / (high - low) for score in scores]
    return [part / sum(parts) for part in parts]
