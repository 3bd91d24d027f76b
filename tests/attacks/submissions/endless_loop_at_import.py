"""Never ends loading."""
while True:
    pass


def median(values):
    return -1.0
