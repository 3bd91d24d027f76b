"""An integer of a million digits."""
def median(values):
    return 1 << 4_000_000
