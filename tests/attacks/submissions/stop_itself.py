"""Stops itself."""
import os, signal
def median(values):
    os.kill(os.getpid(), signal.SIGSTOP)
    while True:
        pass
