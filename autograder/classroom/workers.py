"""Several grading processes side by side. Submissions go in, result lines come out; a killed one is replaced."""

from __future__ import annotations

import contextlib
import gc
import json
import os
import selectors
import subprocess
import sys
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from autograder.classroom.affinity import on_one_core
from autograder.classroom.bench import Desk, Graded
from autograder.classroom.lines import checked, to_line
from autograder.course.manifest import load_course
from autograder.course.model import Submission, SubmittedFile, Who
from autograder.sandbox.wall.layers import Level

TRIES = 3


@dataclass(frozen=True, slots=True)
class Order:
    """What a worker is told when it begins: the course's folder, the exercises, the wall."""

    root: Path
    only: tuple[str, ...] = ()
    isolation: Level = "auto"


class _Worker:
    """One child process that grades one submission at a time."""

    def __init__(self, order: Order, seat: int) -> None:
        self.seat = seat
        command = [sys.executable, "-m", "autograder.classroom.workers"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.submission = Submission("", {})
        self._send({**asdict(order), "root": str(order.root), "seat": seat, "grader": os.getpid()})

    def fileno(self) -> int:
        assert self._process.stdout is not None
        return self._process.stdout.fileno()

    def hand(self, submission: Submission) -> None:
        self.submission = submission
        self._send(asdict(submission))

    def _send(self, message: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        # Where it has just died, take() finds the end of its output and the student goes to another worker.
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(json.dumps(message).encode("ascii") + b"\n")
            self._process.stdin.flush()

    def take(self) -> Graded | None:
        """The result of the submission handed over, or None where the worker died."""
        assert self._process.stdout is not None
        raw = self._process.stdout.readline()
        if not raw.endswith(b"\n"):
            return None
        seconds, firm, line = raw.split(b" ", 2)
        return Graded(checked(line), float(seconds), frozenset(firm.decode("ascii").split(",")) - {""})

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


def grade_in_workers(
    order: Order, jobs: int, submissions: Iterable[Submission], fault: Callable[[Submission, str], Graded]
) -> Iterator[tuple[Submission, Graded]]:
    """Each submission with its result, in the order in which they are ready.

    Of `submissions` no more are taken than are being graded. Where one student's grading has ended three workers,
    `fault` makes the result from the submission and the reason. Workers end with the thread that goes through this.
    """
    waiting = iter(submissions)
    left = deque(islice(waiting, jobs))
    tries: Counter[str] = Counter()
    selector = selectors.DefaultSelector()

    def set_to_work(worker: _Worker) -> None:
        submission = left.popleft() if left else next(waiting, None)
        if submission is None:
            worker.close()
        else:
            worker.hand(submission)
            selector.register(worker, selectors.EVENT_READ)

    try:
        for seat in range(len(left)):
            set_to_work(_Worker(order, seat))
        while selector.get_map():
            for key, _ in selector.select():
                worker: _Worker = key.fileobj  # type: ignore[assignment]  # only workers are registered
                submission, graded = worker.submission, worker.take()
                selector.unregister(worker)
                if graded is not None:
                    set_to_work(worker)
                    yield submission, graded
                    continue
                worker.close()
                tries[submission.student] += 1
                if tries[submission.student] < TRIES:
                    left.appendleft(submission)
                else:
                    yield submission, fault(submission, f"the grading process died {TRIES} times")
                set_to_work(_Worker(order, worker.seat))
    finally:
        for key in list(selector.get_map().values()):
            key.fileobj.close()  # type: ignore[union-attr]  # only workers are registered
        selector.close()


def _order(data: dict[str, Any]) -> Order:
    return Order(Path(data["root"]), tuple(data["only"]), data["isolation"])


def _submission(data: dict[str, Any]) -> Submission:
    files = {name: SubmittedFile(**file) for name, file in data["files"].items()}
    who = None if data["who"] is None else Who(**data["who"])
    lists = {"names": tuple(data["names"]), "only": tuple(data["only"])}
    return Submission(**{**data, **lists, "files": files, "who": who})


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
    """The worker: reads an order, then submissions, answers each with its line, and ends when its input does."""
    data = json.loads(sys.stdin.buffer.readline())
    _end_with(data["grader"])
    order = _order(data)
    course = load_course(order.root, with_solutions=True, only=order.only)
    with on_one_core(data["seat"]), Desk(course, order.only, order.isolation) as desk:
        gc.freeze()  # as for a class in one process
        for raw in sys.stdin.buffer:
            graded = desk.grade(_submission(json.loads(raw)))
            firm = ",".join(sorted(graded.firm))
            sys.stdout.buffer.write(f"{graded.seconds:.4f} {firm} {to_line(graded.result)}\n".encode("ascii"))
            sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
