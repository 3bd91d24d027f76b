"""Unfinished."""
def median(values:
