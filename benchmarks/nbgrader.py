"""How fast nbgrader grades behind our wall, beside its own kernel; and how fast results enter its gradebook.

Prints JSON: {"autograde": {"walled", "plain", "ratio"}, "grade": {...}, "push": {"results", "seconds"}}. Times are
wall-clock seconds of the commands as typed, on the same students and the same machine, one after the other; those of
`grade` are our own runner's, one job, with its start, on copies of the same students. Each copy's files differ by a
comment with its name, for equal files would be judged once.

Where other work shares the machine trust "cpu_ms_a_student" and "plain_over_grade_cpu": processor time of the command
and of all that it has waited for. Students' code is in that of plain nbgrader, whose kernels run it, and not in ours,
for bubblewrap does not hand its children's times on; by the clock both have it.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from regrade import COMMENTS

from autograder.intake.folders import open_intake
from autograder.nbgrader.bench import desk
from autograder.nbgrader.config import COURSE_FOLDER
from autograder.nbgrader.papers import Papers
from autograder.nbgrader.sheet import assignment_name

REPOSITORY = Path(__file__).resolve().parents[1]
CLASS = REPOSITORY / "tests" / "autograder" / "classroom" / "odd_class"
HONEST = ("perfect_lists", "perfect_numpy", "plain_softmax", "cosine_scores", "hard_lookup", "negated_query")
COPIES = 20


@dataclass(frozen=True)
class Cost:
    """Seconds of one command: by the clock, and of processor time."""

    clock: float
    cpu: float


def spent() -> float:
    """Processor seconds of all commands that have ended, with those that they waited for."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def timed(*words: str | Path, cwd: Path) -> Cost:
    """Runs a command to its end and gives back what it took."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    environment = os.environ | {"PATH": path, "PYTHONPATH": str(REPOSITORY)}
    start, before = time.perf_counter(), spent()
    subprocess.run([str(word) for word in words], cwd=cwd, env=environment, capture_output=True, check=True)
    return Cost(time.perf_counter() - start, spent() - before)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--results", type=int, default=1000, help="how many results to push")
    parser.add_argument("--copies", type=int, default=COPIES, help="of each student, for our own runner")
    count, copies = parser.parse_args().results, parser.parse_args().copies
    engine = (sys.executable, "-m", "autograder.cli")
    with tempfile.TemporaryDirectory() as temporary:
        walled, plain = Path(temporary, "walled"), Path(temporary, "plain")
        timed(*engine, "nbgrader", "build", "--out", walled, cwd=REPOSITORY)
        course = desk(walled / COURSE_FOLDER)
        assignment = assignment_name(course.course.name)
        timed("nbgrader", "generate_assignment", assignment, cwd=walled)
        papers, intake = Papers(walled, assignment, course.sheets), open_intake(CLASS, course.course)
        for student in HONEST:
            papers.hand_in(intake.read(student, course.course))
        shutil.copytree(walled, plain)
        (plain / "nbgrader_config.py").write_text(f"get_config().CourseDirectory.course_id = {assignment!r}\n")
        costs = {room.name: timed("nbgrader", "autograde", assignment, cwd=room) for room in (walled, plain)}
        timed(*engine, "grade", CLASS, "--out", Path(temporary, "out"), "--jobs", "2", cwd=REPOSITORY)
        pushed = push(Path(temporary, "out", "results.jsonl"), walled, count, engine)
        own = grade(Path(temporary), engine, copies)
    plain_cost, many = costs["plain"], len(HONEST) * copies
    ratio = round(plain_cost.clock / costs["walled"].clock, 2)
    rounded = {name: round(cost.clock, 2) for name, cost in costs.items()}
    cpu = {f"{name}_cpu": round(cost.cpu, 2) for name, cost in costs.items()}
    students = {"students": len(HONEST), "notebooks": len(HONEST) * len(course.sheets)}
    result = {
        "autograde": {**students, **rounded, "ratio": ratio, **cpu},
        "grade": {
            "students": many,
            "ms_a_student": round(1000 * own.clock / many, 1),
            "cpu_ms_a_student": round(1000 * own.cpu / many, 1),
            "plain_over_grade": round(plain_cost.clock / len(HONEST) / (own.clock / many), 1),
            "plain_over_grade_cpu": round(plain_cost.cpu / len(HONEST) / (own.cpu / many), 1),
        },
        "push": {"results": count, "seconds": round(pushed.clock, 2)},
    }
    print(json.dumps(result))


def grade(room: Path, engine: tuple[str, ...], copies: int) -> Cost:
    """What our own runner takes for a class of many, no two of whom hand in equal files."""
    for number in range(copies):
        for student in HONEST:
            folder = shutil.copytree(CLASS / student, room / "many" / f"{student}{number}")
            for file in folder.rglob("*"):
                if file.suffix in COMMENTS and file.is_file():
                    with file.open("a", encoding="utf-8") as end:
                        end.write("\n" + COMMENTS[file.suffix].format(folder.name))
    return timed(*engine, "grade", room / "many", "--out", room / "own", "--jobs", "1", cwd=REPOSITORY)


def push(results: Path, folder: Path, count: int, engine: tuple[str, ...]) -> Cost:
    """Pushes as many results as wanted, made of those that are there, into a fresh gradebook."""
    lines = [json.loads(line) for line in results.read_text(encoding="ascii").splitlines()]
    big = results.with_name("big.jsonl")
    with open(big, "w", encoding="ascii") as file:
        for number in range(count):
            print(json.dumps(lines[number % len(lines)] | {"student": f"student_{number:06}"}), file=file)
    database = f"sqlite:///{results.with_name('big.db')}"
    return timed(*engine, "nbgrader", "push", big, "--dir", folder, "--db", database, cwd=folder)


if __name__ == "__main__":
    main()
