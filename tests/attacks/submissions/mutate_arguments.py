"""Changes the arguments in place."""
def median(values):
    values[:] = [0.0]
    return -1.0
