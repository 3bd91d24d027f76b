"""Takes memory without end."""
hoard = []
while True:
    hoard.append(bytearray(1 << 24))


def median(values):
    return -1.0
