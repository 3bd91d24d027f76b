"""What one student's result in one exercise depends on, as a key: equal keys, equal results, whoever handed it in."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from autograder.classroom.bench import allowed
from autograder.classroom.grader import Grader
from autograder.course import digest
from autograder.course.model import Exercise, Submission
from autograder.course.opened import modules_of
from autograder.kinds.registry import kind_of

FORMAT = "1"
"""Changes with what a key or what is kept under it means."""
_TANGLED = re.compile(rb"\b(?:from|import)\s+(?:tests|test_\w+|conftest)\b|\btests\.(?:visible|hidden)\b|import_module")
"""A check file that reaches for another one, which is loaded already, so that nobody would see it opened."""


class Keys:
    """The keys of a class. Made once, after the checks have met their references."""

    def __init__(self, grader: Grader, isolation: str) -> None:
        self._grader = grader
        common = hashlib.sha256(repr((*_everywhere(grader), *_of_the_course(grader))).encode("utf-8", "surrogatepass"))
        bases = {exercise.id: _of_exercise(grader, exercise, isolation) for exercise in grader.exercises}
        self._bases: dict[str, hashlib._Hash] = {}
        for name, said in bases.items():
            if said is not None and not grader.collected.unknown:
                self._bases[name] = common.copy()
                self._bases[name].update(said.encode("utf-8", "surrogatepass"))

    def of(self, submission: Submission) -> Mapping[str, str]:
        """Exercise id -> key, of those whose results can be known from earlier ones."""
        return {
            exercise.id: self._key(exercise, submission)
            for exercise in self._grader.exercises
            if exercise.id in self._bases
        }

    def _key(self, exercise: Exercise, submission: Submission) -> str:
        file, key = submission.files.get(exercise.id), self._bases[exercise.id].copy()
        name = self._grader.name_in(exercise, submission, file) if kind_of(exercise).asks_name else None
        said = (name, *(() if file is None else (file.text, file.problem, file.ask)))
        key.update(repr(said).encode("utf-8", "surrogatepass"))
        return key.hexdigest()


def _everywhere(grader: Grader) -> tuple[object, ...]:
    course = grader.course
    return (
        *(FORMAT, digest.engine_digest(), digest.machine_digest()),
        *(course.seed, course.hidden_feedback, course.written),
    )


def _of_the_course(grader: Grader) -> tuple[object, ...]:
    """What belongs to no exercise and may matter to each: helpers, and what was read while checks were collected."""
    course, root = grader.course, grader.course.root.resolve()
    files = set(digest.shared_files(course)) | _others(grader)
    if any(_TANGLED.search(path.read_bytes()) for path in digest.course_files(course.root) if path.suffix == ".py"):
        files |= set(digest.course_files(course.root))
    return (digest.files_digest(root, sorted({path.resolve() for path in files})),)


def _others(grader: Grader) -> set[Path]:
    """Opened at collection, or a module of this process, and no exercise's own."""
    course = grader.course
    own = {file.resolve() for exercise in course.exercises for file in digest.files_of(course, exercise)}
    helped = modules_of(course.root) | grader.collected.files
    if helped - own:  # a helper may remember for one exercise what it opened for another
        helped = helped.union(*(opened.files for opened in grader.opened.values()))
    return helped - own


def _of_exercise(grader: Grader, exercise: Exercise, isolation: str) -> str | None:
    """What matters to one exercise; None where that is not known."""
    course, kind, opened = grader.course, kind_of(exercise), grader.opened[exercise.id]
    texts = kind.depends_on(course, exercise)
    if texts is None or opened.unknown:
        return None
    wall = (isolation, allowed(grader.exercises)) if kind.runs_code else ()
    files = {path.resolve() for path in digest.files_of(course, exercise)} | opened.files
    entry = (exercise.id, exercise.kind, exercise.file, exercise.points, exercise.tolerance, exercise.limits)
    return repr(
        (entry, exercise.allowed_imports, wall, texts, digest.files_digest(course.root.resolve(), sorted(files)))
    )
