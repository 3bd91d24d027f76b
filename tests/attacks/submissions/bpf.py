"""Loads a BPF map."""
import ctypes
def median(values):
    if ctypes.CDLL(None).syscall(321, 0, ctypes.create_string_buffer(64), 64) >= 0:
        raise RuntimeError("GOT bpf")
    return -1.0
