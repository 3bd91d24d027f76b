"""What a regrade costs, as shares of a full one's processor time. Prints one JSON object.

    python benchmarks/regrade.py [--students 60]

The class is the tests' sample class, repeated; each copy's files differ by a comment, so that no two are equal. A check
is changed in one exercise after the other; `one_check` is the mean of these. Each
run is a process of its own, start included, and all of them take turns on one machine: the shares are to be trusted,
not the seconds. Where the system has control groups they count the processor time of all processes; else what students'
code uses behind bubblewrap is missing, which makes the shares larger than they are.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path

from counting import Counter

from autograder.course.digest import course_files

ROOT = Path(__file__).parents[1]
CLASS = ROOT / "tests" / "class"
COMMENTS = {".py": "# {}\n", ".yaml": "# {}\n", ".md": "\n<!-- {} -->\n"}
HIDDEN = "tests/hidden"
ENDLESS = "mateusz_nowak"
"""Somebody whose loop never ends: that costs what the course's limit says, and would hide everything else."""


class Bench:
    """A copy of the course, a class, and the folder that they are graded into."""

    def __init__(self, scratch: Path, students: int) -> None:
        self.course, self.pile, self.out = scratch / "course", scratch / "class", scratch / "out"
        for path in course_files(ROOT):
            target = self.course / path.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
        sources = sorted(path for path in CLASS.iterdir() if path.is_dir() and path.name != ENDLESS)
        self.folders = [self.pile / f"student_{number:04d}" for number in range(students)]
        for number, folder in enumerate(self.folders):
            shutil.copytree(sources[number % len(sources)], folder)
            for file in folder.rglob("*"):
                if file.suffix in COMMENTS and file.is_file():
                    self.add_comment(file, f"copy {number}")

    def add_comment(self, file: Path, text: str) -> None:
        with file.open("a", encoding="utf-8") as end:
            end.write("\n" + COMMENTS[file.suffix].format(text))

    def grade(self, *words: str) -> float:
        """Processor seconds of one run."""
        with Counter() as counter:
            process = counter.begin("grade", self.pile, "--out", self.out, "--course", self.course, *words)
            if process.wait():
                raise SystemExit(f"grading ended with {process.returncode}")
            seconds = counter.seconds()
        print(f"{seconds:.1f} s", *words, file=sys.stderr, flush=True)
        return seconds

    def results(self) -> bytes:
        return (self.out / "results.jsonl").read_bytes()

    def mark(self) -> None:
        """A person gives the first written answer that waits a mark."""
        table = self.out / "reviews.csv"
        rows = [json.loads(line) for line in self.results().splitlines()]
        student, exercise = next(
            (row["student"], one["id"]) for row in rows for one in row["exercises"] if one.get("needs_review")
        )
        table.with_name("mine.csv").write_text(f"student,exercise,mark\n{student},{exercise},1\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=60)
    students = parser.parse_args().students
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(Path(scratch), students)
        filling = bench.grade()
        nothing = bench.grade()
        bench.mark()
        marks = bench.grade("--reviews", str(bench.out / "mine.csv"))
        bench.add_comment(bench.folders[0] / "softmax.py", "again")
        again = bench.grade()
        checks = {}
        for path in sorted((bench.course / HIDDEN).glob("test_*.py")):
            bench.add_comment(path, "one check changed")
            checks[path.stem.removeprefix("test_")] = bench.grade()
        kept = bench.results()
        full = bench.grade("--fresh")
        same = kept == bench.results()
        size = (bench.out / "cache.sqlite").stat().st_size
    shares = {"filling": filling, "nothing": nothing, "marks": marks, "one_file_again": again}
    shares["one_check"] = sum(checks.values()) / len(checks)
    said = {name: round(seconds / full, 3) for name, seconds in shares.items()}
    each = {name: round(seconds / full, 3) for name, seconds in checks.items()}
    found = {"full_seconds": round(full, 1), **said, "one_check_of": each, "same_bytes": same, "bytes": size}
    print(json.dumps({"students": students, **found}))


if __name__ == "__main__":
    main()
