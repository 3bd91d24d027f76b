"""A command of the engine's in a process of its own: what it runs can neither stop nor end the one that watches."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass

from autograder.student.beside import Beside, python


@dataclass(frozen=True, slots=True)
class Ended:
    """A command that came to its end, or was ended: then `in_time` is False and there is nothing else."""

    output: str = ""
    errors: str = ""
    in_time: bool = True


class CommandJob(Beside):
    """A command that runs, for `seconds` at most. `words` are typed behind `autograder`."""

    def __init__(self, *words: str, seconds: float) -> None:
        super().__init__(lambda output, errors: python("autograder.cli", *words, output=output, errors=errors))
        self._end = time.monotonic() + seconds

    def poll(self) -> Ended | None:
        """What came of it; None while it runs."""
        if self.status() is None:
            if time.monotonic() < self._end:
                return None
            self.drop()
            return Ended(in_time=False)
        output, errors = self.output(), self.errors()
        self.drop()
        return Ended(output, errors)

    def last_word(self) -> str:
        """The last whole line that it wrote to stderr so far; empty where reading would move the writer's place."""
        if not hasattr(os, "pread"):  # Windows
            return ""
        lines = self.errors().rpartition("\n")[0].splitlines()
        return lines[-1] if lines else ""
