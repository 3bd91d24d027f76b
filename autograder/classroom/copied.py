"""Once everybody's answers are read: none that is a copy of another is final. Nobody is graded again for that."""

from __future__ import annotations

from dataclasses import replace

from autograder.classroom.alike import write_alike
from autograder.classroom.compared import Compared
from autograder.classroom.disk import writing_into
from autograder.classroom.journal import Journal
from autograder.classroom.marks import Reviews


def hold_copies(compared: Compared, reviews: Reviews, journal: Journal) -> None:
    """Has what was found take the place of what the last run found, in the results and in the rows for a person.

    Raises GraderFault where the disk gives way.
    """
    before, found = reviews.alike, compared.alike()
    with writing_into(reviews.out):
        write_alike(reviews.out, reviews.course, found)
    reviews.alike = found
    for student in sorted((before.students | found.students) & journal.students):
        was, now = before.of(student), found.of(student)
        if changed := {name for name in was | now if was.get(name) != now.get(name)}:
            _lay_over(student, changed, compared, reviews, journal)


def _lay_over(student: str, changed: set[str], compared: Compared, reviews: Reviews, journal: Journal) -> None:
    """The machine's result once more, with what lies over it now."""
    entry = journal.entry(student)
    machine = None if entry is None else journal.by_machine(entry)
    if entry is None or machine is None:  # a damaged line: its student is graded again by the next run
        return
    marks = reviews.fingerprint(student)
    settled = reviews.settle(machine, compared.submission(student), changed)
    journal.append(replace(entry, marks=marks), settled, machine if marks else None)
