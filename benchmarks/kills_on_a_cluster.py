"""Kills parts of a cluster at random moments while it grades a class. Prints JSON.

    python benchmarks/kills_on_a_cluster.py [--kills 50] [--students 60] [--seed 1]

In turns the client is killed, a grading child, a worker's process and the scheduler. Who is killed for good is begun
again, and where the client ended the same command is given again. After every five kills a class is left to finish, and
its results must be those of one job, byte for byte. All of it runs from a copy of the engine and of the tests' course
that is made first, so that nobody who edits them meanwhile is taken for a kill.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.autograder.classroom.cluster_processes import end, free_port, grading_children  # noqa: E402

COURSE = Path("tests") / "courses" / "measuring"
KILLS_PER_CLASS = 5
HELPERS_PER_RUN = 2
"""What is killed a third time for the same student is given to a person, as it should be."""
SLOW = "\nfor _ in range(2_000_000):\n    pass\n"
"""A submission takes so long that a class is not over before something could be killed."""
LOST = 3
"""The exit code of a client whose scheduler is gone."""


def frozen(folder: Path) -> Path:
    """A copy of what grades and of what is graded, which nobody edits."""
    leave_out = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "autograder", folder / "autograder", ignore=leave_out)
    shutil.copytree(ROOT / COURSE, folder / COURSE, ignore=leave_out)
    return folder


class Cluster:
    """A scheduler and a worker with two processes, of the frozen engine."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self.port = free_port()
        self.address = f"tcp://127.0.0.1:{self.port}"
        self._begin()

    def _begin(self) -> None:
        self.scheduler = self.run("cluster", "scheduler", "--port", str(self.port))
        self.workers = self.run("cluster", "worker", self.address, "--processes", "2")

    def run(self, *words: str) -> subprocess.Popen[bytes]:
        """Begins the frozen engine's command."""
        environment = os.environ | {"PYTHONPATH": str(self._home)}
        command = [sys.executable, "-m", "autograder.cli", *words]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return subprocess.Popen(command, cwd=self._home, env=environment, **quiet)

    def children(self) -> list[psutil.Process]:
        """The grading children."""
        return grading_children(self.workers)

    def begin_again(self) -> None:
        """After the scheduler's death, when its workers have nobody to ask."""
        self.end()
        self._begin()

    def end(self) -> None:
        for process in (self.workers, self.scheduler):
            end(process)


class Trial:
    """Classes graded one after the other until so many kills are done."""

    def __init__(self, home: Path, students: int, wanted: int, chance: random.Random) -> None:
        self.home, self.wanted, self.chance = home, wanted, chance
        self.kills: Counter[str] = Counter()
        self.commands = self.classes = self.wrong = 0
        sources = [home / COURSE / "class" / "good", home / COURSE / "class" / "lost", home / COURSE / "exercises"]
        for number in range(students):
            student = shutil.copytree(sources[number % len(sources)], home / "class" / f"student{number:02d}")
            with (student / "median.py").open("a", encoding="utf-8") as file:
                file.write(f"{SLOW}# {number}\n")
        self.cluster = Cluster(home)

    def words(self, out: str, *more: str) -> list[str]:
        return ["grade", "class", "--out", out, "--course", str(COURSE), *more]

    def results(self, out: str) -> bytes:
        path = self.home / out / "results.jsonl"
        return path.read_bytes() if path.exists() else b""

    def go(self) -> dict[str, object]:
        start = time.monotonic()
        code = self.cluster.run(*self.words("whole")).wait()
        whole, alone = self.results("whole"), time.monotonic() - start
        if code or not whole:
            sys.exit(f"one job ended with {code}")
        try:
            while self.kills.total() < self.wanted:
                out = f"out{self.classes}"
                self.one_class(
                    out, min(self.wanted, self.kills.total() + KILLS_PER_CLASS), alone / (2 * KILLS_PER_CLASS)
                )
                self.classes += 1
                self.wrong += self.results(out) != whole
                print(dict(self.kills), f"{self.wrong} wrong", file=sys.stderr, flush=True)
        finally:
            self.cluster.end()
        return {
            "kills": dict(self.kills),
            "classes": self.classes,
            "commands": self.commands,
            "classes_with_other_bytes": self.wrong,
            "ok": not self.wrong,
        }

    def one_class(self, out: str, until: int, longest: float) -> None:
        """Gives the command until it ends by itself, killing on the way."""
        while True:
            client = self.cluster.run(*self.words(out, "--cluster", self.cluster.address))
            self.commands += 1
            if self.disturb(client, out, until, longest):
                return

    def disturb(self, client: subprocess.Popen[bytes], out: str, until: int, longest: float) -> bool:
        """Kills parts while a client runs. True where it came to its end."""
        helpers, before = 0, self.results(out).count(b"\n")
        while self.kills.total() < until:
            moved = self.results(out).count(b"\n") > before  # who is killed before anything is graded shows nothing
            with contextlib.suppress(subprocess.TimeoutExpired):
                return self.ended(client.wait(self.chance.uniform(0.1, longest) if moved else 0.2))
            if not moved:
                continue
            kinds = ("client", "scheduler", *(("child", "worker") if helpers < HELPERS_PER_RUN else ()))
            kind = min(kinds, key=lambda kind: (self.kills[kind], self.chance.random()))
            if kind in ("client", "scheduler"):
                (client if kind == "client" else self.cluster.scheduler).kill()
                self.kills[kind] += 1
                code = client.wait()
                if kind == "scheduler":
                    self.cluster.begin_again()
                return kind == "scheduler" and code == 0
            for child in self.cluster.children()[:1]:
                with contextlib.suppress(psutil.NoSuchProcess):
                    (child if kind == "child" else child.parent()).kill()
                    self.kills[kind] += 1
                    helpers += 1
        return self.ended(client.wait())

    def ended(self, code: int) -> bool:
        if code == LOST:
            return False
        if code:
            sys.exit(f"`autograder grade --cluster` ended with code {code}, and nobody had killed it")
        return True


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--students", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        trial = Trial(frozen(Path(scratch)), given.students, given.kills, random.Random(given.seed))
        report = trial.go()
    print(json.dumps(report))
    sys.exit(0 if report["ok"] else 1)


if __name__ == "__main__":
    main()
