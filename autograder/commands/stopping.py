"""A command that is told to end: by Ctrl-C, by `kill` or a service manager (SIGTERM), by a closed terminal (SIGHUP).

Each is raised as KeyboardInterrupt, so that whatever cleans up after Ctrl-C does so after the others as well. What the
command then exits with is the shell's convention, 128 and the number of the signal.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from types import FrameType

import typer

CTRL_C = 130
_NAMES = ("SIGTERM", "SIGHUP")
_AT_ONCE = 1.0
"""Seconds in which a second one is the same wish: a closed terminal says it twice, and so does `timeout`."""

_told: tuple[int, float] | None = None
"""The signal that has told this process to end, and when."""


def told_to_end() -> bool:
    """Whether a signal other than Ctrl-C has told this process to end: nobody is there to be asked anything."""
    return _told is not None


@contextlib.contextmanager
def one_sentence() -> Iterator[None]:
    """Says that a command was stopped, where the command has not said it itself, and raises typer.Exit."""
    try:
        yield
    except KeyboardInterrupt:
        from autograder.commands.common import err

        err.print("Stopped. The same command begins again.", markup=False)
        raise typer.Exit(CTRL_C) from None


@contextlib.contextmanager
def hearing_signals() -> Iterator[None]:
    """Around a whole command: a signal stops it as Ctrl-C does, and decides the exit code.

    What was to be ignored, as under nohup, still is.
    """
    global _told
    _told = None
    if threading.current_thread() is not threading.main_thread():
        yield  # Python hears signals in its main thread alone
        return
    known = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
    usual = {number: signal.getsignal(number) for number in known}
    ours = [number for number, handler in usual.items() if handler is signal.SIG_DFL]
    for number in ours:
        signal.signal(number, _hear)
    try:
        yield
    except (SystemExit, OSError) as ended:  # OSError: of a terminal that is gone
        if _told is None:
            raise
        _end(isinstance(ended, SystemExit) and ended.code == CTRL_C)
    else:
        if _told is not None:
            _end(said=False)
    finally:
        if _told is None:  # else a second one would end it before it has ended by itself
            for number in ours:
                signal.signal(number, signal.SIG_DFL)


def _hear(number: int, frame: FrameType | None) -> None:
    global _told
    now = time.monotonic()
    if _told is None:
        _told = number, now
        raise KeyboardInterrupt
    if now - _told[1] > _AT_ONCE:  # what it does to end takes too long for somebody
        signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)


def _end(said: bool) -> None:
    """`said`: somebody has read that it was stopped, and what is kept."""
    assert _told is not None
    number = _told[0]
    try:
        if not said:
            print(f"Stopped by {signal.Signals(number).name}.", file=sys.stderr)
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # nobody reads: Python would try once more at its end, and exit with another code
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.dup2(nowhere, sys.stderr.fileno())
    sys.exit(128 + number)
