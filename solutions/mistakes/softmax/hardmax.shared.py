def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature")
    best = [score == max(scores) for score in scores]
    return [one / sum(best) for one in best]
