"""One forked worker as the grader holds it: the socket to it, its deadline, its end."""

from __future__ import annotations

import os
import select
import signal
import socket
import time
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Protocol

from autograder.sandbox.bounds import MAX_PAYLOAD
from autograder.sandbox.limits import SessionLimits
from autograder.sandbox.outcomes import ended
from autograder.sandbox.process.packing import BadFrame
from autograder.sandbox.process.wire import PREFIX, check_lengths

SLACK = 0.05
"""Seconds by which an answer may be late: a new limit for every wait costs 2 of the 30 microseconds of a call."""


COUNTED_WITHIN = 0.25
"""Of the processor time that is allowed, by how much the kernel's two counts of it may differ.

The limit is held against ticks, and one that a hypervisor took away is counted as well; what is reported is without
them. On a busy host that was more than a quarter of a second of two.
"""


class TooMuch(Exception):
    """More data than this worker may still send."""


class Source(Protocol):
    """What makes workers."""

    def fork(self, limits: SessionLimits, *, lean: bool = False) -> Channel:
        """A new worker, its doors closed. A `lean` one has less ready."""
        ...


class Undertaker(Protocol):
    """What can wait for a worker."""

    def wait(self, pid: int) -> tuple[int, float] | None:
        """The wait status of a worker that has ended, and its processor seconds; None where nobody knows any more."""
        ...


@dataclass(frozen=True, slots=True)
class Ending:
    """How a worker ended, as a short phrase. `from_outside`: it was killed, and not for what it had used itself.

    `status` is what it exited with, where it did.
    """

    phrase: str
    from_outside: bool = False
    status: int | None = None


class Channel(ABC):
    """The socket to a worker."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._limit = 0.0
        self._rest = b""

    def ask(
        self, message: bytes, seconds: float, most: int = MAX_PAYLOAD, *, more: bool = False
    ) -> tuple[bytes, memoryview]:
        """Sends a message and takes the frame that answers it, within one deadline for both; with `more` others follow.

        Raises TimeoutError, ConnectionError where the worker has ended, BadFrame for lengths that are not allowed and
        for a frame too many, TooMuch where there are more than `most` bytes of payload; then the worker can only be
        ended.
        """
        deadline = time.monotonic() + seconds
        self._wait_until(deadline)
        self._connection.sendall(message)
        return self._take(deadline, most, more)

    def take(self, seconds: float, most: int = MAX_PAYLOAD, *, more: bool = False) -> tuple[bytes, memoryview]:
        """The next frame that follows, as `ask` does."""
        return self._take(time.monotonic() + seconds, most, more)

    def _take(self, deadline: float, most: int, more: bool) -> tuple[bytes, memoryview]:
        data = self._rest or self._receive(deadline, 65536)
        self._rest = b""
        while len(data) < PREFIX.size:
            data += self._receive(deadline, 65536)
        header, payload = PREFIX.unpack_from(data)
        check_lengths(header, payload)
        if payload > most:
            raise TooMuch
        start, whole = PREFIX.size + header, PREFIX.size + header + payload
        parts = data if len(data) >= whole else bytearray(data)
        while len(parts) < whole:
            parts += self._receive(deadline, min(1 << 20, whole - len(parts)))
        if len(parts) > whole:
            if not more:
                raise BadFrame("more than one answer")
            self._rest = bytes(parts[whole:])
        return bytes(parts[PREFIX.size : start]), memoryview(parts)[start:whole]

    def _receive(self, deadline: float, size: int) -> bytes:
        self._wait_until(deadline)
        data = self._connection.recv(size)
        if not data:
            raise ConnectionError("the worker has ended")
        return data

    def _wait_until(self, deadline: float) -> None:
        """Lets the next send or receive wait until then, or up to SLACK longer: most limits are the last one still."""
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        if not left <= self._limit <= left + SLACK:
            self._connection.settimeout(left)
            self._limit = left

    @abstractmethod
    def end(self, *, grace: float = 0.0) -> Ending | None:
        """Kills the process and waits for it. How it ended; None where nobody knows."""


class Worker(Channel):
    """One forked process and the socket to it."""

    def __init__(self, maker: Undertaker, connection: socket.socket, pid: int, handle: int, cpu_seconds: float) -> None:
        super().__init__(connection)
        self._cpu_seconds = cpu_seconds
        self._maker = maker
        self._pid = pid
        self._handle = handle

    def end(self, *, grace: float = 0.0) -> Ending | None:
        """Kills the process and waits for it. How it ended; None where the zygote is gone.

        `grace` is how long a process that has hung up may take to end by itself, so that its own status is seen.
        """
        self._connection.close()
        lingers = grace > 0 and not select.select([self._handle], [], [], grace)[0]
        try:
            signal.pidfd_send_signal(self._handle, signal.SIGKILL)
        except ProcessLookupError:
            pass  # it has ended already
        finally:
            os.close(self._handle)
        waited = self._maker.wait(self._pid)
        if waited is None:
            return None
        return Ending("the process hung up") if lingers else how_it_ended(*waited, self._cpu_seconds)


def how_it_ended(status: int, used: float, allowed: float) -> Ending:
    """What a wait status means for a process that used so many of the processor seconds that it was allowed."""
    if not os.WIFSIGNALED(status):
        exited = os.WEXITSTATUS(status)
        return Ending(ended(exited), status=exited)
    number = os.WTERMSIG(status)
    if number != signal.SIGKILL:
        return Ending(ended(-number))
    # The kernel does it where processor time is used up; the code itself cannot. Else it was somebody on the machine.
    own = used >= allowed * (1 - COUNTED_WITHIN)
    return Ending(f"{ended(-number)}{' (out of processor time)' if own else ''}", not own)
