"""The logic of `verify --watch`: what a saved file or a finished exam changes. No files, no processes, no screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from autograder.student.watch.saved import Mark


@dataclass(frozen=True, slots=True)
class Found:
    """What an exam found: its sentences, those that are warnings only, and a line of figures."""

    problems: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    figures: str = ""

    @property
    def ok(self) -> bool:
        return not self.problems


@dataclass(frozen=True, slots=True)
class Watching:
    """Everything that the screen shows."""

    exercise: str
    found: Found | None = None
    """Of the last exam that came to its end."""
    running: bool = False
    doing: str = ""
    """What the exam that runs is at."""
    saved: str = ""
    """The file whose save began it."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A file of the course has changed, by its path in it."""

    file: str


@dataclass(frozen=True, slots=True)
class Doing:
    """The exam that runs says what it is at."""

    what: str


@dataclass(frozen=True, slots=True)
class Examined:
    """An exam came to its end."""

    found: Found


@dataclass(frozen=True, slots=True)
class Examine:
    """To be done: examine the exercise, and drop any exam that still runs."""


Event = Saved | Doing | Examined
Step = tuple[Watching, tuple[Examine, ...]]


def begin(watching: Watching) -> Step:
    """The first step: the exercise is examined."""
    return replace(watching, running=True, doing=""), (Examine(),)


def step(watching: Watching, event: Event) -> Step:
    """The next state, and whether an exam is to begin."""
    match event:
        case Saved(file):
            return begin(replace(watching, saved=file))
        case Doing(what):
            return replace(watching, doing=what if watching.running else ""), ()
        case Examined(found):
            return replace(watching, found=found, running=False, doing=""), ()


def found_in(data: Mapping[str, Any]) -> Found:
    """What `verify --json` says, as sentences."""
    rows = [*data["problems"], *(row for exercise in data["exercises"] for row in exercise["problems"])]
    drafts = set(data["drafts"])
    soft = [row for row in rows if row["wish"] or row["exercise"] in drafts]
    figures = "; ".join(
        f"{one['checks']} checks, {one['styles']} accepted styles, {one['mistakes']} mistakes"
        for one in data["exercises"]
    )
    return Found(
        tuple(_sentence(row) for row in rows if row not in soft), tuple(_sentence(row) for row in soft), figures
    )


def _sentence(row: Mapping[str, Any]) -> str:
    return f"{row['exercise']}: {row['what']}"


def changed(before: Mapping[str, Mark], now: Mapping[str, Mark]) -> str | None:
    """A file that was saved, added or taken away between two looks; None where there is none."""
    different = sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))
    return different[0] if different else None
