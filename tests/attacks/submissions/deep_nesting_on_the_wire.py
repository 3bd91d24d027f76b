"""Sends a header nested 100,000 deep."""
import os
def median(values):
    os.write(3, b"\xa0\x86\x01\x00" + b"\x00" * 8 + b"\x91" * 100_000)
    os._exit(0)
