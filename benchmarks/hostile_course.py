"""A class graded on the whole course, hostile students among it, against its honest part alone. Prints JSON.

    python benchmarks/hostile_course.py [--course FOLDER] [--honest 240] [--hostile 60] [--jobs 2]

Each hostile student attacks with one exercise, by what it answers, sends or costs, or with odd folders, and hands in
the reference for all others. It must end within 1.5 times the honest part's time and the hostile exercises' budgets;
a hostile exercise earns no more than one whose functions all return None; all else is byte for byte as without them.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from autograder.course.manifest import load_course
from autograder.course.model import Course, Exercise
from autograder.course.solutions import read_source

ROOT = Path(__file__).parents[1]
FORGE = "import sys\nworker = sys.modules['autograder.sandbox.process.worker']\nworker.to_plain = lambda value: value\n"
HANDED = "def pack(v, buffers):\n    buffers.append(bytes({size}))\n    return {header}\nworker.pack = pack\n"
CONSTANT = {
    "huge_int": "2**64",
    "huge_list": "[10**400] * 3",
    "ragged": "[[1.0], [1.0, 2.0], []]",
    "memory": "__import__('numpy').zeros(8_000_000)",
    "long_list": "[[0.5, 0.5]] * 40_000",
    "odd_keys": "{2**63: float('nan'), None: 1j}",
    "deep": "eval('[' * 60 + ']' * 60)",
    "endless": "next(iter(int, 1) for _ in iter(int, 1) if False)",
    "exit": "__import__('os')._exit(0)",
}
BEFORE = {
    "zero_dimensions": FORGE + HANDED.format(size=8, header="{'a': ['<f8', []]}"),
    "forged_floats": FORGE + HANDED.format(size=8 * 3_999_999, header="{'n': ['l', 'f', [3_999_999]]}"),
    "endless_load": "while True:\n    pass\n",
    "prints": "for _ in range(10**6):\n    print('x' * 100)\n",
}
FORMS = ("!!bool maybe", "!!int ''", "{!!seq a: 1}", "0x" + "f" * 5000, "[" * 2000, "&a [*a, *a]", "!!binary '='")


@dataclass(frozen=True)
class Attack:
    """What it is called, the exercise that it is made with (none for odd folders), and that exercise's text."""

    kind: str
    exercise: str = ""
    text: str = ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--course", type=Path, default=ROOT)
    parser.add_argument("--honest", type=int, default=240)
    parser.add_argument("--hostile", type=int, default=60)
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        report = run(Path(scratch), given.course, given.honest, given.hostile, given.jobs)
    print(json.dumps(report, indent=2))
    sys.exit(0 if report["ok"] else 1)


