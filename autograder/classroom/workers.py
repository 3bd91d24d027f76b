"""Several grading processes side by side. Names go in, result lines come out, as JSON; a killed worker is replaced."""

from __future__ import annotations

import contextlib
import gc
import json
import selectors
import subprocess
import sys
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from autograder.classroom.affinity import on_one_core
from autograder.classroom.bench import ClassJob, Desk, Graded
from autograder.intake.options import options_from_json

TRIES = 3


class _Worker:
    """One child process that grades one student at a time."""

    def __init__(self, job: ClassJob, seat: int) -> None:
        self.seat = seat
        command = [sys.executable, "-m", "autograder.classroom.workers"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.student = ""
        self._send({"seat": seat, "job": _job_to_json(job)})

    def fileno(self) -> int:
        assert self._process.stdout is not None
        return self._process.stdout.fileno()

    def hand(self, student: str) -> None:
        self.student = student
        self._send({"student": student})

    def _send(self, message: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        # Where it has just died, take() finds the end of its output and the student goes to another worker.
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(json.dumps(message).encode("ascii") + b"\n")
            self._process.stdin.flush()

    def take(self) -> Graded | None:
        """The line of the student handed over, or None where the worker died."""
        assert self._process.stdout is not None
        raw = self._process.stdout.readline()
        if not raw.endswith(b"\n"):
            return None
        answer = json.loads(raw)
        return Graded(self.student, answer["line"], answer["seconds"])

    def close(self) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):  # a dead worker's pipe has nothing left to take
                    pipe.close()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def grade_in_workers(job: ClassJob, todo: list[str], fault: Callable[[str, str], Graded]) -> Iterator[Graded]:
    """The results of `todo`, in the order in which they are ready.

    Where one student's grading has ended three workers, `fault` makes the result from the name and the reason.
    """
    left = deque(todo)
    tries: Counter[str] = Counter()
    selector = selectors.DefaultSelector()
    try:
        for seat in range(min(job.jobs, len(todo))):
            _set_to_work(_Worker(job, seat), left, selector)
        while selector.get_map():
            for key, _ in selector.select():
                worker: _Worker = key.fileobj  # type: ignore[assignment]  # only workers are registered
                graded = worker.take()
                selector.unregister(worker)
                if graded is not None:
                    _set_to_work(worker, left, selector)
                    yield graded
                    continue
                worker.close()
                tries[worker.student] += 1
                if tries[worker.student] < TRIES:
                    left.appendleft(worker.student)
                else:
                    yield fault(worker.student, f"the grading process died {TRIES} times")
                _set_to_work(_Worker(job, worker.seat), left, selector)
    finally:
        for key in list(selector.get_map().values()):
            key.fileobj.close()  # type: ignore[union-attr]  # only workers are registered
        selector.close()


def _set_to_work(worker: _Worker, left: deque[str], selector: selectors.BaseSelector) -> None:
    if not left:
        worker.close()
        return
    worker.hand(left.popleft())
    selector.register(worker, selectors.EVENT_READ)


def _job_to_json(job: ClassJob) -> dict[str, Any]:
    return asdict(job) | {"root": str(job.root), "submissions": str(job.submissions), "jobs": 1}


def _job_from_json(data: dict[str, Any]) -> ClassJob:
    paths = {"root": Path(data["root"]), "submissions": Path(data["submissions"])}
    plain = {"only": tuple(data["only"]), "intake": options_from_json(data["intake"])}
    return ClassJob(**(data | paths | plain))


def main() -> None:
    """The worker: reads a job, then names; answers each name with its line. Ends when its input does."""
    order = json.loads(sys.stdin.buffer.readline())
    with on_one_core(order["seat"]), Desk(_job_from_json(order["job"])) as desk:
        gc.freeze()  # as for a class in one process
        for raw in sys.stdin.buffer:
            graded = desk.grade(json.loads(raw)["student"])
            answer = {"line": graded.line, "seconds": graded.seconds}
            sys.stdout.buffer.write(json.dumps(answer).encode("ascii") + b"\n")
            sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
