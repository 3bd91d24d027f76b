"""results.jsonl while a class is graded: appended line by line, resumed after any kind of end, sorted at last."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from autograder.errors import UserError

RESULTS = "results.jsonl"
TIMES = "times.jsonl"
PREVIOUS = "results.previous.jsonl"


@dataclass(frozen=True, slots=True)
class _Line:
    student: str
    course: str
    start: int


class Journal:
    """Results on disk, keyed by student.

    times.jsonl stands beside the results: seconds, and a digest of all that went into a result. A line whose digest is
    not today's is graded again; the file it stood in is kept as results.previous.jsonl.
    """

    def __init__(self, folder: Path, course: str, digests: Mapping[str, str]) -> None:
        """Opens `folder` for the students in `digests`, keeping every result that is still good.

        Raises UserError where the folder cannot be written.
        """
        self._folder = folder
        self._digests = digests
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self.done = self._resume(course)
            self._results: TextIO = open(folder / RESULTS, "a", encoding="ascii")  # noqa: SIM115
            self._times: TextIO = open(folder / TIMES, "a", encoding="ascii")  # noqa: SIM115
            self._mend_times()
        except OSError as error:
            raise UserError(f"{folder}: results cannot be written here ({error.strerror}).") from error

    def _mend_times(self) -> None:
        """Ends a line that a kill cut short, so that the next one is not written behind it."""
        path = self._folder / TIMES
        if path.stat().st_size and not path.read_bytes().endswith(b"\n"):
            self._times.write("\n")

    def _resume(self, course: str) -> frozenset[str]:
        """Keeps the good lines. Returns the students of this run that need no grading."""
        graded = {item["student"]: item["digest"] for item in _objects(self._folder / TIMES) if "digest" in item}
        lines = {line.student: line for line in _lines(self._folder / RESULTS)}
        good = {name for name, line in lines.items() if self._is_good(line, graded.get(name), course)}
        changed = [name for name in lines if name not in good and name in graded]
        if changed:
            shutil.copyfile(self._folder / RESULTS, self._folder / PREVIOUS)
        self._rewrite(sorted(good))
        return frozenset(good & set(self._digests))

    def _is_good(self, line: _Line, digest: str | None, course: str) -> bool:
        if line.course != course or digest is None:
            return False
        return self._digests.get(line.student, digest) == digest

    def append(self, student: str, line: str, seconds: float) -> None:
        """Writes one result. The result first: a kill between the two means grading this student once more."""
        self._results.write(f"{line}\n")
        self._results.flush()
        entry = {"student": student, "digest": self._digests[student], "seconds": round(seconds, 4)}
        self._times.write(f"{json.dumps(entry)}\n")
        self._times.flush()

    def finish(self) -> None:
        """Puts the lines in the order of the students' names."""
        self.close()
        self._rewrite(sorted({line.student for line in _lines(self._folder / RESULTS)}))

    def close(self) -> None:
        """Closes the files; what is written stays."""
        self._results.close()
        self._times.close()

    def lines(self) -> Iterator[str]:
        """The results as they stand on disk, one at a time."""
        with open(self._folder / RESULTS, encoding="ascii") as file:
            for line in file:
                yield line.rstrip("\n")

    def _rewrite(self, students: list[str]) -> None:
        """Replaces the file by the last line of each student, in this order, in one step that cannot be cut in half."""
        path, fresh = self._folder / RESULTS, self._folder / f"{RESULTS}.new"
        starts = {line.student: line.start for line in _lines(path)}
        with open(fresh, "wb") as target:
            if starts:
                with open(path, "rb") as source:
                    for student in students:
                        source.seek(starts[student])
                        target.write(source.readline())
            target.flush()
            os.fsync(target.fileno())
        os.replace(fresh, path)


def _lines(path: Path) -> Iterator[_Line]:
    """The whole lines of a results file; a line that a kill cut short is left out."""
    if not path.exists():
        return
    start = 0
    with open(path, "rb") as file:
        for raw in file:
            data = _parse(raw)
            if isinstance(data.get("student"), str) and isinstance(data.get("course"), str):
                yield _Line(data["student"], data["course"], start)
            start += len(raw)


def _objects(path: Path) -> Iterator[dict[str, Any]]:
    if path.exists():
        with open(path, "rb") as file:
            yield from (data for data in map(_parse, file) if isinstance(data.get("student"), str))


def _parse(raw: bytes) -> dict[str, Any]:
    if not raw.endswith(b"\n"):
        return {}
    try:
        data = json.loads(raw.decode("ascii"))
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}
