"""What lateness costs under nbgrader: the policy of course.yaml, by nbgrader's own clock."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from nbgrader.plugins import LateSubmissionPlugin
from traitlets import Unicode

from autograder.classroom.lateness import penalty_percent
from autograder.course.manifest import load_course
from autograder.course.model import LatePolicy

SECONDS_PER_DAY = 24 * 60 * 60


class CourseLatePolicy(LateSubmissionPlugin):  # type: ignore[misc]
    """nbgrader asks for each notebook what its lateness costs."""

    folder = Unicode(help="The course that the notebooks were made of.").tag(config=True)

    def late_submission_penalty(self, student_id: str, score: float, total_seconds_late: float) -> float:
        """The points to take off `score`: what `autograder grade --late` takes off for as many days."""
        return score * penalty_percent(_policy(self.folder), total_seconds_late / SECONDS_PER_DAY) / 100


@cache
def _policy(folder: str) -> LatePolicy:
    return load_course(Path(folder)).late
