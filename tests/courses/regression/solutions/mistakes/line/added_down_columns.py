"""You add the products up down each column, over all the rows, where one row's products belong together. How many
predictions are there for n rows?
"""


def predict(X, w):
    return (add_bias(X) * w).sum(axis=0)
