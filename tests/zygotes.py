"""Zygotes that outlive their launcher: starting them is the most of what a small class costs.

A zygote is exec'd, makes workers and is changed by none of them; one grades a class of hundreds. So a test may have the
one of an earlier test where it would have started the same: its key is the whole command line, with layers, filter
and paths, and the environment. In tests of the sandbox and in attacks, where how zygotes start and end is the point,
each launcher has its own (the conftest.py of these folders).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from autograder.sandbox.limits import SessionLimits
from autograder.sandbox.process.remote import Worker
from autograder.sandbox.process.started import Zygote

MOST = 8
"""How many are kept that nobody has."""


class Kept(Zygote):
    """Knows how many of its workers nobody has waited for yet."""

    running = 0

    @property
    def pid(self) -> int:
        """Its process."""
        assert self._process is not None
        return self._process.pid

    def fork(self, limits: SessionLimits) -> Worker:
        worker = super().fork(limits)
        self.running += 1
        return worker

    def wait(self, pid: int) -> tuple[int, float] | None:
        self.running -= 1
        return super().wait(pid)

    def close(self) -> None:
        super().close()
        self.running = 0


class Pool:
    """Zygotes that nobody has, by what would start them."""

    def __init__(self) -> None:
        self.idle: list[tuple[object, Kept]] = []

    def lend(self, command: Callable[[int], Sequence[str]], environment: Mapping[str, str]) -> Lent:
        """Stands for the class of zygotes in a launcher."""
        return Lent(self, command, environment)

    def take(self, key: object) -> Kept | None:
        """The one that was given back last."""
        place = next((place for place, (of, _) in reversed([*enumerate(self.idle)]) if of == key), None)
        return None if place is None else self.idle.pop(place)[1]

    def give_back(self, key: object, zygote: Kept) -> None:
        """One that has a worker left is ended, as its launcher would: that ends the worker."""
        if zygote.running:
            zygote.close()
            return
        self.idle.append((key, zygote))
        if len(self.idle) > MOST:
            self.idle.pop(0)[1].close()

    def close(self) -> None:
        """Ends all of them."""
        while self.idle:
            self.idle.pop()[1].close()


class Lent:
    """A launcher's zygote: taken from the pool when it is first needed, given back when the launcher closes."""

    def __init__(self, pool: Pool, command: Callable[[int], Sequence[str]], environment: Mapping[str, str]) -> None:
        self._pool = pool
        self._started_by = (command, environment)
        self._key = (tuple(command(-1)), frozenset(environment.items()))
        self._zygote: Kept | None = None

    def begin(self) -> None:
        self._own().begin()

    def fork(self, limits: SessionLimits) -> Worker:
        try:
            return self._own().fork(limits)
        except OSError:  # it has died, or makes no worker: it is not for anybody else
            self._own().close()
            raise

    def wait(self, pid: int) -> tuple[int, float] | None:
        return self._own().wait(pid)

    def close(self) -> None:
        if self._zygote is not None:
            self._pool.give_back(self._key, self._zygote)
            self._zygote = None

    def _own(self) -> Kept:
        if self._zygote is None:
            self._zygote = self._pool.take(self._key) or Kept(*self._started_by)
        return self._zygote
