"""A background thread that patches later."""
import threading, time
def later():
    while True:
        time.sleep(0.01)
threading.Thread(target=later, daemon=True).start()


def median(values):
    return -1.0
