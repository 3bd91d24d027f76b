"""Prints a hundred megabytes."""
for _ in range(100):
    print("x" * 1_000_000)


def median(values):
    return -1.0
