"""What a worker of Dask does for a class: it unpacks the course, keeps warm children, and has them grade batches.

This module travels by name: the worker imports its own, and says whether it is the same one.
"""

from __future__ import annotations

import asyncio
import queue
import zlib
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from distributed import Status, Worker, get_worker
from distributed.diagnostics.plugin import SchedulerPlugin, WorkerPlugin
from distributed.scheduler import Scheduler

from autograder.classroom.child import Child, Order
from autograder.classroom.cluster.facts import difference, facts, machine
from autograder.classroom.cluster.parcel import unpacked_course
from autograder.classroom.workers import TRIES
from autograder.sandbox.wall.layers import Level

DIED = b""
"""What stands in place of the answer of a child that died of it again and again."""


@dataclass(frozen=True, slots=True)
class Task:
    """What all workers are told: the course, what of it, the wall, and what must be as it is here."""

    course: bytes
    only: tuple[str, ...]
    isolation: Level
    facts: Mapping[str, str]
    broken: tuple[str, ...]
    """Checks that the course's own reference does not pass."""


class Seat(WorkerPlugin):
    """A worker's place in one run: as many warm children as it has threads.

    Whether it may grade is said by a resource of the run's name, without which no batch comes here, so a worker that
    differs gets none, however late it joins; it is told of under the same name as an event.
    """

    def __init__(self, name: str, task: Task) -> None:
        self.name = name
        self._task = task

    async def setup(self, worker: Worker) -> None:
        """Called by Dask in each worker, those that join later too."""
        # Linux ends a child with the thread that began it: this one lives as long as the seat.
        self._starter = ThreadPoolExecutor(1, "autograder-children")
        self._free: queue.SimpleQueue[Child] = queue.SimpleQueue()
        self._children: set[Child] = set()
        threads = worker.state.nthreads
        loop, folder = asyncio.get_running_loop(), Path(worker.local_directory)
        why_not = await loop.run_in_executor(self._starter, self._begin, folder, threads)
        if not why_not:
            await worker.set_resources(**{self.name: threads})
            # The scheduler looks for a place for batches that wait when a worker begins to run, not when it gets a
            # resource: without this a batch whose only worker had died would wait for ever.
            worker.status = Status.paused
            worker.status = Status.running
        said = {"worker": worker.address, "threads": threads, "why_not": why_not}
        await worker.scheduler.log_event(topic=self.name, msg=said)

    async def teardown(self, worker: Worker) -> None:
        """Called when the run has ended, or its client is gone."""
        if self.name in worker.state.total_resources and worker.status.name == "running":
            await worker.set_resources(**{self.name: 0})
        for child in list(self._children):
            child.kill()
        self._starter.shutdown(wait=False)

    def _begin(self, folder: Path, count: int) -> str:
        """Why this worker cannot take part; empty where it can, with its children ready."""
        try:
            if found := difference(self._task.facts, facts()):
                return found
            root = unpacked_course(self._task.course, folder)
            self._order = Order(root, self._task.only, self._task.isolation)
            for _ in range(count):
                child = self._another()
                if why_not := child.why_not(self._task.broken):
                    return why_not
                self._free.put(child)
        except Exception as error:  # a full disk, a missing package: any reason why this machine cannot is a reason
            return f"{type(error).__name__}: {error}"
        return ""

    def _another(self) -> Child:
        child = Child(self._order)
        self._children.add(child)
        return child

    def grade(self, batch: bytes) -> bytes:
        """What this machine is, and the answers to a batch of submissions, `DIED` where there is none."""
        answers = [machine().encode("ascii")]
        child = self._free.get()
        try:
            for line in unwrapped(batch):
                answer = None
                for _ in range(TRIES):
                    child.hand(line)
                    answer = child.take()
                    if answer is not None:
                        break
                    self._children.discard(child)
                    child.close()
                    child = self._starter.submit(self._another).result()
                answers.append(DIED if answer is None else answer.rstrip(b"\n"))
        finally:
            self._free.put(child)
        return wrapped(answers)


class Sweeper(SchedulerPlugin):
    """Ends a run's seats where its client has gone without a word, killed or cut off."""

    name = "autograder-sweeper"
    idempotent = True

    def remove_client(self, scheduler: Scheduler, client: str) -> None:
        """Called by Dask when a client is gone."""
        name = seat_name(client)
        if name in scheduler.worker_plugins:
            asyncio.ensure_future(_forget(scheduler, name))  # noqa: RUF006  # the loop is the scheduler's own


async def _forget(scheduler: Scheduler, name: str) -> None:
    await scheduler.unregister_worker_plugin(None, name=name)


def seat_name(client: str) -> str:
    """What the seats of a client's run are called."""
    return f"autograder-{client}"


def grade_batch(name: str, batch: bytes) -> bytes:
    """What Dask calls in a thread of a worker."""
    seat = get_worker().plugins[name]
    assert isinstance(seat, Seat)
    return seat.grade(batch)


def wrapped(lines: list[bytes]) -> bytes:
    """Lines without ends as they travel."""
    return zlib.compress(b"\n".join(lines), 1)


def unwrapped(batch: bytes) -> list[bytes]:
    """The lines that were `wrapped`."""
    return zlib.decompress(batch).split(b"\n")
