"""Announces a frame of 16 exabytes."""
import os
def median(values):
    os.write(3, b"\xff" * 12)
    while True:
        pass
