"""What need not be judged: exercises whose results are known from another student's equal file, or an earlier run."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from autograder.classroom.bench import Desk, Graded
from autograder.classroom.cache import Cache
from autograder.classroom.keys import Basis, Keys
from autograder.course.model import ExerciseResult, Submission


@dataclass(slots=True)
class _Open:
    """A student who is being graded: what their results depend on, and the results that are known."""

    basis: Basis
    found: dict[str, ExerciseResult] = field(default_factory=dict)


class Known:
    """Results that are known, taken out before a submission is handed to whoever grades it, and put in again."""

    def __init__(self, cache: Cache, desk: Desk, keys: Keys, *, fresh: bool = False) -> None:
        """With `fresh` nothing of earlier runs is used; what is judged now takes its place."""
        self._cache, self._desk, self._keys = cache, desk, keys
        self._today: set[str] | None = set() if fresh else None
        self._open: dict[str, _Open] = {}

    def without_known(self, submission: Submission, basis: Basis) -> Submission | None:
        """The submission, asking only for what must be judged; None where that is nothing."""
        going = _Open(basis)
        for name, key in basis.exercises.items():
            result = self._cache.get(key) if self._today is None or key in self._today else None
            if result is not None:
                going.found[name] = result
        self._open[submission.student] = going
        missing = tuple(exercise.id for exercise in self._desk.grader.exercises if exercise.id not in going.found)
        return replace(submission, only=missing if going.found else ()) if missing else None

    def completed(self, submission: Submission, graded: Graded | None = None) -> Graded:
        """The whole result: what was judged, which is known from now on, and what was known before.

        It is `certain` where all that it depends on is in its keys.
        """
        going = self._open.pop(submission.student)
        results, keys = dict(going.found), going.basis.exercises
        certain = going.basis.known and (graded is None or graded.certain)
        for result in graded.result.exercises if graded is not None else ():
            results[result.id] = result
            holds = self._keys.hold(result.id)
            certain = certain and holds
            if graded is not None and result.id in graded.firm and holds and result.id in keys:
                self._keep(keys[result.id], result)
        in_order = [_told(results[exercise.id], submission) for exercise in self._desk.grader.exercises]
        isolation = self._desk.launcher.name if graded is None else graded.result.isolation
        whole = self._desk.grader.add_up(submission.student, in_order, isolation, submission.who)
        return replace(graded or Graded(whole, 0.0), result=whole, certain=certain)

    def _keep(self, key: str, result: ExerciseResult) -> None:
        self._cache.put(key, result)
        if self._today is not None:
            self._today.add(key)


def _told(result: ExerciseResult, submission: Submission) -> ExerciseResult:
    """The result with how this student's file was read: an equal file may have had another name."""
    file = submission.files.get(result.id)
    if file is None or not file.read_as:
        return result
    return replace(result, message=f"{file.read_as} {result.message}".strip())
