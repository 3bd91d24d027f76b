"""Writes a file when an object dies."""
class D:
    def __del__(self):
        open("WRITE_DIR/at_del", "w").write("x")
thing = D()
del thing


def median(values):
    return -1.0
