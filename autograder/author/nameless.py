"""Why a known mistake gets no name: what its author can do about it depends on that."""

from __future__ import annotations

from pathlib import Path

from autograder.author.breaking import on_the_reference
from autograder.author.cross import EVERYWHERE, UNNAMED, twins
from autograder.checks.diagnosis.suspects import Suspects
from autograder.checks.histories import MOST_STEPS, steps_of
from autograder.checks.sentences import Call
from autograder.classroom.grader import Grader
from autograder.course.model import Exercise, ExerciseResult, mistake_name
from autograder.course.solutions import load_target, read_source
from autograder.course.variants import definitions, load_mistake
from autograder.kinds.registry import kind_of
from autograder.sandbox.handles import Lent


def why_nameless(grader: Grader, exercise: Exercise, mistake: str, result: ExerciseResult) -> str:
    """What follows on "is diagnosed as nothing"; empty where nobody knows. `mistake` is a file's name, without .py."""
    path = next((one for one in grader.course.mistakes(exercise) if one.stem == mistake), None)
    if path is None or not kind_of(exercise).runs_code:
        return ""
    if any(check.outcome == "timed_out" for check in result.checks) and not _failed(result):
        return (
            ": it runs out of time, and that has no name. Write it into "
            f"solutions/{UNNAMED.file}, `{{mistake: {mistake}, where: {EVERYWHERE}, why: it runs out of time}}`"
        )
    return _unrepeated(grader, exercise, mistake, result) or _shared(grader, exercise, path)


def _failed(result: ExerciseResult) -> set[str]:
    return {check.id for check in result.checks if check.outcome == "failed"}


def _unrepeated(grader: Grader, exercise: Exercise, mistake: str, result: ExerciseResult) -> str:
    """That a check which it fails cannot be gone through again with a mistake, where that is so."""
    for check in grader.checks[exercise.id]:
        if check.id in _failed(result):
            calls, name = on_the_reference(grader.course, exercise, check).calls, check.id.rpartition("::")[2]
            if (steps := steps_of(calls)) > MOST_STEPS:
                return (
                    f": {name} does {steps} things with objects, and one that does more than "
                    f"{MOST_STEPS} is not gone through again with a mistake. Let it do less, or make two checks of it"
                )
            if any(map(_lends_what_remembers, calls)):
                return (
                    f": {name} lends a function that remembers something, such as which number is next, and such a "
                    "call is not made again with a mistake. Lend one that only computes, such as `lambda: 0.25`, or "
                    f"write it into solutions/{UNNAMED.file}, `{{mistake: {mistake}, where: {EVERYWHERE}, why: ...}}`"
                )
    return ""


def _lends_what_remembers(call: Call) -> bool:
    return any(isinstance(part, Lent) and part.key is None for part in (*call.args, *call.kwargs.values()))


def _shared(grader: Grader, exercise: Exercise, path: Path) -> str:
    """That another mistake answers each call as this one does, where that is so."""
    course = grader.course
    mistakes = {one: load_mistake(course, exercise, one) for one in course.mistakes(exercise)}
    reference = load_target(course.solution(exercise), data=exercise.data)
    suspects = Suspects(course, exercise, grader.checks[exercise.id], reference, mistakes)
    alike = {name for one in definitions(read_source(path)) for name in twins(suspects, path.name, one)}
    others = sorted(alike - {mistake_name(path)})
    if not others:
        return ""
    return (
        f": {', '.join(others)} answers every call of the checks as it does, so either may be meant. Delete one, "
        f"add a check that tells them apart, or give both files one name, such as {others[0]}.again.py"
    )
