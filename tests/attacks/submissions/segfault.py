"""Reads address 0."""
import ctypes
def median(values):
    return ctypes.string_at(0)
