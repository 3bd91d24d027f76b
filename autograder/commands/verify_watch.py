"""autograder verify --watch: one exercise, examined again each time a file of the course is saved."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console, Group, RenderableType
from rich.rule import Rule
from rich.text import Text

from autograder.author import watching
from autograder.author.watching import Doing, Event, Examine, Examined, Found, Saved, Watching
from autograder.student.watch.process import CommandJob, Ended
from autograder.student.watch.saved import Mark, mark

TICK = 0.2
SECONDS = 1800.0
"""The longest exam that is waited for."""
ROOMS = ("exercises", "solutions", "tests")


def watch_exam(root: Path, exercise: str) -> bool:
    """Examines until someone presses Ctrl-C. Gives whether the last exam was passed."""
    session = _Session(root.resolve(), exercise)
    try:
        session.run()
    except KeyboardInterrupt:
        pass
    finally:
        session.close()
    return session.ok


class _Session:
    """Carries events to the reducer, and what it asks for into the world."""

    def __init__(self, root: Path, exercise: str) -> None:
        self._root = root
        self._console = Console(highlight=False)
        self._watching = Watching(exercise)
        self._job: CommandJob | None = None
        self._marks = marks_of(root)

    @property
    def ok(self) -> bool:
        return self._watching.found is not None and self._watching.found.ok

    def run(self) -> None:
        """For ever."""
        self._follow(watching.begin(self._watching))
        while True:
            for event in self._events():
                self._follow(watching.step(self._watching, event))
            time.sleep(TICK)

    def _events(self) -> Iterator[Event]:
        marks = marks_of(self._root)
        saved = watching.changed(self._marks, marks)
        self._marks = marks
        if saved:
            yield Saved(saved)
        elif self._job is not None:
            doing = self._job.last_word()
            ended = self._job.poll()
            if ended is not None:
                self._job = None
                yield Examined(_found(ended))
            elif doing != self._watching.doing:
                yield Doing(doing)

    def _follow(self, step: watching.Step) -> None:
        shown = self._watching
        self._watching, effects = step
        for _ in (effect for effect in effects if isinstance(effect, Examine)):
            self.close()
            words = ("verify", "--only", self._watching.exercise, "--json", "--steps", "--course", str(self._root))
            self._job = CommandJob(*words, seconds=SECONDS)
        if self._watching != shown and (self._console.is_terminal or not self._watching.running):
            self._console.clear()
            self._console.print(screen(self._watching))

    def close(self) -> None:
        """No exam runs after this."""
        if self._job:
            self._job.drop()
            self._job = None


def screen(state: Watching) -> RenderableType:
    """Everything on one page."""
    parts: list[RenderableType] = [Text(f"verify {state.exercise}", "bold"), Text()]
    if state.found is not None:
        parts += _found_lines(state.found, "dim" if state.running else "")
    if state.running:
        because = f" ({state.saved} was saved)" if state.saved else ""
        parts.append(Text(f"examining{because}: {state.doing or 'begins'} ...", "dim"))
    return Group(*parts, Rule(style="dim"), Text("Each save examines again; Ctrl-C ends.", "dim"))


def _found_lines(found: Found, style: str) -> Iterator[RenderableType]:
    if found.figures:
        yield Text(found.figures, style)
    for problem in found.problems:
        yield Text.assemble(("✗ ", style or "red"), (problem, style))
    for wish in found.wishes:
        yield Text.assemble(("! ", style or "yellow"), (wish, style))
    if found.ok:
        yield Text("✓ It passes its exam.", style or "green")
    yield Text()


def _found(ended: Ended) -> Found:
    if not ended.in_time:
        return Found((f"the exam is not done after {SECONDS:g} seconds",))
    try:
        return watching.found_in(json.loads(ended.output))
    except (ValueError, KeyError, TypeError):
        said = ended.errors.strip().splitlines()
        return Found((said[-1] if said else "the exam ended without a word",))


def marks_of(root: Path) -> dict[str, Mark]:
    """Every file of the course that an exam reads, and when it was saved."""
    paths = [root / "course.yaml", *(path for room in ROOMS for path in (root / room).rglob("*"))]
    found = {path: mark(path) for path in paths if "__pycache__" not in path.parts and not path.is_dir()}
    return {path.relative_to(root).as_posix(): seen for path, seen in found.items() if seen}
