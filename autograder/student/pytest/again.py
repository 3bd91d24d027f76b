"""Goes on with a run of pytest that a student's call has ended: in one long call into C, or with the process itself.

A process in which such a call hangs can do nothing any more, so what the student starts only waits: it starts the same
command once more, on the same terminal, and passes on what that exits with. Where a call ends that process, the next
one is told so (see `handover`), makes all other calls, and has a result for every check. Whoever starts pytest in
another way than by its command (an editor, a program) has it run where it was started, with `last_resort` alone.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from autograder.student.pytest.handover import FOLDER, Handover

PROCESS = "run"
"""The name of its notes."""
_QUICK = ("usepdb", "trace", "help", "version", "collectonly", "showfixtures", "show_fixtures_per_test", "markers")
"""Options with which nothing of the student's is called, or a debugger opens."""
_SPREAD = ("numprocesses", "tx", "looponfail")
"""Those of pytest-xdist: there other processes run the tests, and are replaced where one ends."""


def run_to_its_end(config: pytest.Config) -> int | None:
    """What the run exits with; None where it is to be made here."""
    if not _can(config):
        return None
    command = command_again(sys.orig_argv, sys.argv[0], config.invocation_params)
    if command is None:
        return None
    capture = config.pluginmanager.getplugin("capturemanager")
    if capture is not None:
        capture.stop_global_capturing()  # else the other one would have no keyboard
    with tempfile.TemporaryDirectory(prefix="autograder-") as folder:
        return _run(command, Path(folder))


def command_again(whole: Sequence[str], program: str, asked: pytest.Config.InvocationParams) -> list[str] | None:
    """The command that starts this run once more; None where it was not typed as pytest's own.

    `whole` are the words that Python was started with, `program` is what it took for the program.
    """
    words = list(map(str, asked.args))
    started, typed = list(whole[: len(whole) - len(words)]), list(whole[len(whole) - len(words) :])
    if asked.plugins or typed != words or len(started) < 2 or not sys.executable:
        return None
    by_name = started[-2:] == ["-m", "pytest"]
    flags = started[1 : -2 if by_name else -1]
    if not by_name and Path(program).stem not in ("pytest", "py.test"):
        return None
    if any(not flag.startswith("-") or flag.startswith(("-m", "-c")) for flag in flags):
        return None
    return [sys.executable, *whole[1:]]


def _can(config: pytest.Config) -> bool:
    if FOLDER in os.environ or sys.platform == "emscripten" or not (config.rootpath / "course.yaml").is_file():
        return False
    if sys.gettrace() is not None or "pydevd" in sys.modules or has_its_own(config):
        return False
    return not any(config.getoption(name, None) for name in _QUICK + _SPREAD)


def has_its_own(config: pytest.Config) -> bool:
    """Whether pytest is told to end what hangs (`faulthandler_timeout`)."""
    try:
        return float(config.getini("faulthandler_timeout") or 0) > 0
    except ValueError:  # that part of pytest was left out
        return False


def _run(command: Sequence[str], folder: Path) -> int:
    handover = Handover(folder)
    while True:
        with _passing_on() as passed_on:
            process = subprocess.Popen(command, env=os.environ | {FOLDER: str(folder)})
            passed_on.process = process
            status = process.wait()
        ended_by = handover.learn(PROCESS, status)
        if ended_by is None:
            if status < 0:
                print(handover.last_words(PROCESS), end="", file=sys.stderr, flush=True)
            return status if status >= 0 else 128 - status  # as a shell says it
        if passed_on.interrupted:
            print("\nInterrupted.", flush=True)
            return int(pytest.ExitCode.INTERRUPTED)
        print(f"\n{ended_by.said} ended the run. All else is checked once more, without it:", flush=True)


class _PassedOn:
    """What was heard while the other process ran."""

    process: subprocess.Popen[bytes] | None = None
    interrupted = False

    def hear(self, number: int, frame: FrameType | None) -> None:
        """Ctrl-C reaches both; whatever else is to end this process is to end the other."""
        if number == signal.SIGINT:
            self.interrupted = True
        elif self.process is not None:
            self.process.send_signal(number)


@contextmanager
def _passing_on() -> Iterator[_PassedOn]:
    heard = _PassedOn()
    before: dict[int, Any] = {}
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            with suppress(ValueError):  # not on the main thread
                before[number] = signal.signal(number, heard.hear)
    try:
        yield heard
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
