"""What a result depends on, as keys: one for each exercise, under which its result is kept, whoever handed it in; and
one for a student's whole line, made of those, under which the journal keeps it. Nothing else says what may be kept.

A check may open any file, and what it opens is known only once it has run. That is remembered: while all that the
exercise depended on then is as it was, the same files are opened, and the exercise need not be made ready to be known.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

from autograder.classroom.bench import allowed
from autograder.classroom.cache import Cache
from autograder.classroom.grader import Grader
from autograder.course import digest
from autograder.course.model import Course, Exercise, Submission
from autograder.course.opened import modules_of
from autograder.kinds.registry import kind_of

FORMAT = "3"
"""Changes with what a key or what is kept under it means."""
_TANGLED = re.compile(rb"\b(?:from|import)\s+(?:tests|test_\w+|conftest)\b|\btests\.(?:visible|hidden)\b|import_module")
"""A check file that reaches for another one, which is loaded already, so that nobody would see it opened."""


_BESIDE = frozenset({"title", "lesson", "hints", "function_hints", "given", "bonus", "draft", "exam", "data"})
"""What course.yaml says of an exercise that no result depends on, or only where its kind says so. All else counts.

Data files count by name and content, wherever the course lies.
"""


@dataclass(frozen=True, slots=True)
class Basis:
    """What one student's results depend on.

    `exercises` are the keys of those of which all of it is known, `line` is the key of the whole; `known` says whether
    all is known of all of them: else the line holds for the run that made it and for none after it.
    """

    exercises: Mapping[str, str]
    line: str
    known: bool


class Keys:
    """The keys of a class. An exercise of which nothing is remembered is made ready, so that its checks are seen."""

    def __init__(self, grader: Grader, isolation: str, cache: Cache | None = None) -> None:
        """What was seen is remembered in the `cache`; without one nothing is. Raises CourseError."""
        self._grader, self._isolation, self._cache = grader, isolation, cache
        self._root = grader.course.root.resolve()
        self._everywhere = _everywhere(grader)
        self._texts = {one.id: kind_of(one).depends_on(grader.course, one) for one in grader.exercises}
        self._files = {
            one.id: {path.resolve() for path in digest.files_of(grader.course, one)} for one in grader.exercises
        }
        self._helpers = _helpers(grader.course)
        opened = self._remembered()
        if opened is None:
            grader.prepare(grader.exercises)
            opened = {exercise.id: _seen(grader, exercise) for exercise in grader.exercises}
        self._opened = opened
        common = self._common(self._helpers | _others(grader, opened))
        self._bases: dict[str, hashlib._Hash] = {}
        for exercise in grader.exercises:
            files = opened[exercise.id]
            texts = self._texts[exercise.id]
            if texts is not None and files is not None and not grader.collected.unknown:
                self._bases[exercise.id] = self._base(common, exercise, texts, files)
        self._lines = self._common_of_lines()

    def of(self, submission: Submission) -> Basis:
        """What the results of this submission depend on; a group's work is judged as its first member's."""
        judged = replace(submission, student=submission.lead) if submission.lead else submission
        asked = [exercise for exercise in self._grader.exercises if exercise.id in self._bases]
        keys = {exercise.id: self._key(exercise, judged) for exercise in asked}
        return Basis(keys, self._line(submission, keys), len(keys) == len(self._grader.exercises))

    def _line(self, submission: Submission, keys: Mapping[str, str]) -> str:
        """Over the keys, what else stands in a student's line, or in the table of what waits for a person.

        Of an exercise without a key as much as there is to know: its text and the course's files.
        """
        key = self._lines.copy()
        files = [
            (name, file.path, "" if name in keys else (file.text, file.problem, file.ask))
            for name, file in sorted(submission.files.items())
        ]
        files += [(name, file.read_as, "read as") for name, file in sorted(submission.files.items()) if file.read_as]
        said = (submission.student, submission.who, submission.names, submission.lead, sorted(keys.items()), files)
        key.update(repr(said).encode("utf-8", "surrogatepass"))
        return key.hexdigest()[:24]

    def _common_of_lines(self) -> hashlib._Hash:
        course = self._grader.course
        rows = [(one.id, one.title, one.kind, one.points) for one in self._grader.exercises]
        whole = len(self._bases) == len(self._grader.exercises)
        rest = "" if whole else digest.course_digest(course)
        said = (*self._everywhere, course.name, rows, self._isolation, rest)
        return hashlib.sha256(repr(said).encode("utf-8", "surrogatepass"))

    def hold(self, exercise: str) -> bool:
        """Whether an exercise that was remembered and has been made ready since opened what it had opened before."""
        opened, expected = self._grader.opened.get(exercise), self._opened[exercise]
        return opened is None or (not opened.unknown and expected is not None and expected >= opened.files)

    def _key(self, exercise: Exercise, submission: Submission) -> str:
        file, key = submission.files.get(exercise.id), self._bases[exercise.id].copy()
        # Which of the names stands in the file is read when it is judged: that follows from the names and the text.
        asks = submission.named and kind_of(exercise).asks_name
        names = (submission.student, *submission.names) if asks else ()
        said = (names, *(() if file is None else (file.text, file.problem, file.ask)))
        key.update(repr(said).encode("utf-8", "surrogatepass"))
        return key.hexdigest()

    def _common(self, shared: Iterable[Path]) -> hashlib._Hash:
        files = sorted({path.resolve() for path in shared})
        said = (*self._everywhere, digest.files_digest(self._root, files))
        return hashlib.sha256(repr(said).encode("utf-8", "surrogatepass"))

    def _base(
        self, common: hashlib._Hash, exercise: Exercise, texts: Sequence[str], opened: Iterable[Path]
    ) -> hashlib._Hash:
        """What matters to one exercise, over what matters to all."""
        wall = (self._isolation, allowed(self._grader.exercises)) if kind_of(exercise).runs_code else ()
        files = self._files[exercise.id] | set(opened)
        entry = [(one.name, getattr(exercise, one.name)) for one in fields(exercise) if one.name not in _BESIDE]
        content = digest.files_digest(self._root, sorted(files))
        data = tuple(file.name for file in exercise.data)
        base = common.copy()
        base.update(repr((entry, data, wall, texts, content)).encode("utf-8", "surrogatepass"))
        return base

    def _remembered(self) -> dict[str, frozenset[Path] | None] | None:
        """What each exercise opens, from an earlier run where that holds; the others are made ready, and remembered.

        None where one exercise may see what another one does, or it cannot be known: then all must be made ready.
        """
        if self._cache is None:
            return None
        common = self._common(self._helpers)
        notes = {one.id: self._note_key(common, one) for one in self._grader.exercises}
        known = {name: self._recalled(key) for name, key in notes.items() if name not in self._grader.checks}
        missing = [one for one in self._grader.exercises if known.get(one.id) is None]
        self._grader.prepare(missing)
        found = known | {one.id: _seen(self._grader, one) for one in missing}
        if self._grader.collected.unknown or _others(self._grader, found):
            return None
        for one in missing:
            files = found[one.id]
            if files is not None:
                names = sorted(path.relative_to(self._root).as_posix() for path in files)
                note = json.dumps([names, digest.files_digest(self._root, sorted(files))])
                self._cache.note(notes[one.id], note)
        return found

    def _note_key(self, common: hashlib._Hash, exercise: Exercise) -> str:
        return self._base(common, exercise, self._texts[exercise.id] or (), ()).hexdigest()

    def _recalled(self, key: str) -> frozenset[Path] | None:
        """The files that an exercise opened, where none of them has changed since."""
        note = self._cache.noted(key) if self._cache is not None else None
        try:
            names, content = json.loads(note) if note is not None else (None, "")
        except ValueError:
            return None
        if names is None:
            return None
        files = frozenset(self._root / name for name in names)
        return files if digest.files_digest(self._root, sorted(files)) == content else None


def _everywhere(grader: Grader) -> tuple[object, ...]:
    course = grader.course
    return (
        *(FORMAT, digest.engine_digest(), digest.machine_digest()),
        *(course.seed, course.hidden_feedback, course.written),
    )


def _seen(grader: Grader, exercise: Exercise) -> frozenset[Path] | None:
    """What an exercise opened when it was made ready; None where nobody can say."""
    opened = grader.opened[exercise.id]
    return None if opened.unknown else frozenset(opened.files)


def _helpers(course: Course) -> set[Path]:
    """The files that belong to no exercise and may matter to each; all of them where checks reach for each other."""
    everything = digest.course_files(course.root)
    if any(_TANGLED.search(path.read_bytes()) for path in everything if path.suffix == ".py"):
        return set(everything)
    return set(digest.shared_files(course))


def _others(grader: Grader, opened: Mapping[str, frozenset[Path] | None]) -> set[Path]:
    """Opened at collection, or a module of this process that is no exercise's own."""
    course = grader.course
    own = {file.resolve() for exercise in course.exercises for file in digest.files_of(course, exercise)}
    helped = (modules_of(course.root) - own) | grader.collected.files
    if helped:  # a helper may remember for one exercise what it opened for another
        helped = helped.union(*(files for files in opened.values() if files is not None))
    return helped
