"""What need not be judged: exercises whose results are known from another student's equal file, or an earlier run."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

from autograder.classroom.bench import Desk, Graded
from autograder.classroom.cache import Cache
from autograder.classroom.keys import Keys
from autograder.course.model import ExerciseResult, Submission


@dataclass(slots=True)
class _Open:
    """A student who is being graded: the keys of their files, and the results that are known."""

    keys: dict[str, str]
    found: dict[str, ExerciseResult] = field(default_factory=dict)


class Known:
    """Results that are known, taken out before a submission is handed to whoever grades it, and put in again."""

    def __init__(self, cache: Cache, desk: Desk, *, fresh: bool = False) -> None:
        """With `fresh` nothing of earlier runs is used; what is judged now takes its place."""
        self._cache, self._desk = cache, desk
        self._today: set[str] | None = set() if fresh else None
        self._open: dict[str, _Open] = {}

    @cached_property
    def _keys(self) -> Keys:
        """Made when somebody is to be graded: a run that reads marks back needs none."""
        return Keys(self._desk.grader, self._desk.launcher.name, self._cache)

    def without_known(self, submission: Submission) -> Submission | None:
        """The submission, asking only for what must be judged; None where that is nothing."""
        judged = replace(submission, student=submission.lead) if submission.lead else submission
        going = _Open(dict(self._keys.of(judged)))
        for name, key in going.keys.items():
            result = self._cache.get(key) if self._today is None or key in self._today else None
            if result is not None:
                going.found[name] = result
        self._open[submission.student] = going
        missing = tuple(exercise.id for exercise in self._desk.grader.exercises if exercise.id not in going.found)
        return replace(submission, only=missing if going.found else ()) if missing else None

    def completed(self, submission: Submission, graded: Graded | None = None) -> Graded:
        """The whole result: what was judged, which is known from now on, and what was known before."""
        going = self._open.pop(submission.student)
        results = dict(going.found)
        for result in graded.result.exercises if graded is not None else ():
            results[result.id] = result
            firm = graded is not None and result.id in graded.firm and self._keys.hold(result.id)
            if firm and result.id in going.keys:
                self._keep(going.keys[result.id], result)
        in_order = [results[exercise.id] for exercise in self._desk.grader.exercises]
        isolation = self._desk.launcher.name if graded is None else graded.result.isolation
        whole = self._desk.grader.add_up(submission.student, in_order, isolation, submission.who)
        return replace(graded, result=whole) if graded is not None else Graded(whole, 0.0)

    def _keep(self, key: str, result: ExerciseResult) -> None:
        self._cache.put(key, result)
        if self._today is not None:
            self._today.add(key)
