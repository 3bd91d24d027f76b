"""How fast nbgrader grades behind our wall, beside its own kernel; and how fast results enter its gradebook.

Prints JSON: {"autograde": {"walled", "plain", "ratio"}, "grade": {...}, "push": {"results", "seconds"}}. Times are
wall-clock seconds of the commands as typed, on the same students and the same machine, one after the other; those of
`grade` are our own runner's, one job, on each student's whole course many times over, with its start.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from autograder.intake.folders import open_intake
from autograder.nbgrader.bench import desk
from autograder.nbgrader.config import COURSE_FOLDER
from autograder.nbgrader.papers import Papers
from autograder.nbgrader.sheet import assignment_name

REPOSITORY = Path(__file__).resolve().parents[1]
CLASS = REPOSITORY / "tests" / "autograder" / "classroom" / "odd_class"
HONEST = ("perfect_lists", "perfect_numpy", "plain_softmax", "cosine_scores", "hard_lookup", "negated_query")
COPIES = 20


def timed(*words: str | Path, cwd: Path) -> float:
    """Runs a command to its end and gives back its seconds."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    environment = os.environ | {"PATH": path, "PYTHONPATH": str(REPOSITORY)}
    start = time.perf_counter()
    subprocess.run([str(word) for word in words], cwd=cwd, env=environment, capture_output=True, check=True)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--results", type=int, default=1000, help="how many results to push")
    count = parser.parse_args().results
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
        seconds = {room.name: timed("nbgrader", "autograde", assignment, cwd=room) for room in (walled, plain)}
        timed(*engine, "grade", CLASS, "--out", Path(temporary, "out"), "--jobs", "2", cwd=REPOSITORY)
        pushed = push(Path(temporary, "out", "results.jsonl"), walled, count, engine)
        own = grade(Path(temporary), engine)
    ratio = round(seconds["plain"] / seconds["walled"], 2)
    rounded = {name: round(value, 2) for name, value in seconds.items()}
    students = {"students": len(HONEST), "notebooks": len(HONEST) * len(course.sheets)}
    result = {
        "autograde": {**students, **rounded, "ratio": ratio},
        "grade": {
            "students": len(HONEST) * COPIES,
            "ms_a_student": round(1000 * own, 1),
            "plain_over_grade": round(seconds["plain"] / len(HONEST) / own, 1),
        },
        "push": {"results": count, "seconds": round(pushed, 2)},
    }
    print(json.dumps(result))


def grade(room: Path, engine: tuple[str, ...]) -> float:
    """Seconds a student that our own runner takes for a class of many."""
    for number in range(COPIES):
        for student in HONEST:
            shutil.copytree(CLASS / student, room / "many" / f"{student}{number}")
    seconds = timed(*engine, "grade", room / "many", "--out", room / "own", "--jobs", "1", cwd=REPOSITORY)
    return seconds / (len(HONEST) * COPIES)


def push(results: Path, folder: Path, count: int, engine: tuple[str, ...]) -> float:
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
