"""autograder watch: one exercise at a time, checked again on every save."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from typing import Annotated

import typer
from rich.console import Console

from autograder.commands.common import Course, course_root
from autograder.course.manifest import load_course
from autograder.course.model import Course as LoadedCourse
from autograder.course.solutions import read_source
from autograder.errors import UserError
from autograder.student.hints import exercise_named
from autograder.student.progress import load_progress, save_progress
from autograder.student.watch import state as watching
from autograder.student.watch.job import CheckJob
from autograder.student.watch.keyboard import ReadKey, single_keys
from autograder.student.watch.saved import Watched, newest
from autograder.student.watch.screen import screen
from autograder.student.watch.state import Check, Event, Keep, Key, Quit, Saved, Watch

TICK = 0.2


def watch(
    exercise: Annotated[str | None, typer.Argument(help="Where to start. Default: where you were.")] = None,
    course: Course = None,
) -> None:
    """Work on one exercise at a time: it is checked again each time you save its file."""
    loaded = load_course(course_root(course), require_stubs=False)
    start = exercise_named(loaded, exercise).id if exercise else None
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UserError("watch needs a terminal to draw on and keys to read. `autograder check` does without.")
    with single_keys() as read_key:
        session = _Session(loaded, read_key, start)
        try:
            session.run()
        except (KeyboardInterrupt, EOFError):
            pass
        finally:
            session.close()


class _Session:
    """Carries events to the reducer, and what it asks for into the world."""

    def __init__(self, course: LoadedCourse, read_key: ReadKey, start: str | None = None) -> None:
        solved = frozenset(e.id for e in course.exercises if course.solution(e).is_file())
        self._course = course
        self._read_key = read_key
        self._console = Console(highlight=False)
        progress = load_progress(course)
        self._watch = Watch(course.exercises, replace(progress, current=start or progress.current), solved)
        self._job: CheckJob | None = None
        self._over = False
        self._size = self._console.size
        self._paths = {exercise.id: course.stub(exercise) for exercise in course.exercises}
        self._files = {name: Watched(path) for name, path in self._paths.items()}

    def run(self) -> None:
        """Until someone quits."""
        self._follow(watching.begin(self._watch))
        while not self._over:
            for event in self._events():
                self._follow(watching.step(self._watch, event))
            if self._size != self._console.size:  # the window was made wider, or narrower
                self._size = self._console.size
                self._draw()
        self._console.print(f"{len(self._watch.progress.done)} of {len(self._watch.exercises)} done. See you.")

    def _events(self) -> list[Event]:
        key = self._read_key(TICK)
        events: list[Event] = [Key(key)] if key else []
        if saved := self._saved():
            events.append(Saved(saved))
        checked = self._job.poll() if self._job else None
        if checked:
            self._job = None
            events.append(checked)
        return events

    def _saved(self) -> str | None:
        """The exercise whose file was saved: the one at hand, if it was among several.

        The one at hand is checked again whatever became of its file; to another one goes only who has changed it.
        """
        now = time.monotonic()
        seen = {name: file.look(now) for name, file in self._files.items()}
        if seen[self._watch.progress.current]:
            return self._watch.progress.current
        return newest(self._paths, [name for name, what in seen.items() if what == "changed"])

    def _follow(self, step: watching.Step) -> None:
        self._watch, effects = step
        for effect in effects:
            match effect:
                case Check(exercise):
                    self.close()
                    self._job = CheckJob(self._course, self._course.exercise(exercise))
                case Keep(progress):
                    save_progress(self._course, progress)
                case Quit():
                    self._over = True
        self._draw()

    def _draw(self) -> None:
        solution = ""
        if self._watch.page == "solution":
            solution = read_source(self._course.solution(self._watch.current))
        self._console.clear()
        self._console.print(screen(self._watch, self._course.title, solution))

    def close(self) -> None:
        """No check runs after this."""
        if self._job:
            self._job.drop()
            self._job = None
