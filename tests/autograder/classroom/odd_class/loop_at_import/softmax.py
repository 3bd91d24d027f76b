count = 0
while count < 10:
    count = 0


def softmax(scores, temperature=1.0):
    return scores
