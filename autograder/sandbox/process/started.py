"""A zygote as the grader holds it: started when it is first needed, asked for workers, asked how they ended."""

from __future__ import annotations

import contextlib
import math
import os
import socket
import subprocess
from collections.abc import Callable, Mapping, Sequence

from autograder.sandbox.clocks.once import for_the_class
from autograder.sandbox.limits import SessionLimits
from autograder.sandbox.process.control import FORK, FORKED, READY, WAIT, WAITED
from autograder.sandbox.process.remote import Worker

START_SECONDS = 60.0


class Zygote:
    """One process: `command` gives its command line for the number of the descriptor by which it is spoken to."""

    def __init__(self, command: Callable[[int], Sequence[str]], environment: Mapping[str, str]) -> None:
        self._command = command
        self._environment = environment
        self._process: subprocess.Popen[bytes] | None = None
        self._beginning: socket.socket | None = None
        """The same as `_control`, of a process that has not said yet that it is ready."""
        self._control: socket.socket | None = None

    def fork(self, limits: SessionLimits) -> Worker:
        """A new worker. OSError where it could not be made; then this one is to be closed."""
        control = self._started()
        ours, theirs = socket.socketpair()
        with theirs:
            message = FORK.pack(b"F", limits.memory_mb << 20, cpu_seconds(limits))
            socket.send_fds(control, [message], [theirs.fileno()])
        answer, handles, _, _ = socket.recv_fds(control, FORKED.size, 1)
        if len(answer) < FORKED.size:
            ours.close()
            raise ConnectionError("the zygote has ended")
        status, pid = FORKED.unpack(answer)
        if status:
            ours.close()
            raise OSError(-status, os.strerror(-status))
        worker = Worker(self, ours, pid, handles[0], cpu_seconds(limits))
        ours.settimeout(START_SECONDS)
        if ours.recv(1) != READY:
            ending = worker.end(grace=1.0)
            raise ConnectionError(f"the worker could not close its doors ({ending.phrase if ending else 'it is gone'})")
        return worker

    def wait(self, pid: int) -> tuple[int, float] | None:
        """The wait status of a worker that has ended, and the processor seconds it used; None without a zygote."""
        answer = b""
        if self._control is not None:
            with contextlib.suppress(OSError):  # a zygote that is gone answers with silence
                self._control.send(WAIT.pack(b"W", pid))
                answer = self._control.recv(WAITED.size)
        if len(answer) < WAITED.size:
            self.close()
            return None
        status, used = WAITED.unpack(answer)
        return status, used

    def begin(self) -> None:
        """Starts the process, if there is none, and does not wait until it is ready."""
        if self._process is not None:
            return
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.settimeout(START_SECONDS)
        with theirs:
            self._process = subprocess.Popen(
                self._command(theirs.fileno()),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                env=self._environment,
                cwd="/",
                pass_fds=(theirs.fileno(),),
            )
        self._beginning = ours

    def _started(self) -> socket.socket:
        if self._control is None:
            with for_the_class():  # the first who needs it, or finds it killed, has all of their time nonetheless
                self.begin()
                self._control = self._until_ready()
        return self._control

    def _until_ready(self) -> socket.socket:
        assert self._process is not None
        assert self._beginning is not None
        ours, self._beginning = self._beginning, None
        try:
            ready = ours.recv(1)
        except TimeoutError:
            ready = b""
        if ready != READY:
            ours.close()
            self._process.kill()
            _, said = self._process.communicate()
            self._process, words = None, said.decode(errors="replace")[-2000:]
            raise ConnectionError(f"the walled-off interpreter did not start. {words}")
        assert self._process.stderr is not None
        self._process.stderr.close()
        return ours

    def close(self) -> None:
        """Ends the zygote, and with it every worker. The next fork starts another."""
        for line in (self._control, self._beginning):
            if line is not None:
                line.close()
        self._control = self._beginning = None
        if self._process is not None:
            try:
                self._process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None


def cpu_seconds(limits: SessionLimits) -> int:
    """Whole seconds of processor time after which the kernel ends a worker: the wall clock is meant to be first."""
    return math.ceil(limits.total_seconds) + 1
