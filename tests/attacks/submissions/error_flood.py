"""Writes a hundred megabytes to standard error."""
import sys
sys.stderr.write("x" * 100_000_000)


def median(values):
    return -1.0
