"""Announces a header of 4 GB and sends on."""
import os
def median(values):
    os.write(3, b"\xff\xff\xff\xff" + b"\x00" * 8)
    while True:
        os.write(3, b"x" * 65536)
