"""An exception with ten million characters."""
def median(values):
    raise ValueError("x" * 10_000_000)
