"""Maps memory that can be written and executed."""
import mmap
def median(values):
    mmap.mmap(-1, 4096, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, prot=7)
    raise RuntimeError("GOT executable memory")
