"""Single keys from a terminal, on every system."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator

ReadKey = Callable[[float], str | None]
"""Waits up to so many seconds for a key: its letter, ``up``, ``down``, ``enter``, or None."""

_NAMES = {"\r": "enter", "\n": "enter", "\x1b[A": "up", "\x1b[B": "down", "\x1bOA": "up", "\x1bOB": "down"}
_WINDOWS_NAMES = {"H": "up", "P": "down"}


@contextlib.contextmanager
def single_keys() -> Iterator[ReadKey]:
    """Hands over a function that reads keys one by one, unechoed; the terminal is put back at the end."""
    if sys.platform == "win32":
        yield _read_on_windows
        return
    import termios
    import tty

    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    tty.setcbreak(descriptor)
    try:
        yield lambda seconds: _read_elsewhere(descriptor, seconds)
    finally:
        with contextlib.suppress(termios.error):  # a terminal that is gone, closed or cut off
            termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


def _read_elsewhere(descriptor: int, seconds: float) -> str | None:
    import select

    if not select.select([descriptor], [], [], seconds)[0]:
        return None
    pressed = os.read(descriptor, 1)
    if not pressed:
        raise EOFError
    while pressed[:1] == b"\x1b" and len(pressed) < 3 and select.select([descriptor], [], [], 0.01)[0]:
        pressed += os.read(descriptor, 1)
    text = pressed.decode("utf-8", "replace")
    return _NAMES.get(text, text.lower())


def _read_on_windows(seconds: float) -> str | None:
    import importlib

    msvcrt = importlib.import_module("msvcrt")
    end = time.monotonic() + seconds
    while not msvcrt.kbhit():
        if time.monotonic() > end:
            return None
        time.sleep(0.02)
    pressed: str = msvcrt.getwch()
    if pressed in ("\x00", "\xe0"):
        return _WINDOWS_NAMES.get(msvcrt.getwch())
    if pressed == "\x03":
        raise KeyboardInterrupt
    return _NAMES.get(pressed, pressed.lower())
