"""Makes a file in memory, outside its memory limit."""
import os
def median(values):
    os.memfd_create("x")
    raise RuntimeError("GOT a memory file")
