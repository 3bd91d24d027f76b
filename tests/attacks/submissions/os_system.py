"""Runs a command through the shell."""
import os
def median(values):
    if os.system("true") == 0:
        raise RuntimeError("GOT a shell")
    return -1.0
