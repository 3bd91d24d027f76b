"""Errors that a person can act on: what is wrong, where it is, what to do."""

from __future__ import annotations

from pathlib import Path


class UserError(Exception):
    """Base of every error that is reported as one message, without a traceback, with exit code 2."""


class CourseError(UserError, ValueError):
    """The course itself is at fault: its manifest, a missing file, a check that cannot be collected.

    `where` names the file, `line` the line in it (1-based) where there is one, `fix` what to do.
    """

    def __init__(self, what: str, where: Path | None = None, line: int | None = None, fix: str = "") -> None:
        self.what = what
        self.where = where
        self.line = line
        self.fix = fix
        super().__init__(self._sentence())

    def _sentence(self) -> str:
        place = "" if self.where is None else f"{self.where}:{self.line}: " if self.line else f"{self.where}: "
        return f"{place}{self.what}" + (f" {self.fix}" if self.fix else "")


class IntakeError(UserError, ValueError):
    """The folder or archive of submissions cannot be read as one."""


class IsolationError(UserError, RuntimeError):
    """The wall that was asked for cannot be built on this machine."""


class GraderFault(RuntimeError):
    """The grader itself failed while it judged a submission. It never costs the student marks."""


class KilledFromOutside(GraderFault):
    """Somebody on the machine killed one of the wall's processes: nothing says that it would happen again."""
