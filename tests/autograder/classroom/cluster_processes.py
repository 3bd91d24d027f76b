"""The processes of a cluster on this machine: found, and ended with all that they began."""

from __future__ import annotations

import contextlib
import socket
import subprocess

import psutil


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def grading_children(workers: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """The children in which these workers grade."""
    try:
        below = psutil.Process(workers.pid).children(recursive=True)
        return [process for process in below if "autograder.classroom.child" in process.cmdline()]
    except psutil.NoSuchProcess:  # one ended while we looked
        return []


def end(process: subprocess.Popen[bytes]) -> None:
    """Kills a process and whatever it has begun.

    All but the one that Python begins to clean up after the others: it ends by itself once they are gone, and takes
    their semaphores out of /dev/shm, where they would stay until the machine is started again.
    """
    left = []
    with contextlib.suppress(psutil.NoSuchProcess):
        for child in psutil.Process(process.pid).children(recursive=True):
            with contextlib.suppress(psutil.NoSuchProcess):
                left.append(child)
                if not any("multiprocessing.resource_tracker" in word for word in child.cmdline()):
                    child.kill()
    process.kill()
    process.wait()
    _, stuck = psutil.wait_procs(left, timeout=10)
    for child in stuck:
        child.kill()
