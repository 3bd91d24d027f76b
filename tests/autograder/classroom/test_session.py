"""What the one who types `--cluster` holds in memory: what is in flight, however large the class and whoever dies."""

from __future__ import annotations

import gc
import random
import weakref
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from types import SimpleNamespace

import pytest

pytest.importorskip("distributed", reason="a cluster needs the extra [cluster]")
pytest.importorskip("msgspec", reason="grading needs the instructor's packages")
from distributed import KilledWorker

from autograder.classroom.bench import Desk, Graded
from autograder.classroom.child import _answer
from autograder.classroom.cluster import session as module
from autograder.classroom.cluster.place import Place
from autograder.classroom.cluster.seat import unwrapped, wrapped
from autograder.classroom.cluster.session import AHEAD, BATCH, CROWD, Session
from autograder.course.manifest import load_course
from autograder.course.model import StudentResult, Submission, SubmittedFile

COURSE = Path(__file__).parents[2] / "courses" / "measuring"
THREADS = 2
MANY = 3000
MOST = BATCH * (AHEAD * THREADS + 1)
"""Submissions in flight, and a batch that waits."""


class Batch(Future):  # type: ignore[type-arg]  # holds bytes
    """A future as Dask's is: it has a status, and can be forgotten."""

    status = "finished"


class Scheduler:
    """Stands in for Dask's client. It answers batches in any order, and kills workers over some of them."""

    id, status = "client", "running"

    def __init__(self, dies: Callable[[list[bytes]], bool]) -> None:
        self._dies, self._chance = dies, random.Random(1)
        self.there: list[tuple[Batch, bytes]] = []
        self.most = 0
        self.known: weakref.WeakSet[Batch] = weakref.WeakSet()

    def register_plugin(self, plugin: object, name: str = "") -> None: ...

    def close(self, timeout: float) -> None: ...

    def nthreads(self) -> dict[str, int]:
        return {"worker": THREADS}

    def get_events(self, name: str) -> list[tuple[float, dict[str, object]]]:
        return [(0.0, {"worker": "worker", "threads": THREADS, "why_not": ""})]

    def submit(self, task: object, name: str, batch: bytes, **options: object) -> Batch:
        self.there.append((Batch(), batch))
        self.known.add(self.there[-1][0])
        self.most = max(self.most, len(self.there))
        return self.there[-1][0]

    def answer(self) -> None:
        """Answers one batch, whichever."""
        if self.there:
            future, batch = self.there.pop(self._chance.randrange(len(self.there)))
            lines = unwrapped(batch)
            if self._dies(lines):
                future.set_exception(KilledWorker("task", SimpleNamespace(address="tcp://1"), 4))
            else:
                graded = Graded(StudentResult("measuring", "x", 0.0, 0.0, False, "none", ()), 0.0)
                future.set_result(wrapped([b"machine", *(_answer(graded).rstrip(b"\n") for _ in lines)]))


def graded_by(
    scheduler: Scheduler, monkeypatch: pytest.MonkeyPatch, desk: Desk, seen: Callable[[int], None]
) -> list[tuple[str, str]]:
    """Grades MANY there: who came back, and why not. `seen` hears how many are held whenever one comes back."""
    taken = 0

    def submissions() -> Iterator[Submission]:
        nonlocal taken
        for number in range(MANY):
            taken += 1
            yield Submission(f"student{number}", {"median": SubmittedFile("median.py", "x" * 100)})

    def fault(submission: Submission, reason: str) -> Graded:
        return desk.fault(submission.student, reason, submission)

    monkeypatch.setattr(module, "connected", lambda place: scheduler)
    session = Session(Place("tcp://127.0.0.1:1"), desk, (), "none")
    landed = session._landed.get
    monkeypatch.setattr(session, "_next_landed", lambda tick: (scheduler.answer(), landed(timeout=10))[1])
    found = []
    for back, (submission, graded) in enumerate(session.grade(submissions(), fault, lambda: None, MANY), start=1):
        seen(taken - back)
        found.append((submission.student, graded.result.exercises[0].message if graded.result.exercises else ""))
    assert not session._flying
    return found


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    with Desk(load_course(COURSE, with_solutions=True), isolation="none") as made:
        yield made


def test_no_more_is_held_than_is_in_flight(monkeypatch: pytest.MonkeyPatch, desk: Desk) -> None:
    """Neither submissions nor answers gather, and nothing of a batch stays once it has come back."""
    scheduler = Scheduler(lambda lines: False)
    held: list[int] = []
    found = graded_by(scheduler, monkeypatch, desk, held.append)
    assert sorted(found) == sorted((f"student{number}", "") for number in range(MANY))
    assert max(held) <= MOST
    assert scheduler.most <= AHEAD * THREADS
    gc.collect()
    assert len(scheduler.known) <= 1  # the last one, which this frame may still hold


def test_suspects_do_not_gather(monkeypatch: pytest.MonkeyPatch, desk: Desk) -> None:
    """Where batch after batch dies, those in them are tried before others are sent, each alone, and all come back."""
    guilty = {f'"student{number}"'.encode() for number in range(0, MANY, 40)}
    beside: list[int] = []

    def dies(lines: list[bytes]) -> bool:
        if len(lines) == 1:
            beside.append(len(scheduler.there))
        return any(name in line for name in guilty for line in lines)

    scheduler = Scheduler(dies)
    held: list[int] = []
    found = graded_by(scheduler, monkeypatch, desk, held.append)
    assert sorted(name for name, _ in found) == sorted(f"student{number}" for number in range(MANY))
    assert {f'"{name}"'.encode() for name, message in found if message} == guilty
    assert max(held) <= MOST + CROWD
    assert set(beside) == {0}
