"""Forks a child that sleeps."""
import os, time
def median(values):
    if os.fork() == 0:
        time.sleep(60)
        os._exit(0)
    raise RuntimeError("GOT a child")
