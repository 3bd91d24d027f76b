"""One run's use of a cluster: it brings the course there, hands out batches, and takes back results.

Of what fails only a whole worker's death needs thought: Dask starts the worker again and hands its batches to others,
but at the fourth death it gives up all of them, the innocent too. Those submissions come last, one at a time with
nothing beside them, so that whom a worker dies of then is known.
"""

from __future__ import annotations

import contextlib
import logging
import queue
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from autograder.classroom.bench import Desk, Graded
from autograder.classroom.child import packed, unpacked
from autograder.classroom.cluster.facts import facts, machine
from autograder.classroom.cluster.parcel import files_needed, packed_course
from autograder.classroom.cluster.place import Place, security
from autograder.classroom.cluster.quiet import SETTINGS
from autograder.classroom.workers import TRIES, died
from autograder.course.model import Submission
from autograder.errors import GraderFault, UserError
from autograder.sandbox.wall.layers import Level

if TYPE_CHECKING:
    from distributed import Client, Future

BATCH = 16
"""Submissions in a batch at most: with 8 to 16 what Dask itself costs is below a millisecond each."""
AHEAD = 3
"""Batches in flight for each thread of the cluster."""
CROWD = 64
"""Of so many suspects no more are gathered: they are tried, and nothing else is sent until they are."""
_BYTES = 1 << 20
"""A batch is full with so much text."""
_PATIENCE = 60.0
"""Seconds in which a first worker must have joined."""
_CONNECT = "15s"


class SchedulerLost(GraderFault):
    """The scheduler has gone in the middle of a run."""


