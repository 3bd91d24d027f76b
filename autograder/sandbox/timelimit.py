"""A time limit for Python code in this process, on every system: an alarm where there is one, else a timer thread.

In a web page there is neither; there the interpreter itself looks at the time, at each loop and each call.

It stops loops that are written in Python. A single long call into C code is stopped when it comes back. For code that
nobody trusts there is the wall; this is for one's own.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]  # `signal` makes and reads an Enum at each call: 7 of its 8 us
import contextlib
import ctypes
import gc
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from types import CodeType, FrameType
from typing import Any, TypeVar

AGAIN = 0.5
"""Seconds after which code that caught the first interruption is interrupted again."""
SOON = 0.001
"""The same where the interruption would have been lost."""
WAITS = 20
"""How much longer than its work a piece of code may take by the clock."""

T = TypeVar("T")


class OutOfTime(BaseException):
    """Raised in the middle of code that runs too long. Not an Exception: `except Exception` does not swallow it."""


def limited(function: Callable[[], T], seconds: float, *, of_work: bool = False) -> T:
    """What `function()` gives, or OutOfTime once `seconds` have passed.

    With `of_work` they are seconds of this process's own work, so that a busy machine changes nothing; by the clock it
    may be WAITS times as long.
    """
    clock = _clock(seconds, of_work)
    _running.append(clock)
    try:
        try:
            clock.start()
            return function()
        finally:
            clock.on = False  # before anything is called: an interruption comes where something is
            clock.stop()
    finally:
        clock.stop()  # an interruption that arrived in the middle of stopping
        _running.remove(clock)


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


class Budget:
    """Wall-clock seconds for a piece of work that has many parts; they run from the moment it is made."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds that are left: 0 once the time is used up."""
        return max(0.0, self._end - time.monotonic())


def call_off() -> None:
    """Lets the code that is running now take its time: someone is looking at it in a debugger."""
    for clock in reversed(_running):  # the innermost first, which gives the alarm back to the one around it
        clock.stop()


class _Clock:
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


if sys.platform != "win32":

    class _Alarm(_Clock):
        """The system's alarm signal, on the main thread."""

        def start(self) -> None:
            self.on = self.started = True
            self._before: Any = _signal.signal(signal.SIGALRM, self._ring)
            left, _ = signal.setitimer(signal.ITIMER_REAL, self.seconds)
            # Of a clock around this one: it counts on, and rings at once where its time has passed meanwhile.
            self._outer = time.monotonic() + left if left else None

        def stop(self) -> None:
            self.on = False
            if self.started:
                self.started = False
                if self.rung:
                    sys.settrace(None)
                signal.setitimer(signal.ITIMER_REAL, 0)
                _signal.signal(signal.SIGALRM, self._before)
                if self._outer is not None:
                    signal.setitimer(signal.ITIMER_REAL, max(0.001, self._outer - time.monotonic()))

        def _ring(self, number: int, frame: FrameType | None) -> None:
            if not self.on:
                return
            lost = _is_lost(frame)
            if not lost and not self._held_back() and not self._too_early():
                self._interrupt(frame)
            if self.on:
                signal.setitimer(signal.ITIMER_REAL, SOON if lost else AGAIN)

        def _interrupt(self, frame: FrameType | None) -> None:
            if _opens_debugger(frame):
                call_off()
                return
            if self.rung:
                _raise_on_every_line(frame)
            self.rung = True
            over = OutOfTime()
            # Set only now, and each time anew: where it takes longer than AGAIN to come here, an alarm that repeats by
            # itself would find this function at its beginning each time.
            signal.setitimer(signal.ITIMER_REAL, AGAIN)
            raise over


def _is_lost(frame: FrameType | None) -> bool:
    """Whether nobody hears of what is raised here: in what is called at each collection of garbage, or on what it said.

    Where there is much to collect, an alarm is seldom heard anywhere else.
    """
    deaf = {getattr(one, "__code__", None) for one in (*gc.callbacks, sys.unraisablehook)}
    while frame is not None and frame.f_code.co_filename != __file__:
        if frame.f_code in deaf:
            return True
        frame = frame.f_back
    return False


def _opens_debugger(frame: FrameType | None) -> bool:
    """Whether the code came to a breakpoint: on a busy machine a debugger is slow to call the clock off."""
    debuggers = {"pdb", "bdb", getattr(sys.breakpointhook, "__module__", None)}
    while frame is not None and frame.f_code.co_filename != __file__:
        if frame.f_globals.get("__name__") in debuggers:
            return True
        frame = frame.f_back
    return False