def run(folder: Path, root: Path, honest: int, hostile: int, jobs: int) -> dict[str, object]:
    """Grades the honest students alone, then all of them, and says what came of it."""
    course = load_course(root, with_solutions=True)
    for number in range(honest):
        hand_in(course, folder / "alone" / f"h{number:03}", {}, f"h{number:03}")
    nothing = {one.id: functions(course, one, "None") for one in course.exercises if one.kind == "code"}
    hand_in(course, folder / "alone" / "nothing", nothing, "nothing")
    shutil.copytree(folder / "alone", folder / "mixed")
    every = attacks(course)
    chosen = [every[number * len(every) // hostile] for number in range(hostile)]
    for number, attack in enumerate(chosen):
        home = folder / "mixed" / f"m{number:03}"
        hand_in(course, home, {attack.exercise: attack.text} if attack.exercise else {}, home.name)
        if not attack.exercise:
            odd_folder(home, attack.kind)
    alone, calm, _ = grade(folder, "alone", root, jobs)
    mixed, seconds, said = grade(folder, "mixed", root, jobs)
    worth = {part["id"]: part["score"] for part in json.loads(alone["nothing"])["exercises"]}
    budgets = sum(course.exercise(one.exercise).limits.total_seconds for one in chosen if one.exercise) / jobs
    other = [name for name in alone if alone[name] != mixed.get(name)]
    earned = {
        f"{one.kind} {one.exercise}": problem
        for number, one in enumerate(chosen)
        if (problem := wrong(mixed.get(f"m{number:03}"), one, worth))
    }
    in_time = seconds <= 1.5 * calm + budgets
    return {
        "honest": honest,
        "hostile": hostile,
        "kinds": len({one.kind for one in chosen}),
        "exercises_attacked": len({one.exercise for one in chosen if one.exercise}),
        "jobs": jobs,
        "user": os.getuid(),
        "isolation": json.loads(alone["nothing"])["isolation"],
        "graded": len(mixed),
        "honest_with_other_bytes": other,
        "hostile_with_too_much": earned,
        "seconds_honest": round(calm, 1),
        "seconds_all": round(seconds, 1),
        "budgets": round(budgets, 1),
        "said": said,
        "ok": in_time and not other and not earned and len(mixed) == honest + hostile + 1,
    }


def functions(course: Course, exercise: Exercise, answer: str) -> str:
    """A program whose every function of the exercise gives this answer."""
    tree = ast.parse(read_source(course.solution(exercise)))
    names = [part.name for part in tree.body if isinstance(part, ast.FunctionDef) and part.name not in exercise.given]
    return "\n".join(f"def {name}(*args, **kwargs):\n    return {answer}\n" for name in names)


def attacks(course: Course) -> list[Attack]:
    """Every kind with every exercise that it can be tried on, the exercises in turn."""
    found = [Attack(kind) for kind in ("nested", "many_folders", "pipe", "links", "closed", "long_name")]
    for one in course.exercises:
        match one.kind:
            case "code":
                found += [Attack(kind, one.id, functions(course, one, answer)) for kind, answer in CONSTANT.items()]
                zero = functions(course, one, "0")
                found += [Attack(kind, one.id, f"{text}\n{zero}") for kind, text in BEFORE.items()]
            case "written":
                found += [Attack("markdown", one.id, text) for text in ("> " * 5000, "\0" * 500, "[" * 9000)]
            case _:
                found += [Attack(f"yaml_{n}", one.id, f"source: {text}\n") for n, text in enumerate(FORMS)]
    return found


def hand_in(course: Course, home: Path, texts: dict[str, str], student: str) -> None:
    """Writes a student's folder: the reference, but for `texts`; no two programs are the same file."""
    home.mkdir(parents=True)
    for one in course.exercises:
        text = texts.get(one.id)
        if text is None:
            text = read_source(course.solution(one)) if course.solution(one).is_file() else ""
            text += f"\n# {student}\n" if one.kind == "code" else ""
        if text:
            (home / one.file).write_text(text, encoding="utf-8")


def odd_folder(home: Path, kind: str) -> None:
    """Adds to a student's folder what a walk through it may stumble over."""
    match kind:
        case "nested":
            deep = home
            for _ in range(300):  # as deep as one path may be written at once
                deep = deep / "d"
            deep.mkdir(parents=True)
        case "many_folders":
            for number in range(5000):
                (home / f"f{number}").mkdir()
        case "pipe":
            os.mkfifo(home / "pipe.py")
        case "links":
            (home / "again").symlink_to(home)
            (home / "passwd.py").symlink_to("/etc/passwd")
        case "closed":
            (home / "closed").mkdir(mode=0)
        case _:
            (home / ("n" * 250)).write_text("x")


def grade(folder: Path, name: str, root: Path, jobs: int) -> tuple[dict[str, str], float, str]:
    """Each student's line, the seconds that it took, and what was said where it did not end well."""
    words = ["grade", str(folder / name), "--out", str(folder / f"{name}_out"), "--course", str(root)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path[1:]])}
    start = perf_counter()
    command = [sys.executable, "-m", "autograder.cli", *words, "--jobs", str(jobs)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    seconds = perf_counter() - start
    text = (folder / f"{name}_out" / "results.jsonl").read_text(encoding="utf-8") if done.returncode in (0, 3) else ""
    lines = {json.loads(line)["student"]: line for line in text.splitlines()}
    return lines, seconds, f"{done.returncode}: {done.stderr[-500:]}" if done.returncode else ""


def wrong(line: str | None, attack: Attack, worth: dict[str, float]) -> str:
    """What a hostile student got that they should not have got; empty where all is well."""
    if line is None:
        return "not graded at all"
    parts = {part["id"]: part for part in json.loads(line)["exercises"]}
    asked = {attack.exercise} if "\0" in attack.text else set()  # what is no text goes to a person, and earns nothing
    if any(part["status"] == "not_graded" and name not in asked for name, part in parts.items()):
        return "an exercise was not graded"
    if attack.exercise:
        part = parts[attack.exercise]
        most = worth[attack.exercise] if part["kind"] == "code" else 0.0
        if part["score"] > most or (part["max_score"] == 0 and not asked):
            return f"{part['score']} of {part['max_score']}, where {most} is the most"
    return ""


if __name__ == "__main__":
    main()
