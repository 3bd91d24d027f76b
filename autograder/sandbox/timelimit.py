"""A time limit for Python code in this process, on every system: an alarm where there is one, else a timer thread.

In a web page there is neither; there the interpreter itself looks at the time, at each loop and each call.

It stops loops that are written in Python. A single long call into C code is stopped when it comes back. For code that
nobody trusts there is the wall; this is for one's own.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from autograder.sandbox.clocks.clock import Clock, OutOfTime, call_off, called_off, running, undisturbed
from autograder.sandbox.clocks.once import SPENT
from autograder.sandbox.clocks.timer import Timer

if sys.platform != "win32":
    from autograder.sandbox.clocks.alarm import Alarm
if sys.version_info >= (3, 12):
    from autograder.sandbox.clocks.monitor import Monitor

__all__ = ["Budget", "OutOfTime", "call_off", "called_off", "limited", "stands_in_debugger", "undisturbed"]

T = TypeVar("T")


def limited(function: Callable[[], T], seconds: float, *, of_work: bool = False) -> T:
    """What `function()` gives, or OutOfTime once `seconds` have passed.

    With `of_work` they are seconds of this process's own work, so that a busy machine changes nothing; by the clock it
    may be WAITS times as long.
    """
    clock = _clock(seconds, of_work)
    running.append(clock)
    try:
        try:
            clock.start()
            return function()
        finally:
            clock.on = False  # before anything is called: an interruption comes where something is
            clock.stop()
    finally:
        clock.stop()  # an interruption that arrived in the middle of stopping
        running.remove(clock)


class Budget:
    """Wall-clock seconds for a piece of work that has many parts; they run from the moment it is made.

    They stand still while something is done for the class as a whole: whoever is first loses nothing by it.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds - SPENT.seconds

    def left(self) -> float:
        """Seconds that are left: 0 once the time is used up."""
        return max(0.0, self._end + SPENT.seconds - time.monotonic())


def stands_in_debugger() -> bool:
    """Whether a debugger follows this thread: then no time limit makes sense."""
    if sys.gettrace() is not None:
        return True
    return sys.version_info >= (3, 12) and sys.monitoring.get_tool(sys.monitoring.DEBUGGER_ID) is not None


def _clock(seconds: float, of_work: bool) -> Clock:
    if sys.version_info >= (3, 12) and sys.platform == "emscripten":
        return Monitor(seconds, of_work)
    if sys.platform != "win32" and threading.current_thread() is threading.main_thread():
        return Alarm(seconds, of_work)
    return Timer(seconds, of_work)
