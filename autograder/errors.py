"""Errors that a person can act on: what is wrong, where it is, what to do."""

from __future__ import annotations

import errno
from pathlib import Path

FULL = frozenset({errno.ENOSPC, errno.EFBIG, errno.EIO, getattr(errno, "EDQUOT", errno.ENOSPC)})
"""What a disk says that gives way in the middle."""
_PLACE = frozenset(
    {
        *(errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.ENOTEMPTY),
        *(errno.ENAMETOOLONG, errno.ELOOP, errno.EINVAL, errno.EBUSY, getattr(errno, "ESTALE", errno.EBUSY)),
    }
)
"""What it says of a place that was named by a person, or of whose folder it is."""


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


def reason(error: Exception) -> str:
    """Why it happened, without the name of the file, which stands in the sentence around it."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def trouble_with_files(error: OSError) -> str | None:
    """A sentence on a file or folder that cannot be written or read, and what to do; None where it is another error."""
    if error.errno in FULL and error.filename is None:
        return f"a file could not be written ({error.strerror}). Make room, and give the same command again."
    if error.filename is None or error.errno not in FULL | _PLACE:
        return None
    said = f"{error.filename}: cannot be used here ({error.strerror})."
    if error.errno in FULL:
        return f"{said} Make room, and give the same command again."
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return f"{said} Name a folder that you may write to, or have its permissions changed."
    return f"{said} Name another file or folder."
