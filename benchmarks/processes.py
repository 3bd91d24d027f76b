"""What the processes cost by themselves: processor time over that of one process a submission. Prints JSON.

    python benchmarks/processes.py [--rounds 5] [--only EXERCISE]...

The same code and the same checks on the same class, in turns on one core; all that differs is when the walled-off
process lives on from one exercise of a submission to the next: never; where programs can only compute, as a class is
graded; always. The last must not be, where marks count: then one exercise can touch another's. bubblewrap does not
hand on its children's times and is left out.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
from collections.abc import Callable
from pathlib import Path
from statistics import median

from autograder.classroom.affinity import on_one_core
from autograder.classroom.bench import Bench, allowed
from autograder.classroom.grader import Grader
from autograder.course.manifest import load_course
from autograder.course.model import Submission
from autograder.intake.folders import open_intake
from autograder.sandbox.process.launcher import Launcher
from autograder.sandbox.walled import WalledHost

ROOT = Path(__file__).parents[1]
ENDLESS = "mateusz_nowak"
"""Somebody whose loop never ends: that costs what the course's limit says, and would hide everything else."""


class Together(WalledHost):
    """One process for all of a submission: what the grader ends after an exercise lives on."""

    def close(self) -> None:
        """Nothing; see `end`."""

    def end(self) -> None:
        super().close()


def spent() -> float:
    """Processor seconds of this process, of the zygotes and of the workers that have ended."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    total = sum(usage.ru_utime + usage.ru_stime for usage in usages)
    for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split():
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        total += sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return total


def apart(bench: Bench, submission: Submission) -> None:
    """A process for each exercise."""
    bench.grader.grade(submission, WalledHost(bench.launcher, lean=True), bench.launcher.name)


def as_graded(bench: Bench, submission: Submission) -> None:
    """One for those that can only compute, and one for each other."""
    bench.judge(submission)


def together(bench: Bench, submission: Submission) -> None:
    """One for all."""
    host = Together(bench.launcher, lean=True)
    bench.grader.grade(submission, host, bench.launcher.name)
    host.end()


WAYS = (apart, as_graded, together)


def grade(bench: Bench, work: list[Submission], way: Callable[[Bench, Submission], None]) -> float:
    """The processor seconds that a class takes."""
    start = spent()
    for submission in work:
        way(bench, submission)
    return spent() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", action="append", default=[])
    given = parser.parse_args()
    course = load_course(ROOT, with_solutions=True)
    intake = open_intake(ROOT / "tests" / "class", course)
    work = [intake.read(student, course) for student in intake.students if student != ENDLESS]
    with on_one_core(), Bench(Grader(course, tuple(given.only)), lazy=True) as bench:
        bench.launcher = Launcher("auto", also=allowed(bench.grader.exercises), without=("bubblewrap",))
        for way in WAYS:
            grade(bench, work, way)
        gc.collect()
        gc.freeze()
        rounds = [[grade(bench, work, way) for way in WAYS] for _ in range(given.rounds)]
    said: dict[str, object] = {"students": len(work)}
    for way, seconds in zip(WAYS, zip(*rounds, strict=True), strict=True):
        ratios = [one / whole[-1] for one, whole in zip(seconds, rounds, strict=True)]
        said[way.__name__] = {
            "ms_a_submission": round(1000 * median(seconds) / len(work), 1),
            "over_together": [round(of(ratios), 3) for of in (median, min, max)],
        }
    print(json.dumps(said))


if __name__ == "__main__":
    main()
