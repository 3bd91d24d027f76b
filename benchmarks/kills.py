"""Kills parts of a grading run at random moments while a class is graded. Prints JSON.

    python benchmarks/kills.py [--kills 50] [--repeat 4] [--seed 1]

The class is the tests' odd class, several times over, graded with two jobs. In turns the grader itself is killed, one
of its two workers, a zygote (or the bubblewrap around it), and a process that holds a student's code. Where it was the
grader itself, the same command is given again. After every five kills it is left to finish, and its results must be
those of an undisturbed run, byte for byte.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
CLASSROOM = ROOT / "tests" / "autograder" / "classroom"
sys.path.insert(0, str(CLASSROOM))

from test_grade_command import COMMAND, descendants  # noqa: E402

from autograder.sandbox.wall.prctl import prctl  # noqa: E402

HELPERS_PER_RUN = 2
"""What is killed a third time for the same student is given to a person, as it should be."""
KILLS_PER_CLASS = 5
EXERCISES = ("scores", "softmax", "context", "change_query")
PR_SET_CHILD_SUBREAPER = 36


@dataclass(frozen=True)
class Plan:
    """What is killed: kind -> how often so far, until how many in all, and seconds to wait at most before the next."""

    chance: random.Random
    kills: Counter[str]
    until: int
    longest_wait: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--repeat", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    prctl(PR_SET_CHILD_SUBREAPER, 1)  # a process whose parent was killed becomes ours, and is found
    with tempfile.TemporaryDirectory() as scratch:
        report = run(Path(scratch), given.kills, given.repeat, random.Random(given.seed))
    print(json.dumps(report, indent=2))
    sys.exit(0 if report["ok"] else 1)


def run(folder: Path, wanted: int, repeat: int, chance: random.Random) -> dict[str, object]:
    """Grades such a class again and again until `wanted` processes were killed, and says what came of it."""
    students = hand_in(folder / "class", repeat)
    start = time.perf_counter()
    check_end(begin(folder, "whole").wait())
    undisturbed = time.perf_counter() - start
    whole = (folder / "whole" / "results.jsonl").read_bytes()
    kills: Counter[str] = Counter()
    commands: list[int] = []
    wrong: list[list[str]] = []
    lost = double = 0
    while kills.total() < wanted:
        out = f"out{len(commands)}"
        plan = Plan(chance, kills, min(wanted, kills.total() + KILLS_PER_CLASS), undisturbed / KILLS_PER_CLASS)
        given, forgotten = until_done(folder, out, plan)
        commands.append(given)
        results = (folder / out / "results.jsonl").read_bytes()
        graded = Counter(json.loads(line)["student"] for line in results.splitlines())
        if results != whole:
            wrong.append(sorted(set(results.decode().splitlines()) ^ set(whole.decode().splitlines())))
        lost += forgotten + len(students - graded.keys())
        double += sum(times > 1 for times in graded.values())
    left = still_running()
    return {
        "students": len(students),
        "kills": dict(kills),
        "classes_done": len(commands),
        "commands_given": sum(commands),
        "classes_with_other_bytes": len(wrong),
        "lines_that_differ": wrong,
        "results_lost": lost,
        "results_double": double,
        "left_running": left,
        "seconds_undisturbed": round(undisturbed, 1),
        "seconds": round(time.perf_counter() - start, 1),
        "ok": not (wrong or lost or double or left) and kills.total() == wanted,
    }


def hand_in(folder: Path, repeat: int) -> set[str]:
    """Writes the class; gives back the students' names."""
    names = set()
    for turn in range(repeat):
        for source in sorted((CLASSROOM / "odd_class").iterdir()):
            names.add(f"{source.name}_{turn}")
            shutil.copytree(source, folder / f"{source.name}_{turn}")
    return names


def begin(folder: Path, out: str) -> subprocess.Popen[bytes]:
    """The command that grades the class into a folder."""
    words = [*COMMAND, str(folder / "class"), "--out", str(folder / out), "--course", str(ROOT), "--jobs", "2"]
    words += [word for exercise in EXERCISES for word in ("--only", exercise)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def until_done(folder: Path, out: str, plan: Plan) -> tuple[int, int]:
    """Gives the command until it comes to its end. How often it was given, and how many results a kill undid."""
    kept: set[str] = set()
    given = lost = 0
    finished = False
    while not finished:
        finished = disturb(begin(folder, out), plan)
        given += 1
        now = done(folder / out)
        lost += len(kept - now)
        kept |= now
    return given, lost


def disturb(process: subprocess.Popen[bytes], plan: Plan) -> bool:
    """Kills parts of one run, or the whole. True where it came to its end all the same."""
    chance, kills = plan.chance, plan.kills
    helpers = 0
    while kills.total() < plan.until:
        with contextlib.suppress(subprocess.TimeoutExpired):
            check_end(process.wait(chance.uniform(0.2, plan.longest_wait)))
            return True
        kinds = ["grader", "worker", "zygote", "student's"] if helpers < HELPERS_PER_RUN else ["grader"]
        kind = min(kinds, key=lambda kind: (kills[kind], chance.random()))
        if kind == "grader":
            process.kill()
            process.wait()
            kills[kind] += 1
            return False
        found = helpers_of(process.pid, kind)
        if found:
            with contextlib.suppress(ProcessLookupError):  # it ended just now
                os.kill(chance.choice(found), signal.SIGKILL)
                kills[kind] += 1
                helpers += 1
    check_end(process.wait())
    return True


def check_end(code: int) -> None:
    if code:
        sys.exit(f"`autograder grade` ended with code {code}, and nobody had killed it")


def helpers_of(grader: int, kind: str) -> list[int]:
    """The processes of a kind below the grader."""
    if kind == "worker":
        return sorted(descendants(grader, "autograder.classroom.child"))
    zygotes = set(descendants(grader, "zygote"))
    forked = {pid for pid in zygotes if is_forked_by_python(pid)}
    return sorted(forked if kind == "student's" else zygotes - forked)


def is_forked_by_python(pid: int) -> bool:
    """Whether a process has its parent's command line, and that is not bubblewrap's."""
    with contextlib.suppress(OSError):  # it has ended meanwhile
        parent = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1]
        own = Path(f"/proc/{pid}/cmdline").read_bytes()
        return own == Path(f"/proc/{parent}/cmdline").read_bytes() and b"bwrap" not in own.split(b"\0")[0]
    return False


def done(out: Path) -> set[str]:
    """The students whose result is on the disk, whole, with its entry beside it."""
    names = []
    for file in ("results.jsonl", "times.jsonl"):
        text = (out / file).read_text(encoding="ascii") if (out / file).exists() else ""
        names.append({json.loads(line)["student"] for line in text.splitlines(keepends=True) if whole_line(line)})
    return names[0] & names[1]


def whole_line(line: str) -> bool:
    return line.endswith("}\n") and line.startswith("{")


def still_running(patience: float = 15.0) -> int:
    """How many of the processes that we began, or they, are there after a while."""
    end = time.monotonic() + patience
    while (found := len(list(descendants(os.getpid(), "autograder")))) and time.monotonic() < end:
        time.sleep(0.1)
    return found


if __name__ == "__main__":
    main()
