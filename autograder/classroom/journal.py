"""results.jsonl while a class is graded: appended line by line, resumed after any kind of end, sorted at last."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from autograder.classroom.disk import writing_into
from autograder.classroom.linefile import LineFile
from autograder.classroom.lines import Head, to_line
from autograder.classroom.packing import pack, packed, unpack
from autograder.course.model import StudentResult
from autograder.writing import replacing

RESULTS = "results.jsonl"
TIMES = "times.jsonl"
MACHINE = "machine.jsonl"
PREVIOUS = "results.previous.jsonl"
DAMAGED = "results.damaged.jsonl"
LEFT = "left.jsonl"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of times.jsonl: what a result was made of, and how long that took.

    `digest` stands for all that it depends on, `marks` for the person's marks that were laid over it, empty where there
    were none; `line` is the digest of the result's line, which this entry belongs to. `run` names the run for which
    alone it holds, as it depends on something that nobody can say; empty where it holds for all.
    """

    student: str
    digest: str
    seconds: float
    marks: str = ""
    line: str = ""
    run: str = ""


class Journal:
    """Results on disk, by student.

    times.jsonl stands beside the results. A result whose digest is not today's is graded again; the file it stood in is
    kept as results.previous.jsonl. Where a person's marks lie over a result, the machine's own is in machine.jsonl.
    """

    def __init__(self, folder: Path, course: str, run: str = "") -> None:
        """Opens `folder`, keeping every result of this course that is whole. `run` is what this run is called.

        Raises UserError where the folder cannot be written, GraderFault where its disk is full.
        """
        self._folder = folder
        self._course, self.run = course, run
        self._previous_kept = False
        self._waiting: set[str] = set()
        with writing_into(folder):
            folder.mkdir(parents=True, exist_ok=True)
            unpack(folder / RESULTS)
            self._entries = {entry.student: entry for entry in _entries(folder / TIMES)}
            self._results = LineFile(folder / RESULTS, self._is_ours, folder / DAMAGED, self._is_written_here)
            # Of these a damaged one is met when it is asked for, and then its student is graded once more.
            self._machine = LineFile(folder / MACHINE, self._is_of_this_course, folder / DAMAGED, lambda *_: True)
            self._times = open(folder / TIMES, "ab", buffering=0)  # noqa: SIM115  # closed by close()
            self._end_the_last_time()
        self._size_before = self._results.size

    def _is_written_here(self, head: Head, line: bytes) -> bool:
        """Whether it is to the byte a line that a run has written."""
        entry = self._entries.get(head.student)
        return entry is not None and entry.line == _digest(line)

    def _is_ours(self, head: Head, line: bytes) -> bool:
        """Whether a line stays. It counts as graded only with the entry that was written for it."""
        if not self._is_of_this_course(head, line):
            self._keep_previous(None)
            return False
        self._note(head)
        entry = self._entries.get(head.student)
        if entry is not None and entry.line not in ("", _digest(line)):
            del self._entries[head.student]  # a kill came between the two
        return True

    def _note(self, result: StudentResult | Head) -> None:
        if result.needs_review:
            self._waiting.add(result.student)
        else:
            self._waiting.discard(result.student)

    def _is_of_this_course(self, head: Head, line: bytes) -> bool:
        return head.course == self._course

    def _end_the_last_time(self) -> None:
        """Ends a line that a kill cut short, so that the next one is not written behind it."""
        with open(self._folder / TIMES, "rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - 1))
            if size and file.read(1) != b"\n":
                self._times.write(b"\n")

    @property
    def students(self) -> frozenset[str]:
        """Everybody who has a result here."""
        return frozenset(self._results.starts)

    @property
    def damaged(self) -> list[int]:
        """The lines of results.jsonl that were no results when it was opened; they were set aside."""
        return self._results.damaged

    @property
    def replaced(self) -> bool:
        """Whether results have been replaced since it was opened, so that the earlier ones stand in PREVIOUS."""
        return self._previous_kept

    def kept(self, student: str, digest: str) -> Entry | None:
        """What is known of a result that is still good; None where the student is to be graded."""
        entry = self._entries.get(student)
        good = entry is not None and entry.digest == digest and entry.run in ("", self.run)
        return entry if good and student in self._results.starts else None

    def entry(self, student: str) -> Entry | None:
        """What the student's result was made of, as it stands now."""
        return self._entries.get(student)

    def waits(self, student: str) -> bool:
        """Whether a person must look at the student's result."""
        return student in self._waiting

    def result(self, student: str) -> StudentResult | None:
        """The result as it stands, a person's marks in it."""
        return self._results.get(student)

    def by_machine(self, entry: Entry) -> StudentResult | None:
        """The result as the machine gave it, before any mark."""
        return self._machine.get(entry.student) if entry.marks else self._results.get(entry.student)

    def append(self, entry: Entry, result: StudentResult, machine: StudentResult | None = None) -> None:
        """Writes one result, and the machine's own where `result` has marks in it.

        The entry comes last and names the line: a kill in between means grading this student once more.
        """
        line = to_line(result).encode("ascii")
        made = replace(entry, seconds=round(entry.seconds, 4), line=_digest(line))
        with writing_into(self._folder):
            if machine is not None:
                self._machine.append(entry.student, to_line(machine).encode("ascii"))
            if not self._stands_there(made):
                if entry.student in self._results.starts:
                    self._keep_previous(self._size_before)
                self._results.append(entry.student, line)
            self._times.write(json.dumps(asdict(made)).encode("ascii") + b"\n")
        self._entries[entry.student] = made
        self._note(result)

    def _stands_there(self, made: Entry) -> bool:
        before = self._entries.get(made.student)
        return before is not None and before.line == made.line and made.student in self._results.starts

    def _keep_previous(self, size: int | None) -> None:
        """Copies the results as this run has found them, before the first of them is replaced."""
        if self._previous_kept or size == 0:
            return
        self._previous_kept = True
        with open(self._folder / RESULTS, "rb") as source, replacing(self._folder / PREVIOUS) as target:
            while part := source.read(1 << 20 if size is None else min(1 << 20, size)):
                target.write(part)
                size = None if size is None else size - len(part)
        packed(self._folder / PREVIOUS).unlink(missing_ok=True)

    def leave(self, students: Iterable[str]) -> list[str]:
        """Takes the results of these out of the class, and keeps their lines in left.jsonl."""
        gone = sorted(set(students) & set(self._results.starts))
        if gone:
            with writing_into(self._folder), open(self._folder / LEFT, "ab") as file:
                file.writelines(self._results.lines(gone))
            self._results.drop(gone)
            self._machine.drop(gone)
        return gone

    def finish(self) -> None:
        """Puts the lines in the order of the students' names."""
        with writing_into(self._folder):
            self._results.settle()
            self._machine.settle()

    def pack(self) -> None:
        """Packs the results and those before them, which can no longer be added to then."""
        self.close()
        with writing_into(self._folder):
            for path in (self._folder / RESULTS, self._folder / PREVIOUS):
                if path.exists():
                    pack(path)

    def close(self) -> None:
        """Closes the files; what is written stays."""
        self._results.close()
        self._machine.close()
        self._times.close()

    def results(self) -> Iterator[StudentResult]:
        """The results as they stand on disk, one at a time."""
        return self._results.results()


def _digest(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()[:16]


def _entries(path: Path) -> Iterator[Entry]:
    """The whole lines of times.jsonl that are entries; one without, its student is graded once more."""
    if not path.exists():
        return
    with open(path, "rb") as file:
        for raw in file:
            try:
                data = json.loads(raw.decode("ascii")) if raw.endswith(b"\n") else None
            except (ValueError, RecursionError):
                continue
            if isinstance(data, dict) and all(type(data.get(key)) is str for key in ("student", "digest")):
                words = {key: data[key] for key in ("marks", "line", "run") if type(data.get(key)) is str}
                seconds = data.get("seconds")
                yield Entry(data["student"], data["digest"], seconds if type(seconds) is float else 0.0, **words)
