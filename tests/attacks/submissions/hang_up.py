"""Closes the wire and goes on quietly."""
import os
os.close(3)


def median(values):
    return -1.0
