"""Writes garbage."""
import os
def median(values):
    os.write(3, bytes(range(256)) * 16)
    os._exit(0)