class Session:
    """A run on a cluster."""

    def __init__(self, place: Place, desk: Desk, only: tuple[str, ...], isolation: Level) -> None:
        """Raises UserError where nobody answers, or no worker there can take part."""
        self._place, self._desk = place, desk
        self._landed: queue.SimpleQueue[int] = queue.SimpleQueue()
        self._flying: dict[int, tuple[Future[bytes], list[Submission]]] = {}
        self._numbers = count()
        self._threads: dict[str, int] = {}
        self._machine = machine()
        self.workers = 0
        """How many take part now."""
        self.refused: dict[str, str] = {}
        """Worker -> why it does not take part."""
        self._client = connected(place)
        try:
            self._bring_course(only, isolation)
            self._await_a_worker()
        except BaseException:
            self.close()
            raise

    def _bring_course(self, only: tuple[str, ...], isolation: Level) -> None:
        from autograder.classroom.cluster.seat import Seat, Sweeper, Task, seat_name

        grader = self._desk.grader
        course = packed_course(grader.course.root, files_needed(grader))
        task = Task(course, only, isolation, facts(), tuple(sorted(grader.broken)))
        self._name = seat_name(self._client.id)
        try:
            self._client.register_plugin(Sweeper())
            self._client.register_plugin(Seat(self._name, task), name=self._name)
        except ImportError as error:
            fix = "Install the same engine there, with its extra [cluster]."
            raise UserError(f"{self._place.address}: the cluster does not know the engine ({error}). {fix}") from error
        except OSError as error:  # a worker that died just now: the scheduler knows the seat, and has it set up again
            if self._client.status != "running":
                raise SchedulerLost(f"the scheduler at {self._place.address} is lost.") from error

    def _await_a_worker(self) -> None:
        end = time.monotonic() + _PATIENCE
        while not self.workers:
            self._look_around()
            there = set(self._client.nthreads())
            if self.refused and not self.workers and there <= set(self.refused):
                said = "; ".join(sorted({f"{worker}: {why}" for worker, why in self.refused.items()}))
                raise UserError(f"{self._place.address}: no worker there can take part. {said}.")
            if time.monotonic() > end:
                fix = f"Start one: autograder cluster worker {self._place.address}"
                raise UserError(f"{self._place.address}: no worker has joined within a minute. {fix}")
            time.sleep(0.05)

    def _look_around(self) -> None:
        """Who takes part. Workers say so themselves when they join; who has left is not there any more."""
        try:
            for _, said in self._client.get_events(self._name):
                worker = said["worker"]
                if said["why_not"]:
                    self.refused[worker] = said["why_not"]
                else:
                    self._threads[worker] = said["threads"]
            there = self._client.nthreads()
        except (OSError, RuntimeError) as error:  # also what Dask raises of a client that is being closed
            raise SchedulerLost(f"the scheduler at {self._place.address} is lost.") from error
        self._threads = {worker: threads for worker, threads in self._threads.items() if worker in there}
        self.workers = len(self._threads)

    def grade(
        self,
        submissions: Iterable[Submission],
        fault: Callable[[Submission, str], Graded],
        tick: Callable[[], None],
        expected: int = 0,
    ) -> Iterator[tuple[Submission, Graded]]:
        """Each submission with its result, in the order in which they are ready.

        `tick` is called about once a second while it waits; `expected` is how many submissions may come. No more are
        held than `AHEAD` batches a thread, one that waits, and `CROWD` suspects over those in flight, however large the
        class. Raises SchedulerLost.
        """
        waiting = self._batches(iter(submissions), expected)
        suspects: deque[Submission] = deque()
        batch = next(waiting, None)
        crowded = False
        while batch or self._flying or suspects:
            crowded = len(suspects) >= CROWD or (crowded and bool(suspects))
            while batch and not crowded and len(self._flying) < AHEAD * max(1, sum(self._threads.values())):
                self._send(batch)
                batch = next(waiting, None)
            alone = (crowded or not batch) and not self._flying
            if alone:
                self._send([suspects.popleft()])
            number = self._next_landed(tick)
            future, sent = self._flying.pop(number)
            results, reason = self._landing(future)
            if results:
                for submission, graded in zip(sent, results, strict=True):
                    yield submission, graded or fault(submission, died(TRIES))
            elif alone:
                yield sent[0], fault(sent[0], reason)
            else:
                suspects += sent

    def _batches(self, submissions: Iterator[Submission], expected: int) -> Iterator[list[Submission]]:
        batch: list[Submission] = []
        size = 0
        for submission in submissions:
            batch.append(submission)
            size += sum(len(file.text or "") for file in submission.files.values())
            threads = max(1, sum(self._threads.values()))
            if len(batch) >= min(BATCH, max(1, expected // (AHEAD * threads))) or size >= _BYTES:
                yield batch
                batch, size = [], 0
        if batch:
            yield batch

    def _send(self, batch: list[Submission]) -> None:
        from autograder.classroom.cluster.seat import grade_batch, wrapped

        number = next(self._numbers)
        future = self._client.submit(
            grade_batch,
            self._name,
            wrapped([packed(submission) for submission in batch]),
            key=(self._name, number),  # one name and a number: each name of its own would be remembered for ever
            pure=False,  # else a batch that failed is answered from memory when it is sent again
            resources={self._name: 1},
        )
        self._flying[number] = future, batch
        future.add_done_callback(lambda _: self._landed.put(number))

    def _next_landed(self, tick: Callable[[], None]) -> int:
        while True:
            try:
                return self._landed.get(timeout=1.0)
            except queue.Empty:
                self._look_around()
                tick()

    def _landing(self, future: Future[bytes]) -> tuple[list[Graded | None], str]:
        """The results of a batch, None where a submission ended child after child; or the reason why there are none."""
        from distributed import KilledWorker

        from autograder.classroom.cluster.seat import unwrapped

        try:
            there, *answers = unwrapped(future.result())
        except KilledWorker:  # its own words name the worker's address, which is nobody's business in a result
            return [], "the machine that graded it died again and again"
        except Exception as error:
            if future.status != "error":
                raise SchedulerLost(f"the scheduler at {self._place.address} is lost.") from error
            return [], f"{type(error).__name__}: {error}"
        same = there == self._machine.encode("ascii")
        return [self._graded(answer, same) if answer else None for answer in answers], ""

    def _graded(self, answer: bytes, same_machine: bool) -> Graded:
        """What was judged on another kind of machine, or behind another wall, is kept for no later run here."""
        graded = unpacked(answer)
        alike = same_machine and graded.result.isolation == self._desk.launcher.name
        return graded if alike else replace(graded, firm=frozenset())

    def close(self) -> None:
        """Lets go of the cluster, which then forgets the course and whatever is in flight."""
        with contextlib.suppress(OSError, RuntimeError, TimeoutError):  # of a scheduler that is gone
            self._client.close(timeout=2)


def connected(place: Place) -> Client:
    """Raises UserError where nobody answers, or whoever answers does not know our certificate."""
    import dask
    from distributed import Client

    dask.config.set(SETTINGS)
    for name in list(logging.root.manager.loggerDict):  # what matters of what they say is said in sentences
        if name.partition(".")[0] in ("distributed", "tornado", "asyncio"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        return Client(place.address, security=security(place), timeout=_CONNECT, set_as_default=False)
    except (OSError, RuntimeError) as error:
        raise UserError(
            f"{place.address}: no cluster can be reached there ({_reason(error)}). "
            "Start one with: autograder cluster scheduler"
        ) from error


def _reason(error: BaseException) -> str:
    """The innermost cause: Dask wraps what went wrong in how long it tried."""
    while error.__cause__ is not None:
        error = error.__cause__
    return " ".join(str(error).split()) or type(error).__name__
