"""Writes a file at exit."""
import atexit
atexit.register(lambda: open("WRITE_DIR/at_exit", "w").write("x"))


def median(values):
    return -1.0
