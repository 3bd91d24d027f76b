"""The process in which a course's files are tried, one after the other: a line of JSON in, a line of JSON out."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from autograder.course.model import DataFile
from autograder.course.solutions import load_target
from autograder.errors import CourseError


def main(memory_mb: int) -> None:
    """Loads what stdin names until it ends. What a file prints goes nowhere; what it asks for is not there."""
    requests, answers = os.fdopen(os.dup(0), encoding="utf-8"), os.fdopen(os.dup(1), "w", encoding="utf-8")
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1):
        os.dup2(nothing, number)
    _limit(memory_mb)
    answers.write("{}\n")  # ready: the time that follows is a file's own
    answers.flush()
    for request in requests:
        asked = json.loads(request)
        data = [DataFile(name, Path(path)) for name, path in asked["data"]]
        answers.write(json.dumps({"problem": _problem(Path(asked["path"]), asked["source"], data)}) + "\n")
        answers.flush()


def _problem(path: Path, source: str, data: Sequence[DataFile]) -> str:
    """Why this file must not be loaded where others live; empty where it may be, even if it cannot."""
    try:
        load_target(path, source, data)
    except CourseError as error:
        cause = error.__cause__
        if isinstance(cause, MemoryError):
            return "takes more memory than its exercise has while it is loaded"
        if isinstance(cause, EOFError):
            return "asks for input while it is loaded: nobody is there to answer"
    except MemoryError:
        return "takes more memory than its exercise has while it is loaded"
    except BaseException as error:  # SystemExit, KeyboardInterrupt: they would end the one who loads it
        return f"ends the program while it is loaded: {type(error).__name__}"
    return ""


def _limit(memory_mb: int) -> None:
    """The address space, where the system has such a limit."""
    try:
        import resource
    except ImportError:  # Windows
        return
    most = memory_mb << 20
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


if __name__ == "__main__":
    main(int(sys.argv[1]))
