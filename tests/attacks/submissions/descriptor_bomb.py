"""Opens descriptors without end."""
import os
def median(values):
    while True:
        os.dup(3)
