"""Processor time of a submission here over that of another checkout of this project. Prints one JSON object.

    git worktree add --detach ../base 8b8b2b8
    python benchmarks/against.py ../base [--rounds 5] [--only EXERCISE]... [--course here|own|there] [--crowd 240]

Both grade the same class, the whole course, in turns on one core, by the Python that runs this. Each half of the sample
class is measured by a grader that is made anew and has graded the other half: what is done once for a class is not
counted, and nobody's answers are known but from other students. With `--crowd` it is the last quarter of a class of
so many, made by crowd.py, and the grader has met the others. `--course own` (the rule) gives each its own course,
`there` and `here` one course to both. bubblewrap does not hand on its children's times and is left out.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from crowd import make

ROOT = Path(__file__).parents[1]
CLASS = ROOT / "tests" / "class"
ENDLESS = "mateusz_nowak"
"""Somebody whose loop never ends: that costs what the course's limit says, and would hide everything else."""
GRADE = """
import gc, os, resource, sys
from importlib import import_module
from pathlib import Path

def named(name, *modules):
    for module in modules:
        try:
            return getattr(import_module(f"autograder.{module}"), name)
        except (ImportError, AttributeError):
            pass
    raise SystemExit(f"{name} is in none of {modules}")

load_course = named("load_course", "course.manifest", "course")
Grader = named("Grader", "classroom.grader", "grading")
Bench = named("Bench", "classroom.bench", "desk")
Launcher = named("Launcher", "sandbox.process.launcher", "isolation.launcher")
allowed = named("allowed", "classroom.bench", "desk")
open_intake = named("open_intake", "intake.folders", "submissions")

def spent():
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    total = sum(usage.ru_utime + usage.ru_stime for usage in usages)
    for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split():
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        total += sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return total

root, folder, left_out, parts, *only = sys.argv[1:]
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
course = load_course(Path(root), with_solutions=True)
intake = open_intake(Path(folder), course)
work = [intake.read(student, course) for student in intake.students if student != left_out]
halves, last = (work[::2], work[1::2]), len(work) * 3 // 4
turns = (halves, halves[::-1]) if parts == "halves" else ((work[:last], work[last:]),)
print(sum(len(half) for _, half in turns), flush=True)
for line in sys.stdin:
    took = 0.0
    for before, half in turns:
        grader = Grader(course, tuple(only))
        with Bench(grader) as bench:
            bench.launcher.close()
            bench.launcher = Launcher("auto", also=allowed(grader.exercises), without=("bubblewrap",))
            for submission in before:
                bench.judge(submission)
            gc.collect()
            gc.freeze()
            start = spent()
            for submission in half:
                bench.judge(submission)
            took += spent() - start
    print(took, flush=True)
"""


class Tree:
    """A checkout, and a process in which it grades the class once for each line that it is sent."""

    def __init__(self, tree: Path, course: Path, crowd: Path | None, only: Sequence[str]) -> None:
        self.rounds: list[float] = []
        which = [str(crowd), "", "last"] if crowd else [str(CLASS), ENDLESS, "halves"]
        command = [sys.executable, "-P", "-c", GRADE, str(course), *which, *only]
        environment = {**os.environ, "PYTHONPATH": str(tree)}
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, cwd=tree
        )
        self.students = int(self._line())

    def _line(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit("a checkout could not grade the class; see above.")
        return line

    def grade(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write("go\n")
        self._process.stdin.flush()
        self.rounds.append(float(self._line()))

    def close(self) -> None:
        self._process.communicate()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkout", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--course", choices=("own", "here", "there"), default="own")
    parser.add_argument("--crowd", type=int, default=0)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        crowd = Path(folder) if wanted.crowd else None
        if crowd:
            make(crowd, wanted.crowd, 0.6)
        print(json.dumps(measured(wanted, crowd)))


def measured(wanted: argparse.Namespace, crowd: Path | None) -> dict[str, object]:
    """The figures of all rounds."""
    base = wanted.checkout.resolve()
    courses = {"own": (ROOT, base), "here": (ROOT, ROOT), "there": (base, base)}[wanted.course]
    trees = [Tree(tree, course, crowd, wanted.only) for tree, course in zip((ROOT, base), courses, strict=True)]
    for _ in range(wanted.rounds):
        for tree in trees:
            tree.grade()
    here, there = trees
    ratios = [one / other for one, other in zip(here.rounds, there.rounds, strict=True)]
    for tree in trees:
        tree.close()
    return {
        "course": wanted.course,
        "students": here.students,
        "ms_a_submission": round(1000 * median(here.rounds) / here.students, 1),
        "ms_a_submission_there": round(1000 * median(there.rounds) / there.students, 1),
        "ratio": round(median(ratios), 3),
        "ratio_min": round(min(ratios), 3),
        "ratio_max": round(max(ratios), 3),
    }


if __name__ == "__main__":
    main()
