"""Constants that fold into gigabytes."""
x = ((((1 << 1000000) << 1000000) << 1000000) << 1000000) and "x" * 4096 * 4096 * 4096 * 16


def median(values):
    return -1.0
