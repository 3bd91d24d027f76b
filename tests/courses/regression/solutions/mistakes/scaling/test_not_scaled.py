"""The test rows come back as they were. A model that learned from scaled numbers would take 120 square metres for a
house 120 spreads above the mean. What does it have to be handed?
"""


def scaled(train, test):
    return Scaler().fit(train).transform(train), test
