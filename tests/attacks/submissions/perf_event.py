"""Opens a performance counter."""
import ctypes
def median(values):
    if ctypes.CDLL(None).syscall(298, ctypes.create_string_buffer(128), 0, -1, -1, 0) >= 0:
        raise RuntimeError("GOT perf")
    return -1.0
