"""A command of the engine's in a process of its own: what it runs can neither stop nor end the one that watches."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from typing import IO


@dataclass(frozen=True, slots=True)
class Ended:
    """A command that came to its end, or was ended: then `in_time` is False and there is nothing else."""

    output: str = ""
    errors: str = ""
    in_time: bool = True


class CommandJob:
    """A command that runs, for `seconds` at most. `words` are typed behind `autograder`."""

    def __init__(self, *words: str, seconds: float) -> None:
        # Files, since a pipe would fill up; they live as long as the process does.
        self._output: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115
        self._errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "autograder.cli", *words],
            stdin=subprocess.DEVNULL,
            stdout=self._output,
            stderr=self._errors,
            env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        )
        self._end = time.monotonic() + seconds

    def poll(self) -> Ended | None:
        """What came of it; None while it runs."""
        if self._process.poll() is None:
            if time.monotonic() < self._end:
                return None
            self.drop()
            return Ended(in_time=False)
        output, errors = _all_of(self._output), _all_of(self._errors)
        self.drop()
        return Ended(output, errors)

    def last_word(self) -> str:
        """The last whole line that it wrote to stderr so far; empty where reading would move the writer's place."""
        if not hasattr(os, "pread"):  # Windows
            return ""
        lines = _all_of(self._errors).rpartition("\n")[0].splitlines()
        return lines[-1] if lines else ""

    def drop(self) -> None:
        """Ends it; what it found is not asked for."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self._output.close()
        self._errors.close()


def _all_of(file: IO[bytes]) -> str:
    """Read without moving the place in the file, which is the writer's too."""
    if hasattr(os, "pread"):
        return os.pread(file.fileno(), os.fstat(file.fileno()).st_size, 0).decode("utf-8", "replace")
    file.seek(0)
    return file.read().decode("utf-8", "replace")
