"""Throws NumPy out."""
import sys
for name in list(sys.modules):
    if name.startswith("numpy"):
        del sys.modules[name]


def median(values):
    return -1.0
