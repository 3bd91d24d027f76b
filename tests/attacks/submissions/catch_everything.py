"""Catches every exception and loops."""
def median(values):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
