"""Moves the zygote to one core."""
import os
def median(values):
    os.sched_setaffinity(os.getppid(), {0})
    raise RuntimeError("GOT the scheduler")
