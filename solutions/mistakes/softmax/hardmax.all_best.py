def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError("temperature")
    return [1.0 if score == max(scores) else 0.0 for score in scores]
