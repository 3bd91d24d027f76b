"""A class of any size out of what many people wrote, each file with a comment of its own.

    python benchmarks/crowd.py FOLDER [--students 240] [--right 0.6]

The programs are the labelled ones of the tests' data, whose writers saw neither the solutions nor the known mistakes,
and were asked for unusual styles: in each exercise so many are right, and what is wrong is drawn from all that is.
Answers are the course's labelled ones; the quiz is that of a member of the sample class. Drawn by lot from one seed.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
CLASS = ROOT / "tests" / "class"
PROGRAMS = tuple(ROOT / "tests" / "autograder" / "data" / f"wild_code_{number}.yaml" for number in (3, 5, 6))
RIGHT = ("ok", "sloppy")


@dataclass(frozen=True, slots=True)
class Sources:
    """What the students of a class are made of: texts by exercise, and people whose sheets they take."""

    right: dict[str, list[str]]
    wrong: dict[str, list[str]]
    answers: dict[str, list[str]]
    people: tuple[Path, ...]


def sources() -> Sources:
    """All that there is."""
    right: dict[str, list[str]] = {}
    wrong: dict[str, list[str]] = {}
    for entry in (entry for path in PROGRAMS for entry in _read(path)):
        if entry.get("whole"):
            pile = right if entry.get("kind") in RIGHT else wrong
            pile.setdefault(entry["exercise"], []).append(entry["code"])
    found = sorted((ROOT / "solutions" / "rubrics").glob("*.answers.yaml"))
    answers = {path.name.partition(".")[0]: [entry["text"] for entry in _read(path)] for path in found}
    people = tuple(sorted(sheet.parent for sheet in CLASS.glob("*/quiz.yaml")))
    return Sources(right, wrong, answers, people)


def make(folder: Path, students: int, right: float, seed: int = 0) -> None:
    """Writes a class into a folder: `student_0000` and so on."""
    lot, known = random.Random(seed), sources()
    for number in range(students):
        own = folder / f"student_{number:04}"
        own.mkdir()
        for exercise in known.wrong:
            pile = known.right if lot.random() < right else known.wrong
            _write(own, f"{exercise}.py", f"{lot.choice(pile[exercise])}\n# {number}\n")
        for exercise, answers in known.answers.items():
            _write(own, f"{exercise}.md", f"{lot.choice(answers)}\n\n<!-- {number} -->\n")
        for sheet in known.people[number % len(known.people)].glob("*.yaml"):
            _write(own, sheet.name, f"{sheet.read_text(encoding='utf-8')}\n# {number}\n")


def _write(own: Path, name: str, text: str) -> None:
    (own / name).write_text(text, encoding="utf-8")


def _read(path: Path) -> Sequence[dict[str, str]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    entries: list[dict[str, str]] = yaml.load(path.read_text(encoding="utf-8"), loader)
    return entries


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--students", type=int, default=240)
    parser.add_argument("--right", type=float, default=0.6)
    wanted = parser.parse_args()
    make(wanted.folder, wanted.students, wanted.right)


if __name__ == "__main__":
    main()
