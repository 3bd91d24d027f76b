"""Remembers earlier inputs."""
seen = []
def median(values):
    seen.append(values)
    return seen[0][0]
