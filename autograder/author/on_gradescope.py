"""What run_autograder does inside Gradescope's container: one submission in, results.json out, behind the wall."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.author.pack import SETTINGS
from autograder.classroom.bench import Bench
from autograder.classroom.grader import Grader
from autograder.classroom.lateness import penalty_percent
from autograder.course.manifest import load_course
from autograder.course.model import Course, StudentResult, Submission
from autograder.errors import GraderFault, IntakeError, IsolationError, UserError
from autograder.exchange.result_files import Telling, gradescope
from autograder.exchange.scores import not_graded
from autograder.intake.folders import open_intake
from autograder.kinds.rows import is_undecided
from autograder.pages.words import Explanations
from autograder.writing import write_atomically

NEEDED = ("user", "limits", "seccomp")
"""Layers without which nothing is graded there."""
SHUTTING = ("landlock", "bubblewrap")
"""Either keeps files out of reach; so does the step down from root, where the files are root's alone."""
PRIVATE = ("source/course", "submission", "results", "submission_metadata.json")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What Gradescope says of a submission: who, when, and until when they had time."""

    names: tuple[str, ...] = ()
    created: dt.datetime | None = None
    due: dt.datetime | None = None

    @property
    def days_late(self) -> float:
        """Days after the due date, 0 where either is not known."""
        if self.created is None or self.due is None:
            return 0.0
        return max(0.0, (self.created - self.due) / dt.timedelta(days=1))


def main(root: Path) -> int:
    """Grades root/submission into root/results/results.json and gives the exit code.

    Where the grader fails there is no such file, and Gradescope says that nothing was graded.
    """
    target = root / "results" / "results.json"
    try:
        target.unlink(missing_ok=True)
        data = graded(root)
    except (UserError, GraderFault) as error:
        print(f"Nothing was graded: {error}", file=sys.stderr)
        return 1
    target.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(target, json.dumps(data, ensure_ascii=False, indent=1) + "\n")
    return 0


def graded(root: Path) -> dict[str, Any]:
    """The contents of results.json. IsolationError where the wall is too low, GraderFault where grading failed."""
    settings = json.loads((root / "source" / SETTINGS).read_text(encoding="utf-8"))
    closed = _close(root)
    course = load_course(root / "source" / "course", with_solutions=True)
    metadata = read_metadata(root / "submission_metadata.json")
    telling = Telling(course, Explanations(course).of, settings["hidden"], settings["proposals"])
    try:
        submission = _submission(root / "submission", course, metadata)
    except IntakeError as error:
        return {"score": 0, "output": f"Your upload could not be read. {error}", "tests": [], "visibility": "visible"}
    with Bench(Grader(course)) as bench:
        require_wall(bench.launcher.layers, closed=closed)
        result = bench.judge(submission)
    _require_graded(result)
    percent = penalty_percent(course.late, metadata.days_late)
    return gradescope(result, telling, 1 - percent / 100, _note(metadata, percent))


def require_wall(layers: tuple[str, ...], *, closed: bool) -> None:
    """Raises IsolationError where the layers at hand would let a student's code read what is hidden, or escape."""
    missing = [layer for layer in NEEDED if layer not in layers]
    if missing:
        raise IsolationError(f"the wall lacks {', '.join(missing)}; at least {', '.join(NEEDED)} are needed.")
    if not closed and not set(SHUTTING) & set(layers):
        raise IsolationError(f"files could be read: run as root, or where there is {' or '.join(SHUTTING)}.")


def _close(root: Path) -> bool:
    """Takes the files away from everybody but root. Whether that holds: a student's code runs as a plain user."""
    if os.getuid() != 0:
        return False
    for name in PRIVATE:
        path = root / name
        if path.exists():
            path.chmod(0o700 if path.is_dir() else 0o600)
    return True


def _submission(folder: Path, course: Course, metadata: Metadata) -> Submission:
    """What was handed in. A quiz is held against the name of who sent it, where that is one person."""
    name = metadata.names[0] if len(metadata.names) == 1 else "a group"
    read = open_intake(folder, course, name).read(name, course)
    return Submission(name, read.files, named=len(metadata.names) == 1)


def _require_graded(result: StudentResult) -> None:
    if all(not_graded(exercise) and not is_undecided(exercise) for exercise in result.exercises):
        raise GraderFault("the grader failed on every exercise.")


def read_metadata(path: Path) -> Metadata:
    """submission_metadata.json; what is not there or not understood is left open. An extension is the later date."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Metadata()
    if not isinstance(data, dict):
        return Metadata()
    listed = data.get("users")
    users = [user for user in listed if isinstance(user, dict)] if isinstance(listed, list) else []
    dates = [when for when in map(_when, _due_dates(data, users)) if when is not None]
    names = tuple(str(user.get("name") or user.get("email") or "") for user in users)
    return Metadata(tuple(name for name in names if name), _when(data.get("created_at")), max(dates, default=None))


def _due_dates(data: dict[str, Any], users: list[dict[str, Any]]) -> Iterator[Any]:
    for place in (data, *users):
        assignment = place.get("assignment")
        if isinstance(assignment, dict):
            yield assignment.get("due_date")


def _when(text: object) -> dt.datetime | None:
    try:
        when = dt.datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return when if when.tzinfo else when.replace(tzinfo=dt.UTC)


def _note(metadata: Metadata, percent: float) -> str:
    if not percent:
        return ""
    days = metadata.days_late
    return f"Handed in {days:.1f} days after the due date: {percent:g} percent of the points are taken off."


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
