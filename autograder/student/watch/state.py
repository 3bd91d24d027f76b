"""The logic of `watch`: what a key, a saved file or a finished check changes. No terminal, no files, no processes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from autograder.course.model import Exercise, ExerciseResult
from autograder.kinds.rows import is_done
from autograder.student.hints import Ladder, failing_function, ladder
from autograder.student.progress import Progress

Page = Literal["exercise", "list", "solution"]


@dataclass(frozen=True, slots=True)
class Watch:
    """Everything that the screen shows."""

    exercises: tuple[Exercise, ...]
    progress: Progress
    solutions: frozenset[str] = frozenset()
    page: Page = "exercise"
    result: ExerciseResult | None = None
    printed: str = ""
    checking: bool = False
    hinting: Ladder | None = None
    """The hints on the screen: those for the function that failed when they were asked for."""
    cursor: int = 0
    note: str = ""

    @property
    def current(self) -> Exercise:
        """The exercise at hand."""
        return next(exercise for exercise in self.exercises if exercise.id == self.progress.current)

    @property
    def finished(self) -> bool:
        """Whether the exercise at hand passed when it was last checked."""
        return self.progress.current in self.progress.done


@dataclass(frozen=True, slots=True)
class Key:
    """A key was pressed: a letter, ``up``, ``down`` or ``enter``."""

    name: str


@dataclass(frozen=True, slots=True)
class Saved:
    """The file of this exercise has changed."""

    exercise: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A check came to its end; without a result, `problem` says why."""

    exercise: str
    result: ExerciseResult | None
    printed: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """To be done: check this exercise, and drop any check that still runs."""

    exercise: str


@dataclass(frozen=True, slots=True)
class Keep:
    """To be done: keep this for the next time."""

    progress: Progress


@dataclass(frozen=True, slots=True)
class Quit:
    """To be done: leave."""


Event = Key | Saved | Checked
Effect = Check | Keep | Quit
Step = tuple[Watch, tuple[Effect, ...]]


def begin(watch: Watch) -> Step:
    """The first step: the exercise at hand is checked."""
    return replace(watch, checking=True), (Check(watch.progress.current),)


def step(watch: Watch, event: Event) -> Step:
    """The next state, and what is to be done in the world."""
    match event:
        case Saved(exercise) if exercise == watch.progress.current:
            return begin(replace(watch, page="exercise", note=""))
        case Saved(exercise):
            return _go_to(watch, exercise, "You saved this file, so here it is.")
        case Checked():
            return _take(watch, event)
        case Key(name) if watch.page == "list":
            return _key_in_list(watch, name)
        case Key(name):
            return _key(replace(watch, note=""), name)


def _take(watch: Watch, event: Checked) -> Step:
    if event.exercise != watch.progress.current:
        return watch, ()
    done = watch.progress.done - {event.exercise}
    if event.result is not None and is_done(event.result):
        done |= {event.exercise}
    progress = replace(watch.progress, done=done)
    watch = replace(watch, checking=False, result=event.result, printed=event.printed, note=event.problem)
    return replace(watch, progress=progress), (Keep(progress),)


def _key(watch: Watch, name: str) -> Step:
    match name:
        case "q":
            return watch, (Keep(watch.progress), Quit())
        case "h":
            return _hint(watch)
        case "n":
            return _next(watch)
        case "l":
            return replace(watch, page="list", cursor=watch.exercises.index(watch.current)), ()
        case "s":
            return _solution(watch), ()
        case "r":
            return begin(replace(watch, page="exercise"))
    return replace(watch, page="exercise"), ()


def _key_in_list(watch: Watch, name: str) -> Step:
    last = len(watch.exercises) - 1
    match name:
        case "up" | "k":
            return replace(watch, cursor=max(0, watch.cursor - 1)), ()
        case "down" | "j":
            return replace(watch, cursor=min(last, watch.cursor + 1)), ()
        case "enter":
            return _go_to(watch, watch.exercises[watch.cursor].id)
        case "l":
            return replace(watch, page="exercise"), ()
    return _key(replace(watch, page="exercise"), name)


def _hint(watch: Watch) -> Step:
    rungs = ladder(watch.current, failing_function(watch.result))
    count = len(rungs.hints)
    if not count:
        note = "There are no hints here. Read the file again: what goes in, what comes out?"
        return replace(watch, page="exercise", note=note), ()
    seen = watch.progress.hints.get(rungs.name, 0)
    note = "That was the last hint." if seen >= count else ""
    progress = watch.progress.with_hint(rungs.name, min(seen + 1, count))
    return replace(watch, page="exercise", hinting=rungs, progress=progress, note=note), (Keep(progress),)


def _next(watch: Watch) -> Step:
    """On to the next exercise that is not done, past the end from the start again."""
    here = watch.exercises.index(watch.current)
    following = [*watch.exercises[here + 1 :], *watch.exercises[:here]]
    left = [exercise for exercise in following if exercise.id not in watch.progress.done]
    if left:
        return _go_to(watch, left[0].id)
    note = "Everything is done. Well worked!" if watch.finished else "This is the only one left."
    return replace(watch, page="exercise", note=note), ()


def _go_to(watch: Watch, exercise: str, note: str = "") -> Step:
    progress = replace(watch.progress, current=exercise)
    fresh = replace(watch, progress=progress, page="exercise", result=None, printed="", hinting=None, note=note)
    fresh, effects = begin(fresh)
    return fresh, (Keep(progress), *effects)


def _solution(watch: Watch) -> Watch:
    if watch.page == "solution":
        return replace(watch, page="exercise")
    if not watch.finished:
        return replace(watch, page="exercise", note="The solution is shown once all checks pass.")
    if watch.current.id not in watch.solutions:
        return replace(watch, page="exercise", note="You have solved it. This folder has no other solution to show.")
    return replace(watch, page="solution")
