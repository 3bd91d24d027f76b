"""Never ends, inside a C call."""
def median(values):
    return sum(iter(int, 1))
