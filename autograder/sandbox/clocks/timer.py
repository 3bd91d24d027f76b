"""A thread that watches another: where there is no alarm, as on Windows, or not on the main thread."""

from __future__ import annotations

import ctypes
import sys
import threading

from autograder.sandbox.clocks import clock
from autograder.sandbox.clocks.clock import Clock, OutOfTime, call_off, opens_debugger


class Timer(Clock):
    """A thread that raises in the thread that it watches."""

    def start(self) -> None:
        self._watched = threading.get_ident()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._wait, daemon=True)
        self.on = self.started = True
        self._thread.start()

    def stop(self) -> None:
        self.on = False
        if self.started:
            self._over.set()
            if threading.get_ident() != self._watched:
                return  # called off by the thread itself; what it watches stops it once more
            self._thread.join()  # it sends no more
            self.started = False
            if self.rung:
                self._take_what_is_on_its_way()

    def _wait(self) -> None:
        pause = self.seconds
        while not self._over.wait(pause):
            pause = clock.AGAIN
            if opens_debugger(sys._current_frames().get(self._watched)):
                call_off()
                return
            if self.on and not self._held_back() and not self._too_early():
                self.rung = True
                self._send()

    def _send(self) -> None:
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._watched), ctypes.py_object(OutOfTime))

    def _take_what_is_on_its_way(self) -> None:
        """Waits for an interruption of this thread that was sent and may not have arrived: one more, which will.

        To take it back instead, with a NULL in its place, would leave the interpreter believing that one is to come,
        and Python 3.11 never leaves a function at whose beginning it believes so while somebody traces it.
        """
        try:
            self._send()
            while True:
                pass
        except OutOfTime:
            return
