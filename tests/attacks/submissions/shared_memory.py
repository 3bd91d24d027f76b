"""Maps shared memory, outside its memory limit."""
import mmap
def median(values):
    mmap.mmap(-1, 1 << 20)
    raise RuntimeError("GOT shared memory")
