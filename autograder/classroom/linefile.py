"""A file of result lines on disk, found by student: appended to, read at any place, set in order in one step."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from autograder.classroom.lines import Head, checked, head_in
from autograder.course.model import StudentResult
from autograder.writing import replacing


class LineFile:
    """Where each student's last line stands; the lines themselves stay on the disk."""

    def __init__(
        self,
        path: Path,
        see: Callable[[Head, bytes], bool],
        damaged: Path,
        is_whole: Callable[[Head, bytes], bool] = lambda head, line: False,
    ) -> None:
        """Looks through what is there. `see` hears of each whole result and its line, and says whether it stays.

        What is no result goes to the end of the file `damaged`; a last line that was cut short is dropped. `is_whole`
        says of a line that it need not be looked at, which for a large class takes longest. Raises OSError where a file
        cannot be read or written.
        """
        self.path = path
        self.damaged: list[int] = []
        """Line numbers of what was set aside, 1-based."""
        self.starts: dict[str, int] = {}
        self._ordered = True
        whole = self._look_through(see, damaged, is_whole)
        self._file = open(path, "ab", buffering=0)  # noqa: SIM115  # closed by close()
        self.size = os.fstat(self._file.fileno()).st_size
        if not whole:
            self._rewrite(list(self.starts))

    def _look_through(
        self, see: Callable[[Head, bytes], bool], damaged: Path, is_whole: Callable[[Head, bytes], bool]
    ) -> bool:
        """Fills the index. Whether every line of the file stays."""
        if not self.path.exists():
            return True
        whole, start, aside = True, 0, []
        with open(self.path, "rb") as file:
            for number, raw in enumerate(file, start=1):
                line = raw.rstrip(b"\n")
                head = _head(raw)
                if head is not None and not is_whole(head, line) and not _is_result(raw):
                    head = None
                if head is not None and see(head, line):
                    self._place(head.student, start)
                else:
                    whole = False
                    if head is None and raw.endswith(b"\n"):
                        self.damaged.append(number)
                        aside.append(raw)
                start += len(raw)
        if aside:
            with open(damaged, "ab") as kept:
                kept.writelines(aside)
        return whole

    def _place(self, student: str, start: int) -> None:
        last = next(reversed(self.starts), "")
        self._ordered = self._ordered and student not in self.starts and (not self.starts or last < student)
        self.starts[student] = start

    def append(self, student: str, line: bytes) -> None:
        """Adds a line, which is the student's from now on, and is on its way to the disk when this returns."""
        raw = line + b"\n"
        written = 0
        while written < len(raw):  # a disk that is nearly full takes a part of it, and refuses the rest
            written += self._file.write(raw[written:]) or 0
        self._place(student, self.size)
        self.size += len(raw)

    def get(self, student: str) -> StudentResult | None:
        """The student's result, None where there is none that can be read."""
        if student not in self.starts:
            return None
        with open(self.path, "rb") as file:
            file.seek(self.starts[student])
            try:
                return checked(file.readline())
            except ValueError:
                return None

    def drop(self, students: Iterable[str]) -> None:
        """Forgets these; `settle` takes their lines out of the file."""
        for student in students:
            self._ordered = self.starts.pop(student, None) is None and self._ordered

    def settle(self) -> None:
        """Puts one line a student, in the order of their names, in one step that cannot be cut in half."""
        if not self._ordered:
            self._rewrite(sorted(self.starts))
            self._ordered = True

    def _rewrite(self, students: list[str]) -> None:
        starts: dict[str, int] = {}
        size = 0
        with open(self.path, "rb") as source, replacing(self.path, durable=True) as target:
            for student in students:
                source.seek(self.starts[student])
                starts[student] = size
                size += target.write(source.readline())
        self._file.close()
        self._file = open(self.path, "ab", buffering=0)  # noqa: SIM115  # closed by close()
        self.starts, self.size = starts, size

    def results(self) -> Iterator[StudentResult]:
        """The results as they stand on disk, one at a time."""
        with open(self.path, "rb") as file:
            yield from map(checked, file)

    def lines(self, students: Iterable[str]) -> Iterator[bytes]:
        """The lines of these students, with their ends."""
        with open(self.path, "rb") as file:
            for student in students:
                file.seek(self.starts[student])
                yield file.readline()

    def close(self) -> None:
        """Closes the file; what is written stays."""
        self._file.close()


def _head(raw: bytes) -> Head | None:
    try:
        return head_in(raw) if raw.endswith(b"\n") else None
    except ValueError:
        return None


def _is_result(raw: bytes) -> bool:
    try:
        checked(raw)
    except ValueError:
        return False
    return True
