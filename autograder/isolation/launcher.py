"""The grader's side of the wall: a Launcher keeps the zygote, a Session speaks with one student's worker."""

from __future__ import annotations

import contextlib
import os
import secrets
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from autograder.errors import GraderFault
from autograder.isolation import bubblewrap, seccomp
from autograder.isolation.layers import Level, choose, name_of
from autograder.isolation.limits import SessionLimits
from autograder.isolation.outcomes import (
    CallOutcome,
    Crashed,
    Loaded,
    LoadOutcome,
    NoSuchFunction,
    NotData,
    Raised,
    Returned,
    TimedOut,
)
from autograder.isolation.values import Plain
from autograder.isolation.wire import (
    CALL,
    LOAD,
    LOADED,
    NO_SUCH_FUNCTION,
    NOT_DATA,
    PREFIX,
    RAISED,
    RETURNED,
    BadFrame,
    Reply,
    Request,
    check_lengths,
    frame,
    pack,
    read_reply,
)
from autograder.isolation.zygote import FORK, FORKED, READY, WAIT, WAITED

__all__ = ["Launcher", "Session", "SessionLimits"]

PRELOAD = (
    *("numpy", "numpy.linalg", "numpy.random", "numpy.testing", "numpy.fft", "numpy.ma", "numpy.polynomial"),
    *("abc", "array", "bisect", "cmath", "collections", "contextlib", "copy", "ctypes", "dataclasses", "datetime"),
    *("decimal", "enum", "fractions", "functools", "heapq", "itertools", "json", "math", "numbers", "operator", "os"),
    *("random", "re", "statistics", "string", "sys", "textwrap", "threading", "time", "types", "typing", "warnings"),
)
"""A walled-off worker reaches no files, so what it may import is imported before."""
START_SECONDS = 60.0
TRIES = 3
KEPT = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "SYSTEMROOT")


class Launcher:
    """One warm zygote for one grading process."""

    def __init__(
        self, level: Level = "auto", *, preload: Sequence[str] = PRELOAD, without: tuple[str, ...] = ()
    ) -> None:
        """Raises IsolationError where strict is asked for and cannot be had."""
        self.layers = choose(level, without)
        self.name = name_of(self.layers)
        self._preload = tuple(preload)
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def open(self, limits: SessionLimits) -> Session:
        """A session for one student; its process is made when the first file is loaded."""
        return Session(self, limits)

    def fork(self, limits: SessionLimits) -> Worker:
        """A new worker. A zygote that has died is replaced; after three tries GraderFault."""
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
            message = FORK.pack(b"F", limits.memory_mb << 20, int(limits.total_seconds))
            socket.send_fds(control, [message], [theirs.fileno()])
        answer, handles, _, _ = socket.recv_fds(control, FORKED.size, 1)
        if len(answer) < FORKED.size:
            ours.close()
            raise ConnectionError("the zygote has ended")
        status, pid = FORKED.unpack(answer)
        if status:
            ours.close()
            raise OSError(-status, os.strerror(-status))
        worker = Worker(self, ours, pid, handles[0])
        ours.settimeout(START_SECONDS)
        if ours.recv(1) != READY:
            raise ConnectionError(f"the worker could not close its doors ({_how_it_ended(worker.end(grace=1.0))})")
        return worker

    def wait(self, pid: int) -> int | None:
        """The wait status of a worker that has ended; None where the zygote is no longer there to ask."""
        answer = b""
        if self._control is not None:
            with contextlib.suppress(OSError):  # a zygote that is gone answers with silence
                self._control.send(WAIT.pack(b"W", pid))
                answer = self._control.recv(WAITED.size)
        if len(answer) < WAITED.size:
            self.close()
            return None
        return int(WAITED.unpack(answer)[0])

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
        package = Path(__file__).parents[1]
        search = [path for path in dict.fromkeys([str(package.parent), *sys.path]) if path and Path(path).is_dir()]
        code = f"import sys; sys.path[:] = {search!r}; from autograder.isolation import zygote; zygote.start()"
        filter_code = seccomp.build().hex() if "seccomp" in self.layers else ""
        words = str(control), ",".join(self._preload), ",".join(self.layers), filter_code
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


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    fixed = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"}
    return fixed | kept


