"""What a very large class costs once it is graded. Prints one JSON object.

    python benchmarks/scale.py [--lines 100000] [--only sort,gradebook,...] [--folder FOLDER]

The lines are those of the tests' sample class, repeated under other names. Each step runs in a process of its own,
whose processor seconds and peak memory are its own too. With --folder the lines are made once, and kept there for the
next step: 100,000 are 4.8 GB, twice, and a page of each student comes to that. `sort` puts the lines in order, so that
it has to come first where it is measured.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path

ROOT = Path(__file__).parents[1]
CLASS = ROOT / "tests" / "class"
STEPS = {
    "sort": "from autograder.classroom.journal import Journal\n"
    "journal = Journal(out, course.name)\njournal.finish()\njournal.close()",
    "gradebook": "from autograder.classroom.books import close_the_books\n"
    "from autograder.classroom.lines import checked\n"
    "with open(out / 'results.jsonl', 'rb') as file:\n    close_the_books(map(checked, file), course, out, None)",
    "item_analysis": "from autograder.classroom.resultfile import ResultFile\n"
    "from autograder.classroom.statistics import ClassStatistics\nfound = ClassStatistics()\n"
    "for result in ResultFile(out / 'results.jsonl'):\n    found.add(result)",
    "report": "from autograder.commands.report import report\nreport(out, course.root)",
    "diff": "from autograder.commands.diff import diff\ndiff(out / 'results.jsonl', out / 'other.jsonl')",
    "export": "from autograder.commands.export import gradescope_command\n"
    "gradescope_command(out, out / 'gradescope', course=course.root)",
}
MADE = "made"
"""A file that says the lines in this folder are whole."""
HEAD = (
    "import sys\nfrom pathlib import Path\nfrom autograder.course.manifest import load_course\n"
    "out, course = Path(sys.argv[1]), load_course(Path(sys.argv[2]), with_solutions=True)\n"
)


def measured(*words: str | Path) -> dict[str, float]:
    """Runs Python; its processor seconds and the peak of its memory."""
    process = subprocess.Popen([sys.executable, *map(str, words)], stdout=subprocess.DEVNULL, cwd=ROOT)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{words[:1]} ended with {status}")
    return {"cpu_seconds": round(used.ru_utime + used.ru_stime, 1), "peak_mb": round(used.ru_maxrss / 1024)}


def large(folder: Path, lines: int) -> None:
    """A results file of so many lines, in no order, and another one in which every tenth score differs."""
    source = folder / "source"
    measured("-m", "autograder.cli", "grade", CLASS, "--out", source, "--course", ROOT)
    real = [_parts(line) for line in (source / "results.jsonl").read_text(encoding="ascii").splitlines()]
    numbers = list(range(lines))
    random.Random(1).shuffle(numbers)
    with open(folder / "results.jsonl", "w") as file, open(folder / "other.jsonl", "w") as other:
        for number in numbers:
            name, (plain, lower) = f"student{number:07d}", real[number % len(real)]
            file.write(name.join(plain) + "\n")
            other.write(name.join(plain if number % 10 else lower) + "\n")


def _parts(line: str) -> list[tuple[str, str]]:
    """What stands before and behind the student's name in a line, and in one whose score is another."""
    data = json.loads(line)
    data["exercises"][0]["score"] -= 1.0
    whole = [line, json.dumps(data | {"score": data["score"] - 1.0})]
    mark = f'"student": "{data["student"]}'
    return [(head + '"student": "', rest) for head, _, rest in (text.partition(mark) for text in whole)]


def after_grading(lines: int, only: list[str], kept: Path | None) -> dict[str, object]:
    with tempfile.TemporaryDirectory() if kept is None else nullcontext(kept) as scratch:
        folder = Path(scratch)
        if not (folder / MADE).exists():
            folder.mkdir(parents=True, exist_ok=True)
            large(folder, lines)
            (folder / MADE).touch()
        found: dict[str, object] = {"lines": lines, "bytes": (folder / "results.jsonl").stat().st_size}
        for name in only:
            start = time.monotonic()
            found[name] = measured("-c", HEAD + STEPS[name], folder, ROOT)
            print(name, found[name], f"{time.monotonic() - start:.0f} s by the clock", file=sys.stderr, flush=True)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, default=100_000)
    parser.add_argument("--only", default=",".join(STEPS), help="which steps, with commas between")
    parser.add_argument("--folder", type=Path, help="where the lines are kept")
    given = parser.parse_args()
    found = after_grading(given.lines, [name for name in given.only.split(",") if name], given.folder)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
