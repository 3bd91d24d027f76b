"""Writes a large file."""
def median(values):
    with open("WRITE_DIR/flood", "wb") as f:
        f.write(b"x" * (1 << 30))
    raise RuntimeError("GOT the disk")
