"""A grading child: a process with a grader and a wall, which is handed submissions as data and answers with lines.

It knows no folder of submissions, so it serves a class on this machine and a cluster alike. A line it reads is a
submission as JSON, or an empty one, which asks whether it is ready. A line it writes is a result, or behind `READY` the
checks that the course's own references do not pass, or behind `FAILED` the reason why it will never be ready.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from autograder.classroom.affinity import on_free_core, on_one_core
from autograder.classroom.bench import Desk, Graded
from autograder.classroom.lines import checked, to_line
from autograder.course.manifest import load_course
from autograder.course.model import Submission, SubmittedFile, Who
from autograder.errors import UserError
from autograder.sandbox.wall.layers import Level

READY = b"ready "
FAILED = b"! "


@dataclass(frozen=True, slots=True)
class Order:
    """What a child is told when it begins: the course's folder, the exercises, the wall."""

    root: Path
    only: tuple[str, ...] = ()
    isolation: Level = "auto"
    lazy: bool = False
    """Whether an exercise is made ready when somebody is to be judged by it: where most of it is known already."""


class Child:
    """The process, as seen by the one that began it. It grades one submission at a time."""

    def __init__(self, order: Order, seat: int | None = None) -> None:
        """`seat` numbers the children of one run, so that each gets a core; without one it looks for a free core."""
        command = [sys.executable, "-m", "autograder.classroom.child"]
        # In a group of its own a Ctrl-C does not reach it: whoever began it ends it, and it has nothing to say.
        group = 0 if os.name == "posix" else None
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, process_group=group)
        start = {**asdict(order), "root": str(order.root), "seat": seat, "grader": os.getpid()}
        self.hand(json.dumps(start).encode("ascii"))

    def fileno(self) -> int:
        """What a selector waits for: the pipe of the answers."""
        return self._output.fileno()

    @property
    def _output(self) -> BinaryIO:
        assert self._process.stdout is not None
        return self._process.stdout  # type: ignore[return-value]  # of a process whose pipes hold bytes

    def hand(self, line: bytes) -> None:
        """Hands over a line, such as `packed` makes of a submission."""
        assert self._process.stdin is not None
        # Where it has just died, take() finds the end of its output and the student goes to another child.
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(line + b"\n")
            self._process.stdin.flush()

    def take(self) -> bytes | None:
        """The answer to the submission handed over, for `unpacked`; None where the child died."""
        raw = self._output.readline()
        return raw if raw.endswith(b"\n") and not raw.startswith(FAILED) else None

    def why_not(self, broken: Iterable[str]) -> str:
        """Waits until it is ready. Why it cannot be used; empty where it can.

        `broken` are the checks that the references do not pass here: where others break, something is missing there.
        """
        self.hand(b"")
        raw = self._output.readline()
        if not raw.startswith(READY):
            return raw.removeprefix(FAILED).decode("ascii", "replace").strip() or "its grading process died at once"
        others = sorted(set(json.loads(raw.removeprefix(READY))) ^ set(broken))
        return f"the course's own reference meets {', '.join(others)} otherwise than here" if others else ""

    def close(self) -> None:
        """Ends it, once what it is busy with is done; one that does not end is killed."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):  # a dead child's pipe has nothing left to take
                    pipe.close()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """Ends it at once."""
        self._process.kill()
        self._process.wait()


def packed(submission: Submission) -> bytes:
    """A submission as one line, without a line end."""
    return json.dumps(asdict(submission)).encode("ascii")


def submission_in(raw: bytes) -> Submission:
    """The submission that was packed."""
    data = json.loads(raw)
    files = {name: SubmittedFile(**file) for name, file in data["files"].items()}
    who = None if data["who"] is None else Who(**data["who"])
    lists = {"names": tuple(data["names"]), "only": tuple(data["only"])}
    return Submission(**{**data, **lists, "files": files, "who": who})


def unpacked(raw: bytes) -> Graded:
    """What a child's answer says. Raises ValueError for what is none."""
    seconds, certain, firm, line = raw.split(b" ", 3)
    return Graded(
        checked(line), float(seconds), frozenset(firm.decode("ascii").split(",")) - {""}, certain == b"certain"
    )


def _answer(graded: Graded) -> bytes:
    firm = ",".join(sorted(graded.firm))
    certain = "certain" if graded.certain else "-"
    return f"{graded.seconds:.4f} {certain} {firm} {to_line(graded.result)}\n".encode("ascii")


def _order(data: dict[str, Any]) -> Order:
    return Order(Path(data["root"]), tuple(data["only"]), data["isolation"], data["lazy"])


def _end_with(grader: int) -> None:
    """Has this process killed when the one that began it ends, also in the middle of a check that never returns.

    Linux sends the signal when the *thread* ends that began this process.
    """
    if sys.platform != "linux":
        return
    from autograder.sandbox.wall.prctl import PR_SET_PDEATHSIG, prctl

    prctl(PR_SET_PDEATHSIG, 9)
    if os.getppid() != grader:  # it has ended before it could be said
        sys.exit(1)


def main() -> None:
    """The child: reads an order, then submissions, answers each with a line, and ends when its input does."""
    data = json.loads(sys.stdin.buffer.readline())
    _end_with(data["grader"])
    seat = data["seat"]
    with on_free_core() if seat is None else on_one_core(seat):
        try:
            _serve(_order(data))
        except UserError as error:
            _write(FAILED + " ".join(str(error).split()).encode("ascii", "backslashreplace") + b"\n")


def _serve(order: Order) -> None:
    course = load_course(order.root, with_solutions=True, only=order.only)
    with Desk(course, order.only, order.isolation, lazy=order.lazy) as desk:
        gc.freeze()  # as for a class in one process
        for raw in sys.stdin.buffer:
            _write(_answer(desk.grade(submission_in(raw))) if raw.strip() else _ready(desk))


def _ready(desk: Desk) -> bytes:
    return READY + json.dumps(sorted(desk.grader.broken)).encode("ascii") + b"\n"


def _write(line: bytes) -> None:
    sys.stdout.buffer.write(line)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
