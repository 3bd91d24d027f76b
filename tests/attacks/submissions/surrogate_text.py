"""Text that is not Unicode."""
def median(values):
    return "\ud800"
