"""What every clock does, and the list of those that run."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType, FrameType

AGAIN = 0.5
"""Seconds after which code that caught the first interruption is interrupted again."""
WAITS = 20
"""How much longer than its work a piece of code may take by the clock."""

_HERE = Path(__file__).parent
_OURS = {str(_HERE / name) for name in ("clock.py", "alarm.py", "timer.py", "monitor.py")} | {
    str(_HERE.parent / "timelimit.py")
}


class OutOfTime(BaseException):
    """Raised in the middle of code that runs too long. Not an Exception: `except Exception` does not swallow it."""


class Clock:
    """Interrupts the code that started it."""

    def __init__(self, seconds: float, of_work: bool) -> None:
        self.seconds = seconds
        self.of_work = of_work
        self.on = False
        """Whether it may interrupt."""
        self.started = False
        self.rung = False
        self._inside = _undisturbed
        self._began = time.monotonic(), time.process_time() if of_work else 0.0

    def _too_early(self) -> bool:
        """Whether what counts is work, and there has not been that much."""
        clock, work = self._began
        if not self.of_work or time.process_time() - work >= self.seconds:
            return False
        return time.monotonic() - clock < WAITS * self.seconds

    def _held_back(self) -> bool:
        """Whether what is not to be disturbed began after this clock: one that was started in there may ring."""
        return _undisturbed > self._inside

    def start(self) -> None:
        """Begins to count."""
        raise NotImplementedError

    def stop(self) -> None:
        """Interrupts no more. Can be called again."""
        raise NotImplementedError


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """No clock from outside interrupts what runs in here: a conversation with a process must not be left half-read.

    An interruption that falls due meanwhile comes up to AGAIN seconds after the end.
    """
    global _undisturbed
    _undisturbed += 1
    try:
        yield
    finally:
        _undisturbed -= 1


def call_off() -> None:
    """Lets the code that is running now take its time: someone is looking at it in a debugger."""
    for clock in reversed(running):  # the innermost first, which gives the alarm back to the one around it
        clock.stop()
    for listener in called_off:
        listener()


def opens_debugger(frame: FrameType | None) -> bool:
    """Whether the code came to a breakpoint: on a busy machine a debugger is slow to call the clock off."""
    debuggers = {"pdb", "bdb", getattr(sys.breakpointhook, "__module__", None)}
    while frame is not None and not ours(frame.f_code):
        if frame.f_globals.get("__name__") in debuggers:
            return True
        frame = frame.f_back
    return False


def ours(code: CodeType) -> bool:
    """Whether it is a clock's own code, in which nothing may be interrupted, and outside of which all that runs is."""
    return code.co_filename in _OURS


running: list[Clock] = []
called_off: list[Callable[[], None]] = []
"""What else counts the time of code that runs, and is told that it may take it."""
_undisturbed = 0
