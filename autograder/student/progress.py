"""Where a student stands, kept in the course's folder between commands. Nothing in it counts for points."""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from autograder.course.model import Course
from autograder.writing import write_atomically

STATE = Path(".autograder") / "state.json"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Progress:
    """The exercise at hand, those that passed when last checked, and how many hints of each ladder were seen."""

    current: str
    done: frozenset[str] = frozenset()
    hints: dict[str, int] = field(default_factory=dict)

    def with_hint(self, exercise: str, level: int) -> Progress:
        """The same, with `level` hints of the exercise seen."""
        return replace(self, hints={**self.hints, exercise: level})


def load_progress(course: Course) -> Progress:
    """What was kept; a fresh start where nothing was, or where the file makes no sense."""
    try:
        data = json.loads((course.root / STATE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        data = None
    ids = [exercise.id for exercise in course.exercises]
    fresh = Progress(ids[0])
    if not isinstance(data, dict) or data.get("version") != VERSION:
        return fresh
    current, done, hints = data.get("current"), data.get("done"), data.get("hints")
    return Progress(
        current=current if current in ids else fresh.current,
        done=frozenset(name for name in done if name in ids) if isinstance(done, list) else fresh.done,
        hints=_counts(hints, ids) if isinstance(hints, dict) else {},
    )


def _counts(hints: dict[Any, Any], ids: list[str]) -> dict[str, int]:
    return {
        name: seen for name, seen in hints.items() if name.partition(".")[0] in ids and type(seen) is int and seen > 0
    }


def save_progress(course: Course, progress: Progress) -> None:
    """Keeps it. A folder that cannot be written to is no reason to stop: then the next command starts afresh."""
    path = course.root / STATE
    data = {"version": VERSION, **asdict(progress), "done": sorted(progress.done)}
    with contextlib.suppress(OSError):
        path.parent.mkdir(exist_ok=True)
        write_atomically(path, json.dumps(data, indent=1) + "\n")
