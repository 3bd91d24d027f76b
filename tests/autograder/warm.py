"""Runs commands in processes of their own that need not import anything: most of a short command is importing.

As a program it imports once, then waits for requests and forks a process for each. The command then runs as its console
script does: `main()`, with these words as sys.argv, to the normal end of the interpreter.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

LONGEST = 1 << 17
"""Bytes of one request."""
AS_A_MODULE = ("pytest",)
"""Commands that are run by `python -m`: what lies in the folder can be imported."""


@dataclass(frozen=True)
class Request:
    """What to run, and where."""

    words: list[str]
    cwd: str
    environment: dict[str, str]


class Warm:
    """The program at the bottom of this file, started when the first command comes; it ends when this process does."""

    def __init__(self, environment: Mapping[str, str], mains: Mapping[str, str], imports: Sequence[str] = ()) -> None:
        """`mains`: a command's first word -> its ``module:function``. `imports`: what else is there already."""
        self._environment = dict(environment)
        self._ready = json.dumps([dict(mains), list(imports)])
        self._starting = threading.Lock()
        self._control: socket.socket | None = None

    def run(
        self, words: Sequence[str], cwd: Path, typed: str = "", environment: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """What the command said, and its exit code as subprocess gives it."""
        asked = Request(list(words), str(cwd), dict(self._environment if environment is None else environment))
        ours, theirs = socket.socketpair()
        with contextlib.ExitStack() as opened:
            opened.enter_context(ours)
            said = [opened.enter_context(tempfile.TemporaryFile()) for _ in range(3)]
            said[0].write(typed.encode())
            said[0].seek(0)
            with theirs:
                request = json.dumps(vars(asked)).encode()
                socket.send_fds(self._server(), [request], [theirs.fileno(), *(file.fileno() for file in said)])
            code = ours.makefile().readline()
            for file in said:
                file.seek(0)
            out, err = (file.read().decode() for file in said[1:])
        return subprocess.CompletedProcess(list(words), int(code), out, err)

    def _server(self) -> socket.socket:
        with self._starting:
            if self._control is None:
                self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
                with theirs:
                    command = [sys.executable, "-P", __file__, str(theirs.fileno()), self._ready]
                    subprocess.Popen(command, env=self._environment, pass_fds=[theirs.fileno()])
            return self._control


def _serve(control: socket.socket) -> Request:
    """Waits for requests. Returns in each process that is to run one; the server itself never returns."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those that wait for the commands
    while True:
        request, fds, _, _ = socket.recv_fds(control, LONGEST, 4)
        if not request:
            sys.exit()
        if os.fork() == 0:
            control.close()
            return _in_a_child(Request(**json.loads(request)), *fds)
        for fd in fds:
            os.close(fd)


def _in_a_child(request: Request, reply: int, *standard: int) -> Request:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    command = os.fork()
    if command == 0:
        for number, fd in enumerate(standard):
            os.dup2(fd, number)
        for fd in (reply, *standard):
            os.close(fd)
        return request
    _, status = os.waitpid(command, 0)
    with contextlib.suppress(OSError):  # whoever asked may be gone
        os.write(reply, f"{os.waitstatus_to_exitcode(status)}\n".encode())
    os._exit(0)


def _main() -> None:
    mains, imports = json.loads(sys.argv[2])
    for name in (*imports, *(place.partition(":")[0] for place in mains.values())):
        importlib.import_module(name)
    gc.freeze()  # a collection would copy every page that the processes share
    request = _serve(socket.socket(fileno=int(sys.argv[1])))
    os.chdir(request.cwd)
    os.environ.clear()
    os.environ.update(request.environment)
    sys.argv = request.words
    if request.words[0] in AS_A_MODULE:
        sys.path.insert(0, request.cwd)
    module, _, function = mains[request.words[0]].partition(":")
    sys.exit(getattr(sys.modules[module], function)())


if __name__ == "__main__":
    _main()
