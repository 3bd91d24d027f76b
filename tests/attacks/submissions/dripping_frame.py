"""Sends a frame a byte at a time."""
import os, time
def median(values):
    os.write(3, b"\x10\x00\x00\x00" + b"\x00" * 8)
    while True:
        os.write(3, b"x")
        time.sleep(0.05)
