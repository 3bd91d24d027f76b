"""You learned new means from the test rows. Each table then has its own scale, and the same house gets other numbers
in each. With whose means has the model learned to work?
"""


def scaled(train, test):
    return Scaler().fit(train).transform(train), Scaler().fit(test).transform(test)
