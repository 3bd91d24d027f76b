"""Becomes root again."""
import os
def median(values):
    os.setuid(0)
    if os.getuid() == 0:
        raise RuntimeError("GOT root")
    return -1.0
