"""The marking desk with labels as the person: how much of a class must be read. Prints JSON.

    python benchmarks/desk.py [--exercise ID] [--classes 3] [--seed 0] [--size 250] [--every 10]

A class is made of whole sets of the course's labelled answers; the sets that are left are what the course brings along.
`read` is the share of the answers that were decided until 98 % of all marks are exact, once for the whole class and
never undone; `keys` is what was pressed for them, an answer; `rule` is where the desk says that the rest may be
accepted, and the share of all marks that is exact then. `on_sheets` is the share that stands on sheets to skim before
anything is marked, `sheets` how many these are, `sheets_exact` how many of the proposals on them are. `by_student` is
the same in the order of names, each answer for itself. The rubrics know these answers, and a new class is read with
less luck: with `--forget SHARE` they lose that
share of their patterns, drawn by lot. `exact_at_first` says how good the proposals are before anything is marked.
The classes with seeds 0 to 2 are the exam: whoever works on the desk looks at others, with `--seed 10`.
"""

from __future__ import annotations

import argparse
import json
import os
import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import mean
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command has it, and before NumPy is there

from autograder.classroom.desk_groups import groups
from autograder.classroom.desk_queue import in_order, sheaves
from autograder.classroom.desk_reader import ClassReader, Reading, Taught
from autograder.classroom.desk_risk import risk
from autograder.course.manifest import load_course
from autograder.kinds.written.answers import Labelled, course_answers
from autograder.kinds.written.evaluate import EXACT
from autograder.kinds.written.grader import marker_for, rubric_path
from autograder.kinds.written.mark import Marked, Marker
from autograder.kinds.written.rubric import Concept, Misconception, Rubric
from autograder.pages.desk.view import sheets

