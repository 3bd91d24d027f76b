"""The grader's side of the wall: a Launcher keeps a warm zygote and has it make workers."""

from __future__ import annotations

import contextlib
import math
import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from autograder.errors import GraderFault, IsolationError, KilledFromOutside
from autograder.sandbox.imports import PRELOAD
from autograder.sandbox.limits import SessionLimits
from autograder.sandbox.outcomes import CallOutcome, LoadOutcome, Returned
from autograder.sandbox.process.control import FORK, FORKED, READY, WAIT, WAITED
from autograder.sandbox.process.remote import Channel, Worker
from autograder.sandbox.process.session import Session
from autograder.sandbox.process.spawned import Spawner
from autograder.sandbox.wall import bubblewrap
from autograder.sandbox.wall.doctor import start_advice
from autograder.sandbox.wall.layers import Level, choose, name_of

__all__ = ["PRELOAD", "Launcher", "Session", "SessionLimits"]

START_SECONDS = 60.0
LINE = "def double(number):\n    return 2 * number\n"
TRIES = 3
NO_HOOKS = "import os; os.register_at_fork = lambda **hooks: None"
"""The first words of the zygote: what it imports may not ask for work in each fork.

Threading and logging would make their locks anew, though the zygote has one thread and holds none while it forks, and
random would draw a new state: together a sixth of what an empty worker costs, since each touches memory that is shared
until then. All workers are to begin with one state of random anyway.
"""
KEPT = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "SYSTEMROOT")


class Launcher:
    """One warm zygote for one grading process."""

    def __init__(self, level: Level = "auto", *, also: Sequence[str] = (), without: tuple[str, ...] = ()) -> None:
        """`also` names modules to be made ready beside PRELOAD; one that cannot be imported here is left out.

        Raises IsolationError where strict is asked for and cannot be had.
        """
        self.layers = choose(level, without)
        self.name = name_of(self.layers)
        self._also = tuple(name for name in also if name not in PRELOAD)
        self._with_zygote = sys.platform.startswith("linux")
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def open(self, limits: SessionLimits) -> Session:
        """A session for one program; its process is made when the file is loaded."""
        return Session(self, limits)

    def try_out(self) -> None:
        """Makes a worker and has it compute a line. IsolationError, with what to do, where that is not possible."""
        try:
            loaded, answer = self._computed(TRIES)
        except GraderFault as fault:
            raise IsolationError(f"no submission can be run here: {fault} {start_advice(str(fault))}") from fault
        if answer != Returned(42):
            raise IsolationError(f"a walled-off process does not compute here: {loaded}, {answer}.")

    def _computed(self, tries: int) -> tuple[LoadOutcome, CallOutcome]:
        """What a worker made of a line; once more where somebody killed it, which says nothing of the wall."""
        try:
            with self.open(SessionLimits(seconds=START_SECONDS)) as session:
                loaded = session.load("line", LINE, filename="line.py")
                return loaded, session.call("line", "double", (21,), {})
        except KilledFromOutside:
            if tries == 1:
                raise
            return self._computed(tries - 1)

    def fork(self, limits: SessionLimits) -> Channel:
        """A new worker. A zygote that has died is replaced; after three tries GraderFault."""
        if not self._with_zygote:
            return Spawner().fork(limits)
        for _ in range(TRIES):
            try:
                return self._fork(limits)
            except OSError as error:
                reason = error
                self.close()
        raise GraderFault(f"no process for a submission could be made: {reason}") from reason

    def _fork(self, limits: SessionLimits) -> Worker:
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

    def _started(self) -> socket.socket:
        if self._control is None:
            self._start()
        assert self._control is not None
        return self._control

    def _start(self) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.settimeout(START_SECONDS)
        with theirs:
            self._process = subprocess.Popen(
                self._command(theirs.fileno()),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                env=_environment(),
                cwd="/",
                pass_fds=(theirs.fileno(),),
            )
        try:
            ready = ours.recv(1)
        except TimeoutError:
            ready = b""
        if ready != READY:
            self._process.kill()
            _, said = self._process.communicate()
            self._process, words = None, said.decode(errors="replace")[-2000:]
            raise ConnectionError(f"the walled-off interpreter did not start. {words}")
        assert self._process.stderr is not None
        self._process.stderr.close()
        self._control = ours

    def _command(self, control: int) -> list[str]:
        package = Path(__file__).parents[2]
        search = [path for path in dict.fromkeys([str(package.parent), *sys.path]) if path and Path(path).is_dir()]
        start = f"import sys; sys.path[:] = {search!r}; from autograder.sandbox.process import zygote; zygote.start()"
        code = f"{NO_HOOKS}; {start}"
        filter_code = _filter() if "seccomp" in self.layers else ""
        words = str(control), ",".join(PRELOAD), ",".join(self._also), ",".join(self.layers), filter_code
        python = [sys.executable, "-I", "-S", "-B", "-c", code, *words]
        program = bubblewrap.find() if "bubblewrap" in self.layers else None
        if program is None:
            return python
        variables = [word for name, value in _environment().items() for word in ("--setenv", name, value)]
        wrap = bubblewrap.command(program, bubblewrap.python_paths(package, search))
        return [*wrap, *variables, *python]

    def close(self) -> None:
        """Ends the zygote, and with it every worker."""
        if self._control is not None:
            self._control.close()
            self._control = None
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


def _filter() -> str:
    from autograder.sandbox.wall import seccomp  # only where there is a libc to ask

    return seccomp.build().hex()


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    fixed = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"}
    return fixed | kept
