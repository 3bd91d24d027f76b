"""What an attack is, and how one is run: as a submission to the tiny course, behind a wall of the layers given."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path

from autograder.classroom.bench import Bench
from autograder.classroom.grader import Grader
from autograder.classroom.lines import to_line
from autograder.course.manifest import load_course
from autograder.course.model import Exercise, Limits, StudentResult, Submission, SubmittedFile
from autograder.sandbox.process.launcher import Launcher
from autograder.sandbox.wall.prctl import prctl

FOLDER = Path(__file__).parent / "submissions"
COURSE = Path(__file__).parents[1] / "courses" / "measuring"
NAMES = sorted(path.stem for path in FOLDER.glob("*.py"))
OTHER_LOOPS = ("endless_loop_in_c", "fake_clock", "huge_power", "regex_bomb", "recursion_bomb", "sleep")
"""Attacks that, as others do, end by the clock alone: tried with --whole."""
SECRET = "SECRET_MARK_4711"
GOT = "GOT "
"""What an attack says when something was granted that must not be."""
WORTH = 8.0
"""Points that code which returns nonsense earns honestly: the input stays as it was."""
KNOWN_BY_HEART = {"hardcoded_visible": 8.0}
"""A visible check that a student answers from memory is answered right; the hidden ones are why that is all."""
PR_SET_CHILD_SUBREAPER = 36
LONG = {
    "MANY_BRACKETS": "(" * 150 + "1" + ")" * 150,
    "MANY_ADDITIONS": "+".join(["1"] * 100_000),
    "NULL_BYTE": "\0",
    "MANY_INDENTS": "".join(" " * i + "if 1:\n" for i in range(120)) + " " * 120 + "pass",
}


@dataclass(frozen=True)
class Places:
    """A file that holds a secret, and a folder that anyone may write to."""

    secret: Path
    writable: Path


def make_places(folder: Path) -> Places:
    """A secret that anyone may read, and a folder that anyone may write to."""
    folder.chmod(0o755)
    places = Places(folder / "secret.txt", folder / "writable")
    places.secret.write_text(SECRET, encoding="utf-8")
    places.secret.chmod(0o644)
    places.writable.mkdir()
    places.writable.chmod(0o777)
    return places


@dataclass(frozen=True)
class Aftermath:
    """What one attack led to. Empty texts where nothing is wrong."""

    result: StudentResult
    too_many_points: str
    grader_failed: str
    told: str
    granted: str
    neighbour: str
    written: str
    left_running: str
    wall_fell: str

    @property
    def breaches(self) -> list[str]:
        """Everything that should not have been."""
        found = (getattr(self, field.name) for field in fields(self) if field.name != "result")
        return [text for text in found if text]


def unguarded(exercise: Exercise) -> Exercise:
    """With short limits and every import allowed: that list is a rule of the exercise; what is tried is the wall.

    In all there is little more time than for one call: what loops is stopped in a few checks, and not in each.
    """
    limits = Limits(seconds=1.0, memory_mb=256, total_seconds=2.0)
    return replace(exercise, limits=limits, allowed_imports=None)


def make_bench(without: tuple[str, ...] = ()) -> Bench:
    """A bench for the one exercise that is attacked, with short limits, and some layers taken away."""
    course = load_course(COURSE, with_solutions=True)
    # Whole messages are shown, hidden ones too: what leaks into them is what we look for.
    open_course = replace(course, hidden_feedback="full", exercises=tuple(map(unguarded, course.exercises)))
    bench = Bench(Grader(open_course, ["median"]))
    if without:
        bench.launcher = Launcher("auto", without=without)
    return bench


def source_of(name: str, places: Places) -> str:
    text = (FOLDER / f"{name}.py").read_text(encoding="utf-8")
    for word, value in (LONG | {"SECRET_FILE": str(places.secret), "WRITE_DIR": str(places.writable)}).items():
        text = text.replace(word, value)
    return text


def attack(bench: Bench, name: str, places: Places) -> Aftermath:
    """Grades one attack and then an honest submission, and looks at what is left."""
    prctl(PR_SET_CHILD_SUBREAPER, 1)  # a process whose parent has ended becomes ours, and is found
    judge(bench, "early", honest())  # starts the wall's own processes, so that all others are the attack's
    bench.launcher.try_out()
    before = set(descendants())
    result = judge(bench, name, source_of(name, places))
    neighbour = judge(bench, "honest", honest())
    left, ended = outliving(before), before - set(descendants())
    told = to_line(result)
    return Aftermath(
        result,
        f"{result.score} points" if result.score > WORTH + KNOWN_BY_HEART.get(name, 0.0) else "",
        "the grader failed" if grader_failed(result) else "",
        "the secret was told" if SECRET in told or f"SIZE {len(SECRET)}" in told else "",
        "something was granted" if f": {GOT}" in told else "",
        f"the next one got {neighbour.score}" if neighbour.score != neighbour.max_score else "",
        f"files were written: {os.listdir(places.writable)}" if os.listdir(places.writable) else "",
        f"processes are left: {len(left)}" if left else "",
        f"processes of the wall were ended: {len(ended)}" if ended else "",
    )


def grader_failed(result: StudentResult) -> bool:
    """Whether a submission brought it about that it was not graded, or that a check was left out."""
    checks = (check for exercise in result.exercises for check in exercise.checks)
    return any(one.status == "not_graded" for one in result.exercises) or any(
        check.outcome == "grader_error" for check in checks
    )


def honest() -> str:
    return (COURSE / "solutions" / "median.py").read_text(encoding="utf-8")


def judge(bench: Bench, student: str, source: str) -> StudentResult:
    return bench.judge(Submission(student, {"median": SubmittedFile("median.py", source)}))


def outliving(before: set[int]) -> set[int]:
    """The processes that were not there before and do not end: one that was killed may take a moment to be gone."""
    for _ in range(50):
        left = set(descendants()) - before
        if not left:
            break
        time.sleep(0.1)
    return left


def descendants() -> Iterator[int]:
    """The running processes below this one."""
    parents: dict[int, int] = {}
    ended: set[int] = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
        except OSError:
            continue  # it has ended meanwhile
        parents[int(folder.name)] = int(parent)
        if state == "Z":
            ended.add(int(folder.name))
    for pid in parents.keys() - ended:
        ancestor = parents.get(pid)
        while ancestor is not None and ancestor != os.getpid():
            ancestor = parents.get(ancestor)
        if ancestor is not None:
            yield pid