class Worker:
    """One forked process and the socket to it."""

    def __init__(self, launcher: Launcher, connection: socket.socket, pid: int, handle: int) -> None:
        self._launcher = launcher
        self._connection = connection
        self._pid = pid
        self._handle = handle

    def ask(self, message: bytes, seconds: float) -> tuple[bytes, memoryview]:
        """Sends a frame and takes the one that answers it, within one deadline for both.

        Raises TimeoutError, ConnectionError where the worker has ended, BadFrame for lengths that are not allowed.
        """
        deadline = time.monotonic() + seconds
        self._connection.settimeout(seconds)
        self._connection.sendall(message)
        data = self._receive(deadline, 65536)
        while len(data) < PREFIX.size:
            data += self._receive(deadline, 65536)
        header, payload = PREFIX.unpack_from(data)
        check_lengths(header, payload)
        start, whole = PREFIX.size + header, PREFIX.size + header + payload
        if len(data) < whole:
            parts = bytearray(data)
            while len(parts) < whole:
                parts += self._receive(deadline, min(1 << 20, whole - len(parts)))
            data = bytes(parts)
        if len(data) > whole:
            raise BadFrame("more than one answer")
        return data[PREFIX.size : start], memoryview(data)[start:]

    def _receive(self, deadline: float, size: int) -> bytes:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._connection.settimeout(left)
        data = self._connection.recv(size)
        if not data:
            raise ConnectionError("the worker has ended")
        return data

    def end(self, *, grace: float = 0.0) -> int | None:
        """Kills the process and waits for it. Returns its wait status, where it is known.

        `grace` is how long a process that has hung up may take to end by itself, so that its own status is seen.
        """
        self._connection.close()
        if grace:
            select.select([self._handle], [], [], grace)
        try:
            signal.pidfd_send_signal(self._handle, signal.SIGKILL)
        except ProcessLookupError:
            pass  # it has ended already
        finally:
            os.close(self._handle)
        return self._launcher.wait(self._pid)


class Session:
    """The modules of one student, in one walled-off process."""

    def __init__(self, launcher: Launcher, limits: SessionLimits) -> None:
        self._launcher = launcher
        self._limits = limits
        self._worker: Worker | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def alive(self) -> bool:
        """False where there is no process: before the first load, and after a crash or a stop."""
        return self._worker is not None

    def load(
        self,
        name: str,
        source: str,
        *,
        filename: str,
        allowed_imports: tuple[str, ...] | None = None,
        limits: SessionLimits | None = None,
    ) -> LoadOutcome:
        """Runs a file to its end under the module name `name`."""
        if self._worker is None:
            self._worker = self._launcher.fork(limits or self._limits)
        allowed = None if allowed_imports is None else list(allowed_imports)
        request = Request(_fresh_id(), LOAD, name, filename, source, None, False, allowed)
        outcome = self._ask(request, [], (limits or self._limits).seconds)
        if isinstance(outcome, Loaded | Raised | Crashed | TimedOut):
            return outcome
        return self._crashed("it answered a load with something else")

    def call(
        self,
        module: str,
        function: str,
        args: tuple[Plain, ...],
        kwargs: dict[str, Plain],
        *,
        seconds: float | None = None,
        want_arguments: bool = False,
    ) -> CallOutcome:
        """Calls a function of a loaded module with plain data."""
        if self._worker is None:
            return Crashed("there is no process")
        buffers: list[bytes] = []
        packed = pack(args, buffers), pack(kwargs, buffers) if kwargs else None
        request = Request(_fresh_id(), CALL, module, function, *packed, want_arguments)
        outcome = self._ask(request, buffers, self._limits.seconds if seconds is None else seconds)
        return self._crashed("it answered a call with something else") if isinstance(outcome, Loaded) else outcome

    def _ask(self, request: Request, buffers: list[bytes], seconds: float) -> CallOutcome | Loaded:
        assert self._worker is not None
        try:
            reply = read_reply(*self._worker.ask(frame(request, buffers), seconds))
            if reply.id != request.id:
                raise BadFrame("an answer to another question")
            return _outcome(reply, request)
        except TimeoutError:
            self.close()
            return TimedOut(seconds)
        except BadFrame as error:
            return self._crashed(f"it sent what is not an answer ({error})")
        except OSError:
            return self._crashed()

    def _crashed(self, reason: str = "") -> Crashed:
        worker, self._worker = self._worker, None
        status = worker.end(grace=0.0 if reason else 1.0) if worker is not None else None
        if status is None:
            # A walled-off worker cannot touch the zygote: that it is gone is not this student's doing.
            raise GraderFault("the process that makes the workers was killed")
        return Crashed(reason or _how_it_ended(status))

    def close(self) -> None:
        """After this the process is gone."""
        if self._worker is not None:
            self._worker.end()
            self._worker = None


def _fresh_id() -> int:
    return secrets.randbits(62)


def _outcome(reply: Reply, request: Request) -> CallOutcome | Loaded:
    texts: list[Any] = [text[:2000] for text in reply.texts[:3]]
    if reply.kind == LOADED and request.kind == LOAD:
        return Loaded()
    if reply.kind == RETURNED and request.kind == CALL:
        if request.want_arguments != isinstance(reply.arguments, tuple | list):
            raise BadFrame("arguments that were not asked for, or none")
        return Returned(reply.value, tuple(reply.arguments) if request.want_arguments else None)
    if reply.kind == RAISED and len(texts) == 3:
        return Raised(texts[0], texts[1], texts[2] or None, reply.line)
    if reply.kind == NOT_DATA and texts:
        return NotData(texts[0])
    if reply.kind == NO_SUCH_FUNCTION:
        return NoSuchFunction(request.name)
    raise BadFrame("an unknown kind of answer")


def _how_it_ended(status: int | None) -> str:
    if status is None:
        return "the process that makes the workers was killed"
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        advice = {signal.SIGSEGV: " (a memory error in compiled code)", signal.SIGKILL: " (out of processor time)"}
        return f"the process was killed by {signal.Signals(number).name}{advice.get(signal.Signals(number), '')}"
    return f"the process exited with status {os.WEXITSTATUS(status)}"
