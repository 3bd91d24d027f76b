"""What the wall costs, how many submissions a second, and whether memory stays flat. Prints one JSON object.

    python benchmarks/grading.py [--repeat 500] [--large 2000]

Ratios come from one run on one machine: the same submissions are judged in this process without a wall (the floor) and
behind it, in turns, all on one core. One warm interpreter serves the whole class, as in grading; what its start costs
is a figure of its own. Processor time includes all child processes; bubblewrap, which wraps the warm interpreter once
and does nothing for a single submission, is left out there, since it does not hand on its children's times. The seconds
by the clock are those of the whole wall. The class is the well-behaved part of the tests' odd class.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

from autograder.classroom.affinity import on_one_core
from autograder.classroom.bench import Bench
from autograder.classroom.grader import Grader
from autograder.course.manifest import load_course
from autograder.course.model import Submission
from autograder.intake.folders import open_intake
from autograder.sandbox.here import LocalHost
from autograder.sandbox.process.launcher import Launcher

ROOT = Path(__file__).parents[1]
CLASS = ROOT / "tests" / "autograder" / "classroom" / "odd_class"
WELL_BEHAVED = (
    "perfect_lists",
    "perfect_numpy",
    "lesson_copied",
    "cosine_scores",
    "plain_softmax",
    "hard_lookup",
    "negated_query",
    "half_filled",
)
EXERCISES = ("scores", "softmax", "context", "change_query")
ROUNDS = 5


def processor_seconds() -> float:
    """User and system time of this process, of its children, and of those that its children have waited for."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    living = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    return sum(usage.ru_utime + usage.ru_stime for usage in usages) + sum(map(seconds_of, living))


def seconds_of(pid: str) -> float:
    """User and system time of a living process and of the children that it has waited for; proc(5), stat, 14 to 17."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def timed(work: Callable[[], None]) -> float:
    start = processor_seconds()
    work()
    return processor_seconds() - start


def cost(repeat: int) -> dict[str, float]:
    """Processor milliseconds a submission at the floor and behind the wall, and their ratio."""
    course = load_course(ROOT, with_solutions=True)
    intake = open_intake(CLASS, course)
    submissions = [intake.read(name, course) for name in WELL_BEHAVED]
    work = [submissions[i % len(submissions)] for i in range(repeat // ROUNDS)]
    grader = Grader(course, EXERCISES)
    for submission in submissions:  # the first replay of each mistake is remembered for the class
        grader.grade(submission, LocalHost(), "none")
    gc.collect()
    gc.freeze()  # as in grading: what was made for the class is not looked through again
    floors, walls, clocks = [], [], []
    with on_one_core(), Bench(grader) as whole, Bench(grader) as counted:
        counted.launcher = Launcher("auto", without=("bubblewrap",))
        start = timed(lambda: judge(counted, submissions[:1]))  # one warm interpreter serves a class
        judge(whole, submissions[:1])
        for _ in range(ROUNDS):
            floors.append(timed(lambda: at_the_floor(grader, work)))
            walls.append(timed(lambda: judge(counted, work)))
            before = perf_counter()
            judge(whole, work)
            clocks.append(perf_counter() - before)
    floor, wall = median(floors) / len(work), median(walls) / len(work)
    ratios = [wall / floor for wall, floor in zip(walls, floors, strict=True)]
    return {
        "submissions": float(repeat),
        "start_ms": round(1000 * start, 3),
        "floor_ms": round(1000 * floor, 3),
        "walled_ms": round(1000 * wall, 3),
        "walled_over_floor": round(median(ratios), 3),
        "walled_over_floor_min": round(min(ratios), 3),
        "walled_over_floor_max": round(max(ratios), 3),
        "submissions_a_second_a_core": round(1 / wall, 1),
        "submissions_a_second_a_core_with_the_start": round(repeat / (start + sum(walls)), 1),
        "submissions_a_second_by_the_clock_one_job": round(len(work) / median(clocks), 1),
    }


def at_the_floor(grader: Grader, work: list[Submission]) -> None:
    for submission in work:
        grader.grade(submission, LocalHost(), "none")


def judge(bench: Bench, work: list[Submission]) -> None:
    for submission in work:
        bench.judge(submission)


GRADE = """
import resource, sys
from pathlib import Path
from autograder.classroom.run import grade_class
from autograder.classroom.bench import ClassJob
root, folder, out = map(Path, sys.argv[1:4])
grade_class(ClassJob(root, folder, only=tuple(sys.argv[4:])), out, lambda standing: None)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def peak_memory(students: int) -> int:
    """KiB that the grading process held at most while it graded a class of this size."""
    with tempfile.TemporaryDirectory() as scratch:
        folder, out = Path(scratch, "class"), Path(scratch, "out")
        for i in range(students):
            source = CLASS / WELL_BEHAVED[i % len(WELL_BEHAVED)]
            shutil.copytree(source, folder / f"student{i:05d}")
        command = [sys.executable, "-c", GRADE, str(ROOT), str(folder), str(out), *EXERCISES]
        printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return int(printed)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=500)
    parser.add_argument("--large", type=int, default=2000)
    options = parser.parse_args()
    figures: dict[str, float] = dict(cost(options.repeat))
    small, large = peak_memory(50), peak_memory(options.large)
    figures |= {"peak_kib_50": small, f"peak_kib_{options.large}": large, "peak_ratio": round(large / small, 3)}
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
