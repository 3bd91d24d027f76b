"""autograder diff: what changed between two runs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from autograder.classroom.diff import ExerciseChange, StudentChange, changes
from autograder.classroom.gradebook import number
from autograder.classroom.journal import PREVIOUS, RESULTS
from autograder.classroom.packing import there
from autograder.classroom.resultfile import ResultFile
from autograder.commands.common import Json, out
from autograder.errors import UserError
from autograder.filenames import portable_names
from autograder.text import show_text

STUDENTS = "students"
"""Where `report` writes the pages of feedback."""
MOST_CHECKS = 3
"""Checks of one exercise that are told; --json has them all."""


def diff(
    old: Annotated[Path, typer.Argument(help="A results file or a run's folder; alone, a regraded folder.")],
    new: Annotated[Path | None, typer.Argument(help="The same of the later run.", show_default=False)] = None,
    as_json: Json = False,
) -> None:
    """Say whose score changed, by how much, by which check and why."""
    earlier, later = _files(old, new)
    before, after = ResultFile(earlier), ResultFile(later)
    tally = Tally()
    for change in _changes(before, after):
        tally.add(change)
        if as_json:
            data = {key: value for key, value in asdict(change).items() if key != "shown"}
            typer.echo(json.dumps({**data, "by": change.by}, allow_nan=False))
        else:
            _say(change)
    if not as_json:
        for line in tally.lines():
            out.print(line, markup=False)


def regrade_lines(folder: Path) -> list[str]:
    """What a run says at its end of the scores that it changed: how many, who, and who had been told another."""
    before, after = ResultFile(folder / PREVIOUS), ResultFile(folder / RESULTS)
    tally, told = Tally(), 0
    pages = portable_names(after.starts)
    for change in _changes(before, after):
        if change.what == "changed":
            tally.add(change)
            told += (folder / STUDENTS / f"{pages[change.student]}.html").is_file()
    lines = tally.lines()
    if told:
        lines[-1] += (
            f" {told} of them had a page in {folder / STUDENTS} already: write it again with autograder report."
        )
    return lines


def _changes(before: ResultFile, after: ResultFile) -> Iterator[StudentChange]:
    """What changed between two files. A regrade leaves most lines as they are, and reading one takes a millisecond."""

    def same(student: str) -> bool:
        return before.line(student) == after.line(student)

    return changes(before.starts, after.starts, before, after, same)


class Tally:
    """How many changed, and which way."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self.new = self.gone = 0
        self._names: list[str] = []

    def add(self, change: StudentChange) -> None:
        """Counts one student."""
        if change.what == "new":
            self.new += 1
        elif change.what == "gone":
            self.gone += 1
        else:
            self._counts[_turn(change)] += 1
            if len(self._names) < 10:
                by = change.by
                score = "now " + _score(change.after) if by is None else signed(by)
                self._names.append(f"{change.shown} {score}")

    def lines(self) -> list[str]:
        """Two lines at most: how many, and who."""
        changed = self._counts.total()
        counts = [(self._counts[turn], turn) for turn in _TURNS]
        parts = [f"{count} {word}" for count, word in (*counts, (self.new, "new"), (self.gone, "gone")) if count]
        if not parts:
            return ["No score changed."]
        head = f"Scores changed: {changed} ({', '.join(parts)})."
        more = f" and {changed - len(self._names)} more" if changed > len(self._names) else ""
        return [head] + ([f"{', '.join(map(show_text, self._names))}{more}."] if self._names else [])


_TURNS = (UP, DOWN, FIRST, LOST, PARTS) = ("up", "down", "complete now", "not complete any more", "in parts only")


def _turn(change: StudentChange) -> str:
    """Which way a score changed: a total that was missing, since something was not graded, is neither up nor down."""
    if change.by:
        return UP if change.by > 0 else DOWN
    if change.by is None and change.before is not change.after:
        return LOST if change.after is None else FIRST
    return PARTS


def signed(by: float) -> str:
    """A change with its sign."""
    shown = number(by)
    return "0" if shown in ("", "0", "-0") else f"{'+' if by > 0 else ''}{shown}"


def _files(old: Path, new: Path | None) -> tuple[Path, Path]:
    if new is not None:
        return tuple(path / RESULTS if path.is_dir() else path for path in (old, new))  # type: ignore[return-value]
    if not there(old).exists():
        raise UserError(f"{old}: there is no such file or folder.")
    folder = old if old.is_dir() else old.parent
    if not there(folder / PREVIOUS).is_file():
        raise UserError(f"{folder}: nothing was graded again here, so there is no {PREVIOUS}. Name two runs.")
    return folder / PREVIOUS, folder / RESULTS


def _say(change: StudentChange) -> None:
    name = show_text(change.shown)
    if change.what != "changed":
        out.print(
            f"{name}: {change.what}, {_score(change.after if change.what == 'new' else change.before)}", markup=False
        )
        return
    by = "" if change.by is None else f" ({signed(change.by)})"
    out.print(f"{name}: {_score(change.before)} -> {_score(change.after)}{by}", markup=False)
    for exercise in change.exercises:
        _say_exercise(exercise)


def _say_exercise(exercise: ExerciseChange) -> None:
    why = f": {show_text(exercise.why)}" if exercise.why else ""
    out.print(f"  {exercise.id} {_score(exercise.before)} -> {_score(exercise.after)}{why}", markup=False)
    for check in exercise.checks[:MOST_CHECKS]:
        said = f": {show_text(check.why)}" if check.why else ""
        turn = f"{check.before or 'not there'} -> {check.after or 'not there'}"
        out.print(f"    {turn}: {show_text(check.title)}{said}", markup=False)
    if len(exercise.checks) > MOST_CHECKS:
        out.print(f"    and {len(exercise.checks) - MOST_CHECKS} checks more", markup=False)


def _score(score: float | None) -> str:
    return "no score" if score is None else number(score)
