"""Makes a message queue that outlives it."""
import ctypes
def median(values):
    if ctypes.CDLL(None).msgget(0, 0o1600) >= 0:
        raise RuntimeError("GOT a queue")
    return -1.0
