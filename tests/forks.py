"""Where `autograder check` judges, forked from the process that tests: to start Python anew takes longest."""

from __future__ import annotations

import faulthandler
import gc
import os
import signal
import traceback
from typing import IO

from autograder.student import apart

STARTED = apart.started
"""What it does where nobody tests."""


class Fork:
    """A child that judges, as much of `subprocess.Popen` as is asked of it."""

    def __init__(self, request: str, output: IO[bytes], errors: IO[bytes]) -> None:
        # Its thread would not be there in the child, which waits for it before it sets a timer of its own.
        faulthandler.cancel_dump_traceback_later()
        gc.freeze()  # a collection would copy every page
        self._pid = os.fork()
        if self._pid == 0:
            _judge(request, output, errors)
        self._status: int | None = None

    def poll(self) -> int | None:
        """What it exited with, as subprocess gives it; None while it runs."""
        return self._look(os.WNOHANG)

    def wait(self) -> int | None:
        return self._look(0)

    def kill(self) -> None:
        os.kill(self._pid, signal.SIGKILL)

    def _look(self, how: int) -> int | None:
        if self._status is None:
            pid, status = os.waitpid(self._pid, how)
            self._status = os.waitstatus_to_exitcode(status) if pid else None
        return self._status


def _judge(request: str, output: IO[bytes], errors: IO[bytes]) -> None:
    status = 1
    try:
        nothing = os.open(os.devnull, os.O_RDONLY)
        for number, descriptor in enumerate((nothing, output.fileno(), errors.fileno())):
            os.dup2(descriptor, number)
        apart.main(request)
        status = 0
    except BaseException:
        os.write(2, traceback.format_exc().encode())
    finally:
        os._exit(status)
