"""A process beside this one that writes into files: a pipe would fill up, or be held open by what it has started."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from typing import IO, Protocol


class Process(Protocol):
    """As much of `subprocess.Popen` as is asked of one."""

    def poll(self) -> int | None: ...
    def wait(self) -> int | None: ...
    def kill(self) -> None: ...


class Beside:
    """One that runs. `begin` starts it, with the files that it is to write its output and its errors to."""

    def __init__(self, begin: Callable[[IO[bytes], IO[bytes]], Process]) -> None:
        self._output: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  # they live as long as the process does
        self._errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115
        self._process = begin(self._output, self._errors)

    def status(self) -> int | None:
        """What it exited with; None while it runs."""
        return self._process.poll()

    def output(self) -> str:
        """What it has written to stdout so far."""
        return _all_of(self._output)

    def errors(self) -> str:
        """What it has written to stderr so far."""
        return _all_of(self._errors)

    def drop(self) -> None:
        """Ends it, where it has not come to its end; what it wrote is gone."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self._output.close()
        self._errors.close()


def python(module: str, *words: str, output: IO[bytes], errors: IO[bytes]) -> subprocess.Popen[bytes]:
    """A Python that runs a module of the engine's, with nothing to read and no module of the folder it begins in."""
    return subprocess.Popen(
        [sys.executable, "-P", "-m", module, *words],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=errors,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
    )


def _all_of(file: IO[bytes]) -> str:
    """Read without moving the place in the file, which is the writer's too."""
    if hasattr(os, "pread"):
        return os.pread(file.fileno(), os.fstat(file.fileno()).st_size, 0).decode("utf-8", "replace")
    file.seek(0)
    return file.read().decode("utf-8", "replace")
