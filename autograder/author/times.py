"""Which checks are heavy: processor time by check, over the course's own right and wrong programs.

Measured in this process, without the wall: what a check and the programs that it calls compute. A submission pays for
each call besides, which crosses the wall, so the calls are counted too.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import fmean

import numpy as np

from autograder.checks.run import run_check
from autograder.classroom.grader import Grader
from autograder.course.model import Check, Exercise
from autograder.course.solutions import load_target
from autograder.course.variants import load_mistake
from autograder.kinds.registry import kind_of
from autograder.kinds.turns import in_time
from autograder.sandbox.local import LocalTarget
from autograder.sandbox.timelimit import Budget


@dataclass(frozen=True, slots=True)
class CheckTime:
    """What one check costs, in milliseconds of processor time a program; `slowest` is the file that takes longest."""

    exercise: str
    check: str
    calls: int
    """Made on the reference."""
    mean_ms: float
    worst_ms: float
    slowest: str


def measure(grader: Grader) -> list[CheckTime]:
    """The checks of all programming exercises, the heaviest first."""
    exercises = [exercise for exercise in grader.exercises if kind_of(exercise).runs_code]
    found = [one for exercise in exercises for one in _times(grader, exercise)]
    return sorted(found, key=lambda one: (-one.mean_ms, one.check))


def _times(grader: Grader, exercise: Exercise) -> Iterator[CheckTime]:
    course = grader.course
    solution = course.solution(exercise)
    reference = load_target(solution, data=exercise.data)
    programs: dict[Path, LocalTarget] = {solution: reference}
    programs |= {path: load_target(path, data=exercise.data) for path in course.accepted(exercise)}
    programs |= {path: load_mistake(course, exercise, path) for path in course.mistakes(exercise)}
    limited = {path: LocalTarget(one.module, seconds=exercise.limits.seconds) for path, one in programs.items()}
    for check in grader.checks[exercise.id]:
        run = partial(_run, grader, exercise, check, reference)
        calls = run(reference)[1]
        spent = {path: run(program)[0] for path, program in limited.items()}
        slowest = max(spent, key=lambda path: spent[path])
        name = slowest.relative_to(course.root).as_posix()
        mean, worst = fmean(spent.values()), spent[slowest]
        yield CheckTime(exercise.id, check.id, calls, round(mean, 3), round(worst, 3), name)


def _run(
    grader: Grader, exercise: Exercise, check: Check, reference: LocalTarget, program: LocalTarget
) -> tuple[float, int]:
    """Milliseconds of processor time, and the calls made."""
    start = time.process_time()
    run = partial(run_check, check, exercise, grader.course.seed, program, reference=reference)
    with np.errstate(all="ignore"):  # a mistake may overflow: that is its point
        verdict = in_time(run, Budget(exercise.limits.total_seconds))
    return 1000 * (time.process_time() - start), len(verdict.calls)
