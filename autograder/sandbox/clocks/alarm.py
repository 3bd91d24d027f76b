"""The system's alarm signal, on the main thread."""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]  # `signal` makes and reads an Enum at each call: 7 of its 8 us
import gc
import signal
import sys
import time
from types import FrameType
from typing import Any

from autograder.sandbox.clocks import clock
from autograder.sandbox.clocks.clock import Clock, OutOfTime, call_off, opens_debugger, ours

SOON = 0.001
"""Seconds after which code is interrupted in which an interruption would have been lost."""

if sys.platform != "win32":

    class Alarm(Clock):
        """The system's alarm signal, on the main thread."""

        def start(self) -> None:
            # What stop() needs comes first: a clock around this one may ring at any line.
            self._before: Any = _signal.getsignal(signal.SIGALRM)
            left, _ = signal.getitimer(signal.ITIMER_REAL)
            # Of a clock around this one: it counts on, and rings at once where its time has passed meanwhile.
            self._outer = time.monotonic() + left if left else None
            self.on = self.started = True
            _signal.signal(signal.SIGALRM, self._ring)
            signal.setitimer(signal.ITIMER_REAL, self.seconds)

        def stop(self) -> None:
            self.on = False
            if not self.started:
                return
            self.started = False
            if self.rung:
                sys.settrace(None)
            # One call where there is a clock around this one: each may end in the hypervisor, and there are hundreds in
            # a submission. An alarm that arrives before the signal is the other's again is not told to it.
            signal.setitimer(signal.ITIMER_REAL, self._left_to_the_outer())
            _signal.signal(signal.SIGALRM, self._before)
            if self._outer is not None and time.monotonic() >= self._outer:
                signal.setitimer(signal.ITIMER_REAL, SOON)

        def _left_to_the_outer(self) -> float:
            """Seconds; 0 where there is none."""
            return 0.0 if self._outer is None else max(SOON, self._outer - time.monotonic())

        def _ring(self, number: int, frame: FrameType | None) -> None:
            if not self.on:
                return
            lost = _is_lost(frame)
            if not lost and not self._held_back() and not self._too_early():
                self._interrupt(frame)
            if self.on:
                signal.setitimer(signal.ITIMER_REAL, SOON if lost else clock.AGAIN)

        def _interrupt(self, frame: FrameType | None) -> None:
            if opens_debugger(frame):
                call_off()
                return
            if self.rung:
                _raise_on_every_line(frame)
            self.rung = True
            over = OutOfTime()
            # Set only now, and each time anew: where it takes longer than AGAIN to come here, an alarm that repeats by
            # itself would find this function at its beginning each time.
            signal.setitimer(signal.ITIMER_REAL, clock.AGAIN)
            raise over


def _is_lost(frame: FrameType | None) -> bool:
    """Whether nobody hears of what is raised here: in what is called at each collection of garbage, or on what it said.

    Where there is much to collect, an alarm is seldom heard anywhere else. What hangs on a weak reference is called
    likewise and cannot be told from other code: what falls in there is told again after AGAIN.
    """
    deaf = {getattr(one, "__code__", None) for one in (*gc.callbacks, sys.unraisablehook)}
    while frame is not None and not ours(frame.f_code):
        if frame.f_code in deaf or frame.f_code.co_name == "__del__":
            return True
        frame = frame.f_back
    return False


def _raise_on_every_line(frame: FrameType | None) -> None:
    """For `while True: try: ... except: ...`: what is raised inside the `except` part leaves the loop."""

    def trace(frame: FrameType, event: str, argument: object) -> Any:
        if event == "line":
            raise OutOfTime
        # While what was raised makes its way out, objects are deleted and garbage is collected.
        return None if ours(frame.f_code) or _is_lost(frame) else trace

    sys.settrace(trace)
    while frame is not None and not ours(frame.f_code):
        frame.f_trace = trace
        frame = frame.f_back
