"""Forks a daemon that writes later."""
import os, time
if os.fork() == 0:
    os.setsid()
    time.sleep(30)
    open("WRITE_DIR/daemon", "w").write("x")
    os._exit(0)


def median(values):
    return -1.0
