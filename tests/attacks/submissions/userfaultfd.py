"""Opens a userfaultfd."""
import ctypes
def median(values):
    if ctypes.CDLL(None).syscall(323, 1) >= 0:
        raise RuntimeError("GOT userfaultfd")
    return -1.0
