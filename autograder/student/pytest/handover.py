"""What one process of a run of pytest hands over to the next: which calls ended a process before, and how.

It is a folder. Each process writes its calls into a file there; whoever sees that it has ended reads them.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # who waits for another process needs little, and does not load it
    from autograder.student.noted import OpenCall

FOLDER = "AUTOGRADER_HANDOVER"
"""The environment variable with the folder, for the process that is started."""
ENDINGS = "endings.json"


class Handover:
    """The folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def endings(self, exercise: str) -> dict[str, str]:
        """A call's key -> how it ended a process, of one exercise."""
        known: dict[str, str] = self._endings().get(exercise, {})
        return known

    def learn(self, process: str, status: int | None) -> OpenCall | None:
        """The call that ended this process, from now on known to all others; None where no call did."""
        from autograder.student.noted import read

        written = read(self._text(process))
        call, known = written.open_call, self._endings()
        if call is None or call.key in known.get(call.exercise, {}):
            return None
        known.setdefault(call.exercise, {})[call.key] = written.ending(status)
        (self._folder / ENDINGS).write_text(json.dumps(known), encoding="utf-8")
        self._notes(process).unlink()
        return call

    def last_words(self, process: str) -> str:
        """What Python itself wrote where a process ended by its own fault, and no call is known that did it."""
        lines = self._text(process).splitlines(keepends=True)
        return "".join(line for line in lines if not line.startswith("{"))

    def _text(self, process: str) -> str:
        file = self._notes(process)
        return file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""

    def writer(self, process: str) -> tuple[Callable[[str], None], int]:
        """What puts a line into the file of this process, and the file's descriptor."""
        descriptor = os.open(self._notes(process), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return lambda line: _write(descriptor, line), descriptor

    def _endings(self) -> dict[str, dict[str, str]]:
        file = self._folder / ENDINGS
        known: dict[str, dict[str, str]] = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
        return known

    def _notes(self, process: str) -> Path:
        return self._folder / f"{process}.notes"


def _write(descriptor: int, line: str) -> None:
    os.write(descriptor, f"{line}\n".encode())
