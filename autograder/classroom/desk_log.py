"""desk.jsonl: the decisions at the desk, a line each. Marks are in the table; here is what was seen in an answer."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, get_args

from autograder.classroom.desk_queue import Change, Given, How, Step
from autograder.classroom.disk import writing_into


class Log:
    """Appended to, never rewritten. A line that a kill cut short is no decision."""

    def __init__(self, folder: Path, second: str = "") -> None:
        self.path = folder / (f"desk.{second}.jsonl" if second else "desk.jsonl")

    def read(self) -> list[Step]:
        """The decisions in order; lines that are none are passed over, and keep their number."""
        try:
            lines = self.path.read_bytes().split(b"\n")
        except FileNotFoundError:
            return []
        return [_step(line) for line in lines[:-1]]

    def append(self, step: Step) -> None:
        """Writes one decision in one go. GraderFault where the disk is full."""
        line = json.dumps(_data(step)).encode("ascii") + b"\n"
        with writing_into(self.path.parent):
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o666)
            try:
                size = os.fstat(handle).st_size
                cut = size and os.pread(handle, 1, size - 1) != b"\n"
                os.write(handle, (b"\n" if cut else b"") + line)
            finally:
                os.close(handle)


_NONE = Step("", "undo", ())


def _data(step: Step) -> dict[str, Any]:
    changes = [
        {"student": one.student, "before": _given(one.before), "after": _given(one.after), "kept": one.kept}
        for one in step.changes
    ]
    return {"exercise": step.exercise, "how": step.how, "at": step.at, "undoes": step.undoes, "changes": changes}


def _given(given: Given) -> list[Any]:
    return [given.mark, given.comment, None if given.found is None else sorted(given.found)]


def _step(line: bytes) -> Step:
    try:
        data = json.loads(line)
        if data["how"] not in get_args(How):
            return _NONE
        changes = tuple(
            Change(str(one["student"]), _read(one["before"]), _read(one["after"]), bool(one["kept"]))
            for one in data["changes"]
        )
        return Step(str(data["exercise"]), data["how"], changes, float(data["at"]), int(data["undoes"]))
    except (ValueError, KeyError, TypeError, IndexError):
        return _NONE


def _read(data: list[Any]) -> Given:
    return Given(str(data[0]), str(data[1]), None if data[2] is None else frozenset(map(str, data[2])))
