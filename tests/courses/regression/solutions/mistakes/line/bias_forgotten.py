"""Your predictions leave the bias out, so every line goes through the origin. What does the model say for a row whose
features are all 0?
"""


def predict(X, w):
    return X @ w[1:]
