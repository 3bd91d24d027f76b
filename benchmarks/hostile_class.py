"""A class in which three in ten attack: does everyone else get the right mark, and does it finish? Prints JSON.

    python benchmarks/hostile_class.py [--students 1000] [--jobs 2]

Every attack of tests/attacks is handed in over and over among right solutions, and `autograder grade` is run on all.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "attacks"))

from attackers import COURSE, KNOWN_BY_HEART, NAMES, SECRET, WORTH, Places, source_of  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--students", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        report = run(Path(scratch), given.students, given.jobs)
    print(json.dumps(report, indent=2))
    sys.exit(0 if report["ok"] else 1)


def run(folder: Path, students: int, jobs: int) -> dict[str, object]:
    """Grades such a class in `folder` and says what came of it."""
    hostile = hand_in(folder, students)
    course = unguarded(folder / "course")
    start = perf_counter()
    words = ["grade", folder / "class", "--out", folder / "out", "--course", course, "--only", "median"]
    done = subprocess.run(
        [sys.executable, "-m", "autograder.cli", *map(str, words), "--jobs", str(jobs)],
        env=os.environ | {"PYTHONPATH": str(ROOT), "AUTOGRADER_SECRET": SECRET},
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = perf_counter() - start
    lines = (folder / "out" / "results.jsonl").read_text(encoding="utf-8").splitlines()
    results = [json.loads(line) for line in lines]
    wrong = [result["student"] for result in results if not right(result, hostile)]
    report: dict[str, object] = {
        "students": students,
        "hostile": len(hostile),
        "graded": len(results),
        "exit_code": done.returncode,
        "wrong": wrong,
        "secret_told": SECRET in done.stdout + done.stderr + "".join(lines),
        "isolation": dict(Counter(result["isolation"] for result in results)),
        "seconds": round(seconds, 1),
        "said": done.stderr[-300:] if done.returncode else "",
    }
    complete = len(results) == students and done.returncode == 0
    return report | {"ok": complete and not wrong and not report["secret_told"]}


def unguarded(folder: Path) -> Path:
    """The course with every import allowed, so that it is the wall that attacks meet, and not the list of imports."""
    shutil.copytree(COURSE, folder, ignore=shutil.ignore_patterns("__pycache__"))
    lines = (folder / "course.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = "".join(line for line in lines if "allowed_imports" not in line)
    (folder / "course.yaml").write_text(kept, encoding="utf-8")
    return folder


def hand_in(folder: Path, students: int) -> dict[str, str]:
    """Writes the class. Student -> the attack, for those who attack: every third of ten in turn."""
    good = (COURSE / "solutions" / "median.py").read_text(encoding="utf-8")
    places = Places(folder / "secret.txt", folder / "writable")
    places.secret.write_text(SECRET, encoding="utf-8")
    places.writable.mkdir()
    hostile: dict[str, str] = {}
    for number in range(students):
        student = f"s{number:05}"
        home = folder / "class" / student
        home.mkdir(parents=True)
        if number % 10 in (2, 5, 8):
            hostile[student] = NAMES[len(hostile) % len(NAMES)]
        text = source_of(hostile[student], places) if student in hostile else good
        (home / "median.py").write_text(text, encoding="utf-8", errors="surrogatepass")
    return hostile


def right(result: dict[str, float | str], hostile: dict[str, str]) -> bool:
    """Full marks for those who solved it, and for an attack no more than its code earned."""
    attack = hostile.get(str(result["student"]))
    if attack is None:
        return result["score"] == result["max_score"]
    return float(result["score"]) <= WORTH + KNOWN_BY_HEART.get(attack, 0.0)


if __name__ == "__main__":
    main()
