"""The interpreter's own events: in a web page there is neither a signal nor a thread."""

from __future__ import annotations

import sys
import time
from types import CodeType

from autograder.sandbox.clocks import clock
from autograder.sandbox.clocks.clock import Clock, OutOfTime, ours

if sys.version_info >= (3, 12):
    _TOOL = 4
    """The number by which sys.monitoring knows these clocks; debuggers, coverage and profilers have others."""
    _PATIENCE = 100
    """Events between two looks at the time: a look costs as much as some of them."""

    class Monitor(Clock):
        """The interpreter's own events, which ask for no signal and no thread. One at a time rings: the innermost."""

        def start(self) -> None:
            self.on = self.started = True
            self._due = time.monotonic() + self.seconds
            self._events = 0
            self._outer = Monitor._ringing
            Monitor._ringing = self
            if self._outer is None:
                sys.monitoring.use_tool_id(_TOOL, "autograder time limit")
            self._listen()

        def stop(self) -> None:
            self.on = False
            if self.started:
                self.started = False
                Monitor._ringing = self._outer
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
            if self._events % _PATIENCE or not self.on or ours(code):
                return
            if time.monotonic() < self._due or self._held_back():
                return
            self._due = time.monotonic() + clock.AGAIN
            if self.rung:  # for `while True: try: ... except: ...`, as _raise_on_every_line
                self._listen(every_line=True)
            self.rung = True
            raise OutOfTime

        def _line(self, code: CodeType, line: int) -> None:
            if self.on and not ours(code) and not self._held_back():
                raise OutOfTime

        _ringing: Monitor | None = None
