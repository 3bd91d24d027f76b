"""How often wrong code is given the right name: labelled wrong submissions, graded by this course.

    python benchmarks/diagnosis.py FILE [--kept | --tuned] [--verbose]
    python benchmarks/diagnosis.py --share [--seconds 50]

FILE is a YAML list. Each entry has an `id`, an `exercise`, `code` and `due`: the names of which one is right, empty
where the course knows no such mistake. The code stands after the reference, so that what it defines takes the
reference's place; with `whole: true` it is all of the file. `input: "[softmax.py, append]"` with the code below it says
the same in one. Only what loses points counts. The checks run in this process, without the wall: for code that one
trusts. `kind: ok` and `sloppy` mark right code, which is to keep all its points; of `two` and `same` (both in one
function) all names are due; `also` are names that are true as well.

`--share` grades the sample class behind the wall and prints how much of the processor time, the students' processes
included, goes into naming mistakes: a ratio within one run (without bubblewrap, which does not hand on its children's
times). What is worked out once for a class is a figure of its own, and each half of the class is measured by a grader
that has met the other half.
"""

from __future__ import annotations

import argparse
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, process_time
from typing import Any

import numpy as np
import yaml
from grading import processor_seconds

from autograder.checks.diagnosis.given import Seen
from autograder.checks.diagnosis.mistakes import Mistakes
from autograder.classroom.grader import Grader
from autograder.course.manifest import load_course
from autograder.course.model import Course, Submission, SubmittedFile
from autograder.course.solutions import read_source
from autograder.intake.folders import open_intake
from autograder.sandbox.here import LocalHost
from autograder.sandbox.process.launcher import Launcher
from autograder.sandbox.walled import WalledHost

ROOT = Path(__file__).parents[1]
HEADER = re.compile(r"\[(\w+)\.py(?:, (append|whole))?\]\n")
KINDS = ("right", "one of two", "rightly none", "none where due", "wrong name", "full points", "right code loses")
CLASS = ROOT / "tests" / "class"


@dataclass(frozen=True, slots=True)
class Case:
    """A wrong submission, the names that are due, and those that were given."""

    id: str
    exercise: str
    due: frozenset[str]
    given: frozenset[str]
    lost: bool
    labelled: str = "one"
    also: frozenset[str] = frozenset()

    @property
    def kind(self) -> str:
        if self.labelled in ("ok", "sloppy"):
            return "right code loses" if self.lost else "full points"
        if not self.lost:
            return "full points"
        if self.given - self.due - self.also:
            return "wrong name"
        if self.labelled in ("two", "same") and self.given & self.due and not self.given >= self.due:
            return "one of two"
        if self.given & self.due:
            return "right"
        return "none where due" if self.due else "rightly none"


def measure(grader: Grader, entries: list[dict[str, Any]]) -> Iterator[Case]:
    """Grades each entry as a class's submission is graded, but for the wall."""
    for entry in entries:
        exercise, code, whole = _read(entry)
        text = code if whole else _appended(grader.course, exercise, code)
        file = SubmittedFile(grader.course.exercise(exercise).file, text)
        with np.errstate(all="ignore"):
            graded = grader.grade(Submission(entry["id"], {exercise: file}), LocalHost(limit=True), "none")
        result = next(one for one in graded.exercises if one.id == exercise)
        given = frozenset(check.diagnosis for check in result.checks if check.diagnosis)
        lost = result.score < result.max_score
        due, also = frozenset(entry["due"]), frozenset(entry.get("also", ()))
        yield Case(entry["id"], exercise, due, given, lost, entry.get("kind", "one"), also)


def _read(entry: dict[str, Any]) -> tuple[str, str, bool]:
    if "input" not in entry:
        return entry["exercise"], entry["code"], entry.get("whole", False)
    found = HEADER.match(entry["input"])
    if found is None:
        raise SystemExit(f"{entry['id']}: the input does not begin with [FILE.py, append] or [FILE.py, whole]")
    return found[1], entry["input"][found.end() :], found[2] == "whole"


def _appended(course: Course, exercise: str, code: str) -> str:
    """The code after the reference: what it defines anew takes the place of what is there."""
    return f"{read_source(course.solution(course.exercise(exercise)))}\n\n{code}"


@contextmanager
def naming_timed() -> Iterator[list[float]]:
    """The processor seconds of each submission's diagnosis, as they come."""
    spent: list[float] = []
    names = Mistakes.names

    def timed(mistakes: Mistakes, seen: Mapping[str, Seen]) -> dict[str, str]:
        begun = process_time()
        try:
            return names(mistakes, seen)
        finally:
            spent.append(process_time() - begun)

    Mistakes.names = timed  # type: ignore[method-assign]
    try:
        yield spent
    finally:
        Mistakes.names = names  # type: ignore[method-assign]


def print_share(seconds: float) -> None:
    """The diagnosis's part of the processor time of a class that is graded behind the wall, after each pass."""
    course = load_course(ROOT, with_solutions=True)
    intake = open_intake(CLASS, course)
    submissions = [intake.read(student, course) for student in intake.students]
    halves = submissions[::2], submissions[1::2]
    begun, total, ours, count = monotonic(), 0.0, 0.0, 0
    with Launcher("auto", without=("bubblewrap",)) as launcher, naming_timed() as spent:
        while not count or monotonic() - begun < seconds:
            for known, half in (halves, halves[::-1]):
                grader = Grader(course)  # a new one: who answers as somebody did before is given their names
                once = grade(grader, launcher, known)
                if not count:
                    print(f"once for a class, with half of it: {sum(spent):.1f} of {once:.1f} s", flush=True)
                spent.clear()
                total += grade(grader, launcher, half)
                ours += sum(spent)
                spent.clear()
            count += len(submissions)
            each = f"{1000 * ours / count:.1f} of {1000 * total / count:.1f} ms each"
            print(f"{count} submissions: {each}, {ours / total:.1%}", flush=True)


def grade(grader: Grader, launcher: Launcher, submissions: Sequence[Submission]) -> float:
    """The processor seconds that it takes, the students' processes included."""
    before = processor_seconds()
    for submission in submissions:
        host = WalledHost(launcher, lean=True)
        grader.grade(submission, host, launcher.name)
        host.close()
    return processor_seconds() - before


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--share", action="store_true", help="the diagnosis's part of a class's processor time")
    parser.add_argument("--seconds", type=float, default=50.0, help="after so many --share begins no further pass")
    parser.add_argument("--kept", action="store_true", help="only the entries with `kept: true`")
    parser.add_argument("--tuned", action="store_true", help="only the others")
    parser.add_argument("--verbose", action="store_true", help="also say what each was named")
    wanted = parser.parse_args()
    if wanted.share:
        print_share(wanted.seconds)
        return
    if wanted.file is None:
        parser.error("a FILE, or --share")
    entries = [e for e in yaml.safe_load(wanted.file.read_text(encoding="utf-8")) if "due" in e]
    if wanted.kept or wanted.tuned:
        entries = [entry for entry in entries if bool(entry.get("kept")) is wanted.kept]
    with redirect_stdout(io.StringIO()):  # what the programs print
        cases = list(measure(Grader(load_course(ROOT, with_solutions=True)), entries))
    for case in cases:
        if wanted.verbose or case.kind == "wrong name":
            print(f"{case.kind:15} {case.id}: due {sorted(case.due)}, given {sorted(case.given)}")
    counts = Counter(case.kind for case in cases)
    print(f"{len(cases)} cases: " + ", ".join(f"{counts[kind]} {kind}" for kind in KINDS))


if __name__ == "__main__":
    main()
