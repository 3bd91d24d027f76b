"""What a cluster of two workers on this machine costs beside `--jobs 2`. Prints one JSON object a size of class.

    python benchmarks/cluster.py [--course whole|measuring|form] [--students 500,1000,2000] [--cluster-only]

`whole` is this repository's course on the tests' sample class, repeated; `measuring` the tests' course of two programs;
`form` one exercise that runs no program, so that hardly anything but the cluster's own work is left. Every file has a
comment of its own, so that no two are equal. Processor time is that of all processes of a run, start and end included,
scheduler and workers too. Where the system lets us it is counted by a control group, which loses nobody; else by what
processes report of the children they waited for, which leaves out what runs behind bubblewrap.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from counting import Counter
from regrade import COMMENTS

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.autograder.classroom.cluster_processes import free_port  # noqa: E402


@dataclass(frozen=True)
class Trial:
    """A course, the folders whose copies are the class, and the words that `grade` gets besides."""

    course: Path
    sources: tuple[Path, ...]
    words: tuple[str, ...] = ()

    def hand_in(self, folder: Path, students: int) -> None:
        """Writes the class."""
        for number in range(students):
            made = shutil.copytree(self.sources[number % len(self.sources)], folder / f"student_{number:06d}")
            for file in made.rglob("*"):
                if file.suffix in COMMENTS and file.is_file():
                    with file.open("a", encoding="utf-8") as end:
                        end.write("\n" + COMMENTS[file.suffix].format(f"copy {number}"))


TESTS = ROOT / "tests" / "courses"
TRIALS = {
    "whole": Trial(ROOT, tuple(sorted(path for path in (ROOT / "tests" / "class").iterdir() if path.is_dir()))),
    "measuring": Trial(TESTS / "measuring", (TESTS / "measuring/class/good", TESTS / "measuring/class/lost")),
    "form": Trial(TESTS / "trusting", (TESTS / "trusting/class/honest",), ("--only", "card")),
}


def run(counter: Counter, *words: str | Path) -> int:
    """Runs the command to its end; the peak of its own memory in MB."""
    process = counter.begin(*words)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if status:
        sys.exit(f"{' '.join(map(str, words[:2]))} ended with {process.returncode}")
    return round(used.ru_maxrss / 1024)


@contextmanager
def cluster(counter: Counter) -> Iterator[str]:
    """The address of a scheduler with two workers."""
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    parts = [["scheduler", "--port", str(port)], ["worker", address, "--processes", "2"]]
    running = [counter.begin("cluster", *words) for words in parts]
    try:
        yield address
    finally:
        for process in reversed(running):
            process.send_signal(signal.SIGTERM)
            process.wait()


def measured(trial: Trial, students: int, *, cluster_only: bool) -> dict[str, object]:
    """One class, graded in both ways."""
    said: dict[str, object] = {"students": students}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        trial.hand_in(folder / "class", students)
        words = ["grade", folder / "class", "--course", trial.course, *trial.words, "--out"]
        if not cluster_only:
            with Counter() as counter:
                run(counter, *words, folder / "jobs", "--jobs", "2")
                said["jobs_seconds"] = jobs = round(counter.seconds(), 2)
        with Counter() as counter:
            with cluster(counter) as address:
                said["client_peak_mb"] = run(counter, *words, folder / "cluster", "--cluster", address)
            said["cluster_seconds"] = spent = round(counter.seconds(), 2)
        said["cluster_ms_a_submission"] = round(1000 * spent / students, 2)
        if not cluster_only:
            said["cluster_over_jobs"] = round(spent / jobs, 3)
            one, two = ((folder / name / "results.jsonl").read_bytes() for name in ("jobs", "cluster"))
            said["same_bytes"] = one == two
    return said


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--course", choices=sorted(TRIALS), default="whole")
    parser.add_argument("--students", default="500,1000,2000")
    parser.add_argument("--cluster-only", action="store_true")
    given = parser.parse_args()
    for students in map(int, given.students.split(",")):
        said = measured(TRIALS[given.course], students, cluster_only=given.cluster_only)
        print(json.dumps({"course": given.course, **said}), flush=True)


if __name__ == "__main__":
    main()
