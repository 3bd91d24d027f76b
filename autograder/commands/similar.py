"""autograder similar: pairs of submissions that are worth a look. It touches no mark."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from autograder.classroom.journal import RESULTS
from autograder.classroom.packing import there
from autograder.classroom.settings import read_settings
from autograder.classroom.similar import Fingerprints, Pair, fingerprints
from autograder.commands.common import Course, Json, course_root, need_packages, out, print_json
from autograder.course import model
from autograder.course.manifest import load_course
from autograder.course.model import Exercise
from autograder.course.solutions import read_source
from autograder.errors import UserError
from autograder.intake.folders import Intake, open_intake
from autograder.intake.options import IntakeOptions, remembered
from autograder.kinds.registry import kind_of
from autograder.text import show_text
from autograder.writing import write_atomically

SHOWN = 50
"""Pairs that the page shows side by side."""
PROVES_NOTHING = "Similar code proves nothing: two who learned together, or from one book, write alike. Talk first."


def similar(
    where: Annotated[Path, typer.Argument(help="Submissions, or the folder that `grade` wrote.")],
    to: Annotated[Path, typer.Option("--out", help="Where the page is written.")] = Path("similar.html"),
    as_json: Json = False,
    course: Course = None,
) -> None:
    """Find pairs of programs that are worth a look, and show them side by side in a page. Proves nothing."""
    need_packages("jinja2")
    read = load_course(course_root(course), with_solutions=True)
    programs = Programs.of(read, _submissions(where, read))
    pairs = programs.pairs()
    if as_json:
        print_json([_as_json(pair) for pair in pairs])
        return
    from autograder.pages.similar import Side, render_similar

    def sides(pair: Pair) -> Iterator[tuple[str, Side, Side]]:
        one, other = programs.texts(pair.first), programs.texts(pair.second)
        for name, (left, right) in pair.lines.items():
            yield read.exercise(name).title, Side(one[name], left), Side(other[name], right)

    shown = [((programs.shown(p.first), programs.shown(p.second)), p, list(sides(p))) for p in pairs[:SHOWN]]
    write_atomically(to, render_similar(read, shown, len(pairs), PROVES_NOTHING))
    for pair in pairs[:10]:
        two = f"{show_text(programs.shown(pair.first))} and {show_text(programs.shown(pair.second))}"
        said = f"{two}: {pair.share:.0%} of what is rare is in both"
        out.print(f"{said} ({', '.join(pair.lines)})", markup=False)
    count = "No pair is" if not pairs else "1 pair is" if len(pairs) == 1 else f"{len(pairs)} pairs are"
    out.print(f"{count} worth a look. {PROVES_NOTHING} Wrote {to}.", markup=False)


@dataclass(frozen=True, slots=True)
class Programs:
    """The programs of a class: what can be compared in a course, read when they are asked for."""

    course: model.Course
    intake: Intake
    exercises: tuple[Exercise, ...]

    @classmethod
    def of(cls, course: model.Course, intake: Intake) -> Programs:
        """Raises UserError where no exercise is code."""
        exercises = tuple(exercise for exercise in course.exercises if kind_of(exercise).runs_code)
        if not exercises:
            raise UserError("similar compares code, and this course has no exercise of code.")
        return cls(course, intake, exercises)

    def shown(self, student: str) -> str:
        """A student's name where it is known, and what the results call them; of a group all names."""
        row = self.intake.rows[student]
        same = [one for one in self.intake.rows.values() if one.work is row.work] if row.lead else [row]
        return ", ".join(f"{r.who.name} ({r.key})" if r.who.name not in ("", r.key) else r.key for r in same)

    def texts(self, student: str) -> dict[str, str]:
        """What one student handed in, exercise -> text."""
        files = self.intake.read(student, self.course).files
        found = {exercise.id: files[exercise.id].text for exercise in self.exercises if exercise.id in files}
        return {name: text for name, text in found.items() if text is not None}

    def pairs(self) -> list[Pair]:
        """The pairs worth a look. A folder that cannot be read is in none, and a group hands in once."""
        found, seen = Fingerprints(self._given()), set()
        for student in self.intake.students:
            work = id(self.intake.rows[student].work)
            if work in seen:
                continue
            seen.add(work)
            try:
                texts = self.texts(student)
            except OSError:
                continue
            found.add(student, texts)
        return found.pairs()

    def _given(self) -> Mapping[str, frozenset[int]]:
        stubs = {exercise.id: self.course.stub(exercise) for exercise in self.exercises}
        return {name: frozenset(fingerprints(read_source(path))) for name, path in stubs.items()}


def _submissions(where: Path, course: model.Course) -> Intake:
    """The submissions; of a run's folder those that it graded."""
    if there(where / RESULTS).is_file():
        kept = read_settings(where, course).submissions
        if not kept or not Path(kept).exists():
            raise UserError(f"{where}: the submissions that it was graded from are not there. Name their folder.")
        return open_intake(Path(kept), course, options=remembered(where, IntakeOptions()), out=where)
    return open_intake(where, course)


def _as_json(pair: Pair) -> dict[str, object]:
    lines = {name: [sorted(left), sorted(right)] for name, (left, right) in pair.lines.items()}
    return {
        "students": [pair.first, pair.second],
        "share": round(pair.share, 4),
        "weight": round(pair.weight, 1),
        "lines": lines,
    }
