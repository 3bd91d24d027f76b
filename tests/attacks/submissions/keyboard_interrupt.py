"""Raises KeyboardInterrupt."""
def median(values):
    raise KeyboardInterrupt
