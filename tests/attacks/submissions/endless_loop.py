"""Never ends."""
def median(values):
    while True:
        pass
