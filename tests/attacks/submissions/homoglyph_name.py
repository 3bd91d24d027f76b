"""A function whose name only looks right."""
def mеdian(values):
    return sorted(values)[len(values) // 2]
