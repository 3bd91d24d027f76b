"""A generator."""
def median(values):
    return (x for x in [2.0])
