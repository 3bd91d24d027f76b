"""One student graded alone into a class's folder: who that is there, and that nothing of theirs is lost by it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from autograder.classroom.journal import Journal
from autograder.course.model import UNTOUCHED, Course, StudentResult, Who
from autograder.errors import IntakeError
from autograder.intake.folders import Intake
from autograder.intake.names import folded, turned


def keep_what_is_there(
    student: str, submissions: Path, intake: Intake, journal: Journal, course: Course, out: Path, *, anyway: bool
) -> None:
    """Who is graded alone keeps what is known of them. Raises IntakeError where they would lose results by it.

    `anyway`: nothing is refused.
    """
    before = journal.result(student)
    if before is None:
        if not anyway:
            _require_the_same_person(student, journal.results(), out)
        return
    intake.earlier[student] = replace(before.who or Who(), submitted_at="", attempt="")
    if not anyway:
        _require_no_less(intake, before, course, submissions)


def _require_the_same_person(student: str, results: Iterable[StudentResult], out: Path) -> None:
    """IntakeError where somebody with results in `out` has this number, login, address or name, and another key."""
    asked = {folded(student), folded(turned(student))}
    for result in results:
        who = result.who or Who()
        if asked & ({folded(text) for text in (who.id, who.login, who.email, who.name)} - {""}):
            raise IntakeError(
                f"--student {student!r}: in {out} this is {result.student!r}. Give --student {result.student}; "
                "or add --anyway, where they are two people."
            )


def _require_no_less(intake: Intake, before: StudentResult, course: Course, submissions: Path) -> None:
    """IntakeError where exercises have a result and are not among what is there now: each would count 0."""
    there = intake.read(before.student, course).files
    asked = {one.id: one.file for one in course.exercises if not intake.only or one.id in intake.only}
    had = [one.id for one in before.exercises if one.status not in UNTOUCHED]
    lost = [asked[name] for name in had if name in asked and name not in there]
    if lost:
        named = ", ".join(lost[:3]) + (f" and {len(lost) - 3} more" if len(lost) > 3 else "")
        raise IntakeError(
            f"{submissions}: has no {named}, of which {before.student!r} has results: they would count 0. Put what is "
            "new beside the student's other files and grade that folder, or add --anyway."
        )


def take_as_before(intake: Intake, alone: Mapping[str, str], submissions: Path) -> dict[str, str]:
    """Has those who were graded from files of their own be graded from them again, and says who from where.

    What lies in the class's own download is the class's; where the files have gone, the class's count again.
    """
    taken = {}
    for student, folder in alone.items():
        own = Path(folder)
        if student not in intake.rows or not folder or not own.exists():
            continue
        if not own.resolve().is_relative_to(submissions.resolve()):
            intake.take_alone(student, own)
            taken[student] = folder
    return taken
