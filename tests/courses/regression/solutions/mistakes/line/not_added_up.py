"""You multiply each feature by its weight and stop there: a table comes back. A prediction is one number for a row.
Along which axis do the products have to be added up?
"""


def predict(X, w):
    return X * w[1:] + w[0]
