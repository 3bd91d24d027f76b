"""A result nested without end."""
def median(values):
    deep = []
    deep.append(deep)
    return deep
