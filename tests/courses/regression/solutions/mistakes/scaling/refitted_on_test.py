"""You fitted one scaler to the training rows and then again to the test rows, before anything was scaled. The second
fit forgets the first. In what order do learning and scaling come?
"""


def scaled(train, test):
    scaler = Scaler().fit(train)
    scaler.fit(test)
    return scaler.transform(train), scaler.transform(test)
