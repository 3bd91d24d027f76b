"""A worker where there is no wall: one spawned process with a hard kill, on every system. For code that one trusts.

The process connects back over the machine's own loopback and shows a token that only it was given.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import socket
import subprocess
import sys
from pathlib import Path

from autograder.errors import GraderFault
from autograder.sandbox.limits import SessionLimits
from autograder.sandbox.process.remote import Channel, Ending

START_SECONDS = 60.0
TOKEN = 32
SAME_ORDER = {"PYTHONHASHSEED": "0"}
"""In a process's environment: a set of texts comes in the same order every time."""


class SpawnedWorker(Channel):
    """One spawned process and the socket to it."""

    def __init__(self, connection: socket.socket, process: subprocess.Popen[bytes]) -> None:
        super().__init__(connection)
        self._process = process

    def end(self, *, grace: float = 0.0) -> Ending:
        """Kills the process and waits for it. How it ended."""
        self._connection.close()
        if grace:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(grace)
        self._process.kill()
        status = self._process.wait()
        ended = f"was killed by signal {-status}" if status < 0 else f"exited with status {status}"
        return Ending(f"the process {ended}")


class Spawner:
    """Makes a new process for each session. `limits` hold for time alone; memory is not bounded here."""

    def fork(self, limits: SessionLimits, *, lean: bool = False) -> SpawnedWorker:
        """A new worker; all of them can import whatever is installed. Raises GraderFault where none can be started."""
        token = secrets.token_bytes(TOKEN)
        with socket.create_server(("127.0.0.1", 0)) as server:
            server.settimeout(START_SECONDS)
            process = subprocess.Popen(
                _command(server.getsockname()[1]),
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=os.environ | SAME_ORDER,
            )
            try:
                assert process.stdin is not None
                with process.stdin as given:
                    given.write(token)
                return SpawnedWorker(_accepted(server, token), process)
            except OSError as error:
                process.kill()
                process.wait()
                raise GraderFault(f"no process for a submission could be made: {error}") from error


def _accepted(server: socket.socket, token: bytes) -> socket.socket:
    """The connection of whoever knows the token; others are hung up on."""
    while True:
        connection, _ = server.accept()
        connection.settimeout(START_SECONDS)
        with contextlib.suppress(OSError):
            if secrets.compare_digest(connection.recv(TOKEN, socket.MSG_WAITALL), token):
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                return connection
        connection.close()


def _command(port: int) -> list[str]:
    package = Path(__file__).parents[2]
    search = [path for path in dict.fromkeys([str(package.parent), *sys.path]) if path and Path(path).is_dir()]
    code = (
        f"import sys; sys.path[:] = {search!r}; from autograder.sandbox.process import spawned; spawned.start({port})"
    )
    return [sys.executable, "-B", "-c", code]


def start(port: int) -> None:
    """The spawned process: shows its token, then answers requests until the grader hangs up."""
    from autograder.sandbox.process.worker import seed_chance, serve

    connection = socket.create_connection(("127.0.0.1", port))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connection.sendall(sys.stdin.buffer.read(TOKEN))
    seed_chance()
    serve(connection)
