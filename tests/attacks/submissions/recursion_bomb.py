"""Calls itself without end, with the limit lifted."""
import sys
sys.setrecursionlimit(10**9)
def median(values):
    return median(values)
