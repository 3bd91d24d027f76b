"""Starts a shell."""
import os
def median(values):
    os.posix_spawn("/bin/sh", ["sh", "-c", "sleep 60"], {})
    raise RuntimeError("GOT a shell")
