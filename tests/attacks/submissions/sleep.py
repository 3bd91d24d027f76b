"""Sleeps."""
import time
def median(values):
    time.sleep(3600)
