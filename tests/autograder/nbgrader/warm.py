"""Runs commands of nbgrader's in processes of their own that need not import it: most of a short command is importing.

As a program it imports once, then waits for requests and forks a process for each. The command then runs as its console
script does: `main()`, with these words as sys.argv, to the normal end of the interpreter.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

LONGEST = 1 << 16
"""Bytes of one request."""


class Warm:
    """The program at the bottom of this file, started when the first command comes; it ends when this process does."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._environment = environment
        self._starting = threading.Lock()
        self._control: socket.socket | None = None

    def run(self, words: list[str], cwd: Path) -> subprocess.CompletedProcess[str]:
        """Runs `nbgrader ...` or `autograder ...`; what it said, and its exit code as subprocess gives it."""
        ours, theirs = socket.socketpair()
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, ours:
            with theirs:
                request = json.dumps([words, str(cwd)]).encode()
                socket.send_fds(self._server(), [request], [theirs.fileno(), out.fileno(), err.fileno()])
            code = ours.makefile().readline()
            said = []
            for file in (out, err):
                file.seek(0)
                said.append(file.read().decode())
        return subprocess.CompletedProcess(words, int(code), *said)

    def _server(self) -> socket.socket:
        with self._starting:
            if self._control is None:
                self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
                with theirs:
                    command = [sys.executable, __file__, str(theirs.fileno())]
                    subprocess.Popen(command, env=self._environment, pass_fds=[theirs.fileno()])
            return self._control


def _serve(control: socket.socket) -> tuple[list[str], str]:
    """Waits for requests. Returns in each process that is to run one; the server itself never returns."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those that wait for the commands
    while True:
        request, fds, _, _ = socket.recv_fds(control, LONGEST, 3)
        if not request:
            sys.exit()
        if os.fork() == 0:
            control.close()
            return _in_a_child(json.loads(request), *fds)
        for fd in fds:
            os.close(fd)


def _in_a_child(request: Any, reply: int, out: int, err: int) -> tuple[list[str], str]:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    command = os.fork()
    if command == 0:
        os.dup2(out, 1)
        os.dup2(err, 2)
        for fd in (reply, out, err):
            os.close(fd)
        words, cwd = request
        return words, cwd
    _, status = os.waitpid(command, 0)
    with contextlib.suppress(OSError):  # whoever asked may be gone
        os.write(reply, f"{os.waitstatus_to_exitcode(status)}\n".encode())
    os._exit(0)


def _main() -> None:
    import nbgrader.apps.nbgraderapp

    import autograder.cli
    import autograder.commands.nbgrader
    import autograder.nbgrader.preprocessors
    import autograder.nbgrader.push

    mains = {"nbgrader": nbgrader.apps.nbgraderapp.main, "autograder": autograder.cli.main}
    gc.freeze()  # a collection would copy every page that the processes share
    words, cwd = _serve(socket.socket(fileno=int(sys.argv[1])))
    os.chdir(cwd)
    sys.argv = words
    sys.exit(mains[words[0]]())


if __name__ == "__main__":
    _main()
