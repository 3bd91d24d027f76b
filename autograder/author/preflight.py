"""The course's files loaded once, each under limits, before anything loads them where the author waits.

A reference, a style or a mistake is the author's own code and runs in this process later on; one that hangs, takes all
memory or ends the program would take `verify` with it. So each is tried first, in a process that may die of it.
"""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.author.places import place
from autograder.course.model import Course, Exercise
from autograder.course.solutions import read_source
from autograder.course.variants import composed
from autograder.errors import CourseError
from autograder.kinds.registry import kind_of

PATIENCE = 10.0
"""Seconds beyond the exercise's own, for a machine that has other work."""
START = 120.0
"""Seconds for the process to be there."""
MEMORY_MB = 512
"""MiB beyond the exercise's own: what the interpreter and the libraries take."""

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class _File:
    """A program to be loaded, and the file that it stands for."""

    exercise: Exercise
    path: Path
    name: str
    source: str


def load_limits(
    course: Course, exercises: Sequence[Exercise], tell: Tell, patience: float = PATIENCE
) -> list[tuple[str, str]]:
    """(Exercise, what is wrong) for each file whose loading does not end, or ends more than itself.

    What is wrong in any other way, such as an exception, is said by whoever loads the file next. `tell` hears the
    name of each file before it is tried.
    """
    left = [file for exercise in exercises if kind_of(exercise).runs_code for file in _files(course, exercise)]
    found: list[tuple[str, str]] = []
    while left:
        tried = 0
        for file, problem in _trials(left, tell, patience):
            tried += 1
            if problem:
                found.append((file.exercise.id, f"{file.name} {problem}"))
        left = left[tried:]
    return found


def _files(course: Course, exercise: Exercise) -> Iterator[_File]:
    """What can be read and is Python; the rest is named by who loads it."""
    solution = course.solution(exercise)
    checks = [course.root / "tests" / room / f"test_{exercise.id}.py" for room in ("visible", "hidden")]
    own = (solution, *course.accepted(exercise), *course.mistakes(exercise), *checks)
    for path in (path for path in own if path.is_file()):
        try:
            wrong = path in course.mistakes(exercise)
            source = composed(course, exercise, path) if wrong else read_source(path)
        except CourseError:
            continue
        yield _File(exercise, path, place(course, path), source)


def _trials(files: Sequence[_File], tell: Tell, patience: float) -> Iterator[tuple[_File, str]]:
    """One process tries file after file, until it is through or must be ended; then the last has a problem."""
    memory = max(file.exercise.limits.memory_mb for file in files) + MEMORY_MB
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "autograder.author.tryload", str(memory)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    answers: queue.Queue[str] = queue.Queue()
    threading.Thread(target=_listen, args=(process, answers), daemon=True).start()
    try:
        answers.get(timeout=START)
        for file in files:
            tell(file.name)
            problem, over = _one(process, answers, file, patience)
            yield file, problem
            if over:
                return
    finally:
        process.kill()
        process.wait()


def _one(process: subprocess.Popen[bytes], answers: queue.Queue[str], file: _File, patience: float) -> tuple[str, bool]:
    """What is wrong with this file, and whether the process is of no more use."""
    seconds = file.exercise.limits.total_seconds + patience
    assert process.stdin is not None
    data = [(one.name, str(one.path)) for one in file.exercise.data]
    request = json.dumps({"path": str(file.path), "source": file.source, "data": data})
    try:
        process.stdin.write(request.encode() + b"\n")
        process.stdin.flush()
        said = answers.get(timeout=seconds)
    except queue.Empty:
        return f"is not loaded after {seconds:g} seconds: what stands outside of functions must end", True
    except OSError:
        said = ""
    if not said:
        return "ended the program while it was loaded", True
    return json.loads(said)["problem"], False


def _listen(process: subprocess.Popen[bytes], answers: queue.Queue[str]) -> None:
    assert process.stdout is not None
    with process.stdout as lines:
        for line in lines:
            answers.put(line.decode("utf-8", "replace"))
    answers.put("")
