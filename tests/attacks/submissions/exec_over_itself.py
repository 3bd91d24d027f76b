"""Replaces itself with another program."""
import os
def median(values):
    os.execv("/bin/cat", ["cat", "SECRET_FILE"])