ROOT = Path(__file__).parents[1]
WANTED = 0.98
TEN = 10
"""Keys that stand for a concept or a misconception: 1 to 9 and 0."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--exercise")
    parser.add_argument("--classes", type=int, default=3)
    parser.add_argument("--seed", type=int, default=0, help="that of the first class, the others follow")
    parser.add_argument("--size", type=int, default=250)
    parser.add_argument("--every", type=int, default=10, help="decisions between two readings")
    parser.add_argument("--forget", type=float, default=0.0, help="share of each rubric's patterns")
    asked = parser.parse_args()
    course = load_course(ROOT, with_solutions=True)
    table = {}
    for exercise in course.exercises:
        if exercise.kind == "written" and asked.exercise in (None, exercise.id):
            answers = course_answers(rubric_path(course, exercise))
            runs = []
            for seed in range(asked.seed, asked.seed + asked.classes):
                known, own = parted(answers, asked.size, seed)
                rubric = forgetful(marker_for(course, exercise, known).rubric, asked.forget, seed)
                runs.append(Run(Marker(rubric, known), known, own, asked.every).play())
            table[exercise.id] = {
                "runs": runs,
                "mean": {key: round(mean(run[key] for run in runs), 3) for key in runs[0]},
            }
            print(json.dumps({exercise.id: table[exercise.id]}, indent=2), flush=True)


def parted(answers: Sequence[Labelled], size: int, seed: int) -> tuple[list[Labelled], list[Labelled]]:
    """Whole sets for the class until there are `size`, the others for the course."""
    sets = sorted({answer.set for answer in answers})
    random.Random(seed).shuffle(sets)
    own: list[Labelled] = []
    known: list[Labelled] = []
    for name in sets:
        rows = [answer for answer in answers if answer.set == name]
        (own if len(own) + len(rows) <= size + 20 else known).extend(rows)
    random.Random(seed).shuffle(own)
    texts = {answer.essence for answer in own[:size]}
    return [answer for answer in known if answer.essence not in texts], own[:size]


def forgetful(rubric: Rubric, share: float, seed: int) -> Rubric:
    """The rubric without a share of its patterns, as if it had been written for another class."""
    lot = random.Random(seed)

    def some(row: Concept | Misconception) -> Any:
        return replace(row, patterns=tuple(one for one in row.patterns if lot.random() >= share))

    return replace(
        rubric, concepts=tuple(map(some, rubric.concepts)), misconceptions=tuple(map(some, rubric.misconceptions))
    )


@dataclass
class Run:
    """One class at the desk."""

    marker: Marker
    known: Sequence[Labelled]
    own: Sequence[Labelled]
    every: int
    decided: dict[str, bool] = field(default_factory=dict)

    def play(self) -> dict[str, float]:
        names = {f"{number:04}": answer for number, answer in enumerate(self.own)}
        marks = {name: self.marker.mark(answer.text) for name, answer in names.items()}
        taught: list[Taught] = []
        changed: list[bool] = []
        keys = decisions = 0
        figures: dict[str, float] = {}
        readings: dict[str, Reading] = {}
        seen: dict[str, bool] = {}
        total = len(names)
        while len(seen) < total and not {"read", "rule_read"} <= set(figures):
            if decisions % self.every == 0 or not readings:
                reader = ClassReader(self.marker.rubric, self.known, taught, self.marker.traits)
                left = [name for name in names if name not in seen]
                readings = {name: reader.read(names[name].text, marks[name]) for name in left}
                if not seen:
                    figures |= _skimmed(names, readings)
                self._note(figures, names, readings, seen, keys, decisions, changed)
            shelves = groups(
                {name: names[name].text for name in readings if name not in seen},
                {name: (row.concepts, row.misconceptions) for name, row in readings.items()},
            )
            group = in_order(shelves, readings)[0]
            members, pressed = self._decide(group, names, readings)
            keys += pressed
            decisions += 1
            for name in members:
                seen[name] = True
                label = names[name].concepts | names[name].misconceptions
                taught.append(Taught(names[name].text, label, marks[name]))
            changed.append(not exact(names[members[0]], readings[members[0]]))
            self._note(figures, names, readings, seen, keys, decisions, changed)
        figures["exact_at_first"] = round(
            mean(abs(marks[n].score - a.score) <= EXACT + 1e-9 for n, a in names.items()), 3
        )
        figures["by_student"] = self._by_student(names, marks)
        return figures

    def _decide(
        self, group: tuple[str, ...], names: dict[str, Labelled], readings: dict[str, Reading]
    ) -> tuple[list[str], int]:
        """The first, and all that are labelled like it: a person leaves out the others with a key each."""
        first = names[group[0]]
        label = first.concepts | first.misconceptions
        same = [name for name in group if names[name].concepts | names[name].misconceptions == label]
        read = readings[group[0]]
        rubric = self.marker.rubric
        one_key = [one.id for one in (*rubric.concepts, *rubric.misconceptions)][:TEN]
        keys = 1
        if label != read.other:  # which has a key of its own
            keys += sum(1 if name in one_key else 2 for name in label ^ (read.concepts | read.misconceptions))
        if len(group) > 1:
            keys += (1 + len(group) - len(same)) if len(same) > 1 else 0
        return same, keys

    def _note(self, figures, names, readings, seen, keys, decisions, changed) -> None:  # type: ignore[no-untyped-def]
        right = len(seen) + sum(exact(names[name], row) for name, row in readings.items() if name not in seen)
        share = right / len(names)
        if "read" not in figures and share >= WANTED:
            figures |= {"read": round(len(seen) / len(names), 3), "decisions": round(decisions / len(names), 3)}
            figures["keys"] = round((keys + 2) / len(names), 2)
            figures["keys_a_read_answer"] = round(keys / max(1, len(seen)), 2)
        if "rule_read" not in figures and risk(changed, len(names) - len(seen)).enough:
            figures |= {
                "rule_read": round(len(seen) / len(names), 3),
                "rule_decisions": round(decisions / len(names), 3),
            }
            figures["rule_exact"] = round(share, 3)

    def _by_student(self, names: dict[str, Labelled], marks: dict[str, Marked]) -> float:
        wrong = [abs(marks[name].score - answer.score) > EXACT + 1e-9 for name, answer in names.items()]
        allowed = int(len(wrong) * (1 - WANTED) + 1e-9)
        for read in range(len(wrong) + 1):
            if sum(wrong[read:]) <= allowed:
                return round(read / len(wrong), 3)
        return 1.0


def _skimmed(names: dict[str, Labelled], readings: dict[str, Reading]) -> dict[str, float]:
    """What stands on sheets before anything is marked."""
    made = sheaves({name: row.concepts | row.misconceptions for name, row in readings.items()}, readings)
    own = [name for names_ in made for name in names_]
    return {
        "on_sheets": round(len(own) / len(names), 3),
        "sheets": sheets(made),
        "sheets_exact": round(mean([exact(names[name], readings[name]) for name in own] or [1.0]), 3),
    }


def exact(answer: Labelled, read: Reading) -> bool:
    return abs(read.share - answer.score) <= EXACT + 1e-9


if __name__ == "__main__":
    main()
