"""One operation that takes for ever."""
def median(values):
    return 9 ** 9 ** 9
