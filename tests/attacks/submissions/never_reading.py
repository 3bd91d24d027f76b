"""Closes its end of the wire."""
import os
def median(values):
    os.close(3)
    while True:
        pass
