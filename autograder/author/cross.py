"""The cross product: every mistake's function in every program in which it may be met, each named, never wrongly.

A student's other functions are written in another style, or not at all. So each function that a mistake file defines is
put into the reference, into every accepted style, and into the stub, and graded in this process. Where it loses points
it is to be given its mistake's name, that of a twin, which answers every call alike, or, listed with a reason, none.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from autograder.author.explained import Explained
from autograder.checks.diagnosis.likeness import equal
from autograder.checks.diagnosis.suspects import Suspects
from autograder.checks.histories import definition_of
from autograder.classroom.grader import Grader
from autograder.course.model import Course, Exercise, ExerciseResult, SubmittedFile, mistake_name
from autograder.course.solutions import load_target, read_source
from autograder.course.transplant import transplant
from autograder.course.variants import composed, definitions, load_mistake
from autograder.kinds.registry import kind_of
from autograder.sandbox.here import LocalHost

UNNAMED = Explained("unnamed.yaml", ("mistake", "where", "why"))
EVERYWHERE = "everywhere"
"""In place of a program: the mistake has no name in any, as one that runs out of time."""
SECONDS = 0.5
"""Of work for one call. What takes longer is not waited for."""


@dataclass(frozen=True, slots=True)
class Case:
    """One wrong function in one program. `base` is where it was put, `given` the names that failed checks were told."""

    mistake: str
    function: str
    base: str
    given: frozenset[str]
    fitting: frozenset[str]
    """The mistake's own name and those of its twins."""


@dataclass(frozen=True, slots=True)
class CrossResult:
    """What became of an exercise's cases. `unnamed` are those that the course lists, with its reasons."""

    cases: int = 0
    named: int = 0
    unnamed: int = 0
    missed: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    """What the list says to have no name, and has one, or is not there."""


def examine_cross(grader: Grader, exercise: Exercise) -> CrossResult:
    """Grades every case of one exercise that loses more than the right function in the same place."""
    known = known_unnamed(grader.course, exercise)
    cases = list(_Cross(grader, exercise).cases())
    nameless = [case for case in cases if not case.given]
    wrong = [case for case in cases if case.given - case.fitting]
    there = {(path.stem, EVERYWHERE) for path in grader.course.mistakes(exercise)}
    listed = ({(case.mistake, case.base) for case in nameless} | there) & known.keys()
    return CrossResult(
        cases=len(cases),
        named=len(cases) - len(nameless) - len(wrong),
        unnamed=sum((case.mistake, case.base) in known for case in nameless),
        missed=tuple(_told(case) for case in nameless if (case.mistake, case.base) not in known),
        wrong=tuple(_told(case) for case in wrong),
        stale=tuple(f"{mistake} in {base}" for mistake, base in sorted(known.keys() - listed)),
    )


def known_unnamed(course: Course, exercise: Exercise) -> dict[tuple[str, str], str]:
    """(mistake file without .py, where it is put) -> why it has no name there. CourseError with the line."""
    rows = (row for owner, row in UNNAMED.rows(course) if owner == exercise.id)
    return {(row["mistake"], row["where"]): row["why"] for row in rows}


def _told(case: Case) -> str:
    given = ", ".join(sorted(case.given)) or "nothing"
    return f"{case.function} of mistake {case.mistake} in {case.base} is diagnosed as {given}"


class _Cross:
    """The cases of one exercise."""

    def __init__(self, grader: Grader, exercise: Exercise) -> None:
        self._grader = grader
        self._exercise = exercise
        course = grader.course
        # a right function that waits for what a wrong one never gives may loop for ever
        limits = replace(exercise.limits, seconds=min(SECONDS, exercise.limits.seconds))
        self._one = kind_of(exercise).grader(course, replace(exercise, limits=limits), grader.checks[exercise.id])
        self._reference = read_source(course.solution(exercise))
        stub = kind_of(exercise).stub(course, exercise) or ""
        self._functions = _unlike(stub, self._reference)
        self._given = definitions(self._reference) - self._functions
        self._bases = {"the reference": self._reference}
        self._bases |= {f"accepted/{path.stem}": read_source(path) for path in course.accepted(exercise)}
        if stub and len(self._functions) > 1:
            self._bases["the stub"] = stub
        self._graded: dict[str, ExerciseResult] = {}
        """What a program got, by its code: where a base has one function of its own, all others are as it."""
        checks = grader.checks[exercise.id]
        mistakes = {path: load_mistake(course, exercise, path) for path in course.mistakes(exercise)}
        reference = load_target(course.solution(exercise), data=exercise.data)
        self._suspects = Suspects(course, exercise, checks, reference, mistakes)

    def cases(self) -> Iterator[Case]:
        """Every function of every mistake in every base, where that loses points."""
        known = known_unnamed(self._grader.course, self._exercise)
        for path in self._grader.course.mistakes(self._exercise):
            if (path.stem, EVERYWHERE) in known:
                continue
            text = composed(self._grader.course, self._exercise, path)
            defined = definitions(read_source(path))
            helpers = defined - self._functions
            for function in sorted(defined & self._functions) or [""]:
                own = {mistake_name(path)} | twins(self._suspects, path.name, function)
                for base, source in self._bases.items():
                    if not function and helpers & _unlike(source, self._reference):
                        continue  # the helper means something else there
                    others = self._given & _unlike(source, self._reference) & definitions(source)
                    result = self._grade(transplant(source, text, helpers | others | ({function} - {""})))
                    if result.score < self._right(base, function):
                        given = frozenset(check.diagnosis for check in result.checks if check.diagnosis)
                        yield Case(path.stem, function or "a helper", base, given, frozenset(own))

    def _right(self, base: str, function: str) -> float:
        """What the right function gets in this base: the stub around it loses points of its own."""
        source = self._bases[base]
        text = transplant(source, self._reference, {function}) if base == "the stub" and function else source
        return self._grade(text).score

    def _grade(self, text: str) -> ExerciseResult:
        code = ast.dump(ast.parse(text))
        if code not in self._graded:
            file = SubmittedFile(self._exercise.file, text)
            with np.errstate(all="ignore"):
                self._graded[code] = self._one.grade(file, LocalHost(limit=True, of_work=True), None)
        return self._graded[code]


def twins(suspects: Suspects, file: str, function: str) -> frozenset[str]:
    """The mistakes that answer every call of the function, or of the class, as this file's does."""
    found = []
    for name, asked in suspects.questions.items():
        if definition_of(name) == function:
            given = [(one, [suspects.answer(one, question).outcome for question in asked]) for one in suspects.of(name)]
            ours = [answers for one, answers in given if one.file == file]
            alike = [one.name for one, theirs in given for answers in ours if all(map(equal, answers, theirs))]
            found += [frozenset(alike)] if alike else []
    return frozenset.intersection(*found) if found else frozenset()


def _unlike(other: str, reference: str) -> frozenset[str]:
    """The functions and classes of the reference that another program has otherwise, or not at all."""
    ours, theirs = _dumped(other), _dumped(reference)
    return frozenset(name for name, code in theirs.items() if ours.get(name) != code)


@lru_cache(maxsize=64)
def _dumped(source: str) -> dict[str, str]:
    """The code of each function and class of a program, however it is laid out."""
    nodes = ast.parse(source).body
    return {node.name: ast.dump(node) for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef)}
