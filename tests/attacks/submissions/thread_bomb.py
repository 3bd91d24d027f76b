"""Starts threads without end."""
import threading, time
def median(values):
    for _ in range(10_000):
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
    raise RuntimeError("GOT threads")
