"""Several students' uploads side by side, numbered by the system that kept them: nothing says whose each is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path

from autograder.errors import IntakeError
from autograder.intake.near_misses import exercise_called

MANY = 5
"""Files of one exercise that nobody has by saving a file again."""


_BRACKETS = re.compile(r"\[\d{1,4}\]", re.ASCII)
_LISTED = "the archive_filelist.csv of the same download says it: leave it beside them."


def require_one_of_each(names: Collection[str], path: Path, files: Sequence[str]) -> None:
    """IntakeError where each of several exercises is there more than once, or one of them very often."""
    times = Counter(file for name in names if (file := exercise_called(name, files)) is not None)
    fewest = min(times.values(), default=0)
    if (len(times) > 1 and fewest > 1) or max(times.values(), default=0) >= MANY:
        most = max(times, key=lambda file: times[file])
        what = (
            f"{fewest} files or more for each exercise"
            if fewest > 1 and len(times) > 1
            else f"{times[most]} files for {most}"
        )
        listed = "" if not any(map(_BRACKETS.search, names)) else f" Where they are from Stud.IP, {_LISTED}"
        raise IntakeError(
            f"{path}: there are {what} side by side, and nothing says whose they are.{listed} "
            "Put each student's into a folder with the student's name, or add --anyway."
        )