def _raise_on_every_line(frame: FrameType | None) -> None:
    """For `while True: try: ... except: ...`: what is raised inside the `except` part leaves the loop."""

    def trace(frame: FrameType, event: str, argument: object) -> Any:
        if frame.f_code.co_filename == __file__:
            return None
        if event == "line":
            raise OutOfTime
        return trace

    sys.settrace(trace)
    while frame is not None and frame.f_code.co_filename != __file__:
        frame.f_trace = trace
        frame = frame.f_back


class _Timer(_Clock):
    """A thread that raises in the thread that it watches."""

    def start(self) -> None:
        self.on = self.started = True
        self._watched = threading.get_ident()
        self._over = threading.Event()
        threading.Thread(target=self._wait, daemon=True).start()

    def stop(self) -> None:
        self.on = False
        if self.started:
            self.started = False
            self._over.set()
            self._interrupt(None)  # one that is on its way arrives no more

    def _wait(self) -> None:
        pause = self.seconds
        while not self._over.wait(pause):
            pause = AGAIN
            if _opens_debugger(sys._current_frames().get(self._watched)):
                call_off()
                return
            if not self._held_back() and not self._too_early():
                self._interrupt(OutOfTime)

    def _interrupt(self, error: type[BaseException] | None) -> None:
        raised = None if error is None else ctypes.py_object(error)
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._watched), raised)


if sys.version_info >= (3, 12):
    _TOOL = 4
    """The number by which sys.monitoring knows these clocks; debuggers, coverage and profilers have others."""
    _PATIENCE = 100
    """Events between two looks at the time: a look costs as much as some of them."""

    class _Monitor(_Clock):
        """The interpreter's own events, which ask for no signal and no thread. One at a time rings: the innermost."""

        def start(self) -> None:
            self.on = self.started = True
            self._due = time.monotonic() + self.seconds
            self._events = 0
            self._outer = _Monitor._ringing
            _Monitor._ringing = self
            if self._outer is None:
                sys.monitoring.use_tool_id(_TOOL, "autograder time limit")
            self._listen()

        def stop(self) -> None:
            self.on = False
            if self.started:
                self.started = False
                _Monitor._ringing = self._outer
                if self._outer is not None:
                    self._outer._listen()
                    return
                sys.monitoring.set_events(_TOOL, 0)
                for event in (*self._often(), sys.monitoring.events.LINE):
                    sys.monitoring.register_callback(_TOOL, event, None)
                sys.monitoring.free_tool_id(_TOOL)

        @staticmethod
        def _often() -> tuple[int, ...]:
            events = sys.monitoring.events
            return events.JUMP, events.PY_START, events.PY_RESUME

        def _listen(self, *, every_line: bool = False) -> None:
            events = sys.monitoring.events
            for event in self._often():
                sys.monitoring.register_callback(_TOOL, event, self._look)
            sys.monitoring.register_callback(_TOOL, events.LINE, self._line)
            wanted = events.JUMP | events.PY_START | events.PY_RESUME
            sys.monitoring.set_events(_TOOL, wanted | events.LINE if every_line else wanted)

        def _look(self, code: CodeType, *place: int) -> None:
            self._events += 1
            if self._events % _PATIENCE or not self.on or code.co_filename == __file__:
                return
            if time.monotonic() < self._due or self._held_back():
                return
            self._due = time.monotonic() + AGAIN
            if self.rung:  # for `while True: try: ... except: ...`, as _raise_on_every_line
                self._listen(every_line=True)
            self.rung = True
            raise OutOfTime

        def _line(self, code: CodeType, line: int) -> None:
            if self.on and code.co_filename != __file__ and not self._held_back():
                raise OutOfTime

        _ringing: _Monitor | None = None


def _clock(seconds: float, of_work: bool) -> _Clock:
    if sys.version_info >= (3, 12) and sys.platform == "emscripten":
        return _Monitor(seconds, of_work)
    if sys.platform != "win32" and threading.current_thread() is threading.main_thread():
        return _Alarm(seconds, of_work)
    return _Timer(seconds, of_work)


_running: list[_Clock] = []
_undisturbed = 0


def stands_in_debugger() -> bool:
    """Whether a debugger follows this thread: then no time limit makes sense."""
    return sys.gettrace() is not None
