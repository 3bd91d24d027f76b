"""A student's sheet on the disk: read afresh each time, changed in one stroke or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from autograder.errors import CourseError, UserError
from autograder.kinds.quiz.sheet import Sheet, read_sheet
from autograder.writing import write_atomically


class SheetFile:
    """One file. `name` is how messages call it, such as ``exercises/quiz.yaml``."""

    def __init__(self, path: Path, name: str) -> None:
        self._path = path.resolve()  # a link stays a link
        self._called = Path(name)

    @property
    def name(self) -> str:
        return self._called.as_posix()

    def text(self) -> str:
        """What stands in the file, line ends as they are. Raises CourseError where it cannot be read."""
        try:
            return self._path.read_bytes().decode("utf-8")
        except FileNotFoundError as error:
            fix = "Was it renamed or moved? `autograder stubs` makes it where the solutions are."
            raise CourseError("this file is not there.", self._called, fix=fix) from error
        except UnicodeDecodeError as error:
            raise CourseError("this file cannot be read as text.", self._called, fix="Save it as UTF-8.") from error
        except OSError as error:
            raise CourseError(f"this file cannot be read: {error.strerror}.", self._called) from error

    def read(self) -> Sheet:
        """Who filled it in, and the answers. Raises CourseError, with file and line, where it is damaged."""
        return read_sheet(self.text(), self._called)

    def change(self, how: Callable[[str], str]) -> Sheet:
        """Writes what `how` makes of the text, and gives the sheet that it now is.

        The file is read afresh, so that what was saved in an editor meanwhile is kept. Raises CourseError where the
        text, before or after, is no sheet, and UserError where it cannot be written: then the file is as it was.
        """
        before = self.text()
        read_sheet(before, self._called)
        try:
            after = how(before)
        except CourseError as error:
            raise CourseError(error.what, self._called, error.line, error.fix) from error
        sheet = read_sheet(after, self._called)
        if after != before:
            self._write(after)
        return sheet

    def _write(self, text: str) -> None:
        try:
            write_atomically(self._path, text)
        except OSError as error:
            raise UserError(f"{self.name}: cannot be written ({error.strerror}). Is it write-protected?") from error
